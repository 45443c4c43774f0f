import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { ManifestIntent } from '../../../../src/core/release/serving/manifest-intent.ts';
import { planManifestEdit } from '../../../../src/core/release/serving/plan-manifest-edit.ts';
import { readServing } from '../../../../src/core/release/serving/read-serving.ts';
import { isSameVersion } from '../../../../src/core/release/serving/version-name.ts';
import { truncations } from '../../../support/read-format.ts';
import { knative, seldon, seldonModel, seldonSplit, standard } from '../../../support/serving-manifests.ts';

const part = fc.nat({ max: 30 });
const release = fc.tuple(part, part, part).map((parts) => parts.join('.'));
const quote = fc.constantFrom('', '"', "'");
const comment = fc.constantFrom('', '  # keep', ' # v1.4.0');

/** A manifest whose places all name one version, in any layout, with the version. */
const manifest = fc
  .record({
    version: release,
    v: fc.constantFrom('v', ''),
    quote,
    comment,
    indent: fc.constantFrom(2, 4),
    end: fc.constantFrom('\n', '\r\n'),
    mark: fc.constantFrom('', '\ufeff'),
    shape: fc.constantFrom(
      (version: string) => `s3://m/fraud/${version}`,
      (version: string) => `gs://m/v2/fraud-${version}.tar.gz`,
      (version: string) => `pvc://m/${version}/fraud-${version.replaceAll('.', '_')}/model.onnx`,
      (version: string) => `oci://reg/fraud:${version}`,
    ),
    label: fc.constantFrom('model-version', 'app.kubernetes.io/version', 'team'),
    flow: fc.boolean(),
    rest: fc.constantFrom('', '---\napiVersion: v1\nkind: Service\nmetadata: { name: a }  # v1.4.0\n', '...\n'),
    seldon: fc.boolean(),
  })
  .map(({ version, v, indent, end, mark, shape, label, flow, rest, ...written }) => {
    const inQuotes = (text: string): string => `${written.quote}${text}${written.quote}`;
    const pad = ' '.repeat(indent);
    const uri = `${inQuotes(shape(v + version))}${flow ? '' : written.comment}`;
    const metadata = `metadata:\n${pad}name: fraud\n${pad}labels: { ${label}: ${inQuotes(v + version)} }${written.comment}\n`;
    const model = flow
      ? `${pad}predictor: { model: { modelFormat: { name: onnx }, storageUri: ${uri} } }\n`
      : `${pad}predictor:\n${pad}${pad}model:\n${pad}${pad}${pad}modelFormat: { name: onnx }\n${pad}${pad}${pad}storageUri: ${uri}\n`;
    const predictor = flow
      ? `${pad}predictors: [{ name: main, graph: { name: m, implementation: SKLEARN_SERVER, modelUri: ${uri} } }]\n`
      : `${pad}predictors:\n${pad}- graph:\n${pad}${pad}${pad}modelUri: ${uri}\n${pad}${pad}${pad}name: m\n${pad}${pad}${pad}implementation: SKLEARN_SERVER\n${pad}  name: main\n`;
    const text = written.seldon
      ? `apiVersion: machinelearning.seldon.io/v1\nkind: SeldonDeployment\n${metadata}spec:\n${predictor}${rest}`
      : `apiVersion: serving.kserve.io/v1beta1\nkind: InferenceService\n${metadata}spec:\n${model}${rest}`;
    return { text: mark + text.replaceAll('\n', end), version: v + version };
  });

const intent: fc.Arbitrary<ManifestIntent> = fc.oneof(
  fc.record({ kind: fc.constant('set-main' as const), version: fc.oneof(release, fc.string(), fc.constantFrom('v1', '8', 'v1.4.0')) }),
  fc.record({
    kind: fc.constant('start-canary' as const),
    version: fc.oneof(release, fc.constantFrom('v8', '9')),
    percent: fc.integer({ min: -1, max: 101 }),
  }),
  fc.record({ kind: fc.constant('shift-canary' as const), percent: fc.constantFrom(0, 1, 50, 100, 0.5, Number.NaN) }),
  fc.record({ kind: fc.constant('start-shadow' as const), version: fc.constantFrom('v8', 'v1.5.0') }),
  fc.constant({ kind: 'end-shadow' as const }),
);

function planned(text: string, wanted: ManifestIntent, model = 'fraud'): string | null {
  const plan = planManifestEdit(text, 'k8s/a.yaml', { model, intent: wanted });
  return plan.kind === 'edit' ? plan.newText : null;
}

describe('edits of serving manifests', () => {
  it('of the main version are taken back to the very text, and change nothing but the version', () => {
    fc.assert(
      fc.property(manifest, release, ({ text, version }, other) => {
        fc.pre(!isSameVersion(other, version));
        const there = planned(text, { kind: 'set-main', version: other });
        assert.ok(there !== null, text);
        assert.equal(planned(there, { kind: 'set-main', version }), text);
        const [slot] = readServing('k8s/a.yaml', there)[0]?.slots ?? [];
        assert.ok(slot?.version !== null && slot !== undefined && isSameVersion(slot.version.value, other));
        const lines = (whole: string): readonly string[] => whole.split(/\r?\n/);
        const changed = lines(there).filter((line, index) => line !== lines(text)[index]);
        assert.equal(lines(there).length, lines(text).length);
        assert.ok(
          changed.every((line) => /Uri|labels/.test(line)),
          changed.join('\n'),
        );
      }),
      { numRuns: 200 },
    );
  }).timeout(60_000);

  it('of a Seldon canary keep every line that was there but the main share', () => {
    fc.assert(
      fc.property(manifest, release, ({ text, version }, other) => {
        fc.pre(!isSameVersion(other, version) && text.includes('SeldonDeployment'));
        const there = planned(text, { kind: 'start-canary', version: other, percent: 10 });
        assert.ok(there !== null, text);
        const ended = planned(there, { kind: 'shift-canary', percent: 0 });
        assert.equal(ended?.replace(/, traffic: 100|[\r\n]+ *traffic: 100(?=[\r\n])/, ''), text);
      }),
    );
  }).timeout(60_000);

  it('never fail, whatever the text and whatever is asked', () => {
    const files = [knative, standard, seldon, seldonSplit, seldonModel];
    for (const text of files.flatMap((whole) => truncations(whole, 15))) {
      planned(text, { kind: 'set-main', version: 'v1.5.0' });
      planned(text, { kind: 'start-canary', version: 'v8', percent: 10 }, 'churn');
      planned(text, { kind: 'start-shadow', version: 'v8' }, 'churn');
    }
    fc.assert(
      fc.property(
        fc.oneof(
          fc.constantFrom(...files),
          manifest.map(({ text }) => text),
        ),
        fc.array(intent, { maxLength: 4 }),
        (start, steps) => {
          const model = start.includes('churn') ? 'churn' : 'fraud';
          steps.reduce((text, step) => planned(text, step, model) ?? text, start);
        },
      ),
      { numRuns: 150 },
    );
  }).timeout(120_000);

  it('leave the other documents and all comments as they are', () => {
    const comments = (text: string): readonly string[] => text.match(/#.*$/gm) ?? [];
    fc.assert(
      fc.property(fc.constantFrom(knative, standard), fc.array(intent, { minLength: 1, maxLength: 3 }), (start, steps) => {
        const after = steps.reduce<string>((text, step) => planned(text, step) ?? text, start);
        for (const words of comments(start)) assert.ok(after.includes(words));
        if (start === knative) {
          assert.equal(after.split('---')[0], start.split('---')[0]);
          assert.equal(after.split('---')[2], start.split('---')[2]);
        }
      }),
    );
  }).timeout(60_000);
});
