import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readManifestFile } from '../../../src/core/facts/manifest/read-manifest-file.ts';
import { readFile } from '../../../src/core/facts/read-file.ts';
import { createSourceText } from '../../../src/core/model/source-text.ts';
import { projectStart, type ProjectStart } from '../../../src/core/start/project-start.ts';
import { startText } from '../../../src/core/start/start-text.ts';
import { projectOf } from '../../support/project-of.ts';

const nothing = { files: [] };

function read(text: string) {
  const source = createSourceText('airworthy.yaml', text);
  const [manifest, ...others] = readManifestFile(source);
  assert.equal(others.length, 0);
  return { manifest: manifest?.manifest, problems: readFile(source, { read: () => undefined }).problems };
}

describe('the start of a manifest', () => {
  it('declares a served model with its manifest, and not where several may be meant', () => {
    const service = (name: string) =>
      `apiVersion: serving.kserve.io/v1beta1\nkind: InferenceService\nmetadata: { name: ${name} }\nspec: { predictor: { model: { modelFormat: { name: sklearn }, storageUri: 's3://m/1' } } }\n`;
    const files = { 'k8s/churn.yaml': service('churn'), 'k8s/prod/fraud.yaml': service('fraud'), 'k8s/dev/fraud.yaml': service('fraud') };
    const { models } = projectStart(projectOf(files), nothing);
    assert.deepEqual(models, [
      { name: 'churn', artifact: null, registry: 'kubernetes', path: null, stages: [], manifest: 'k8s/churn.yaml' },
    ]);
  });

  it('takes models of DVC’s artifacts with their paths, and a serving manifest by the name', () => {
    const files = {
      'dvc.yaml': 'artifacts:\n  card-fraud: { path: models/fraud.pkl, type: model }\n  scores: { path: scores.csv, type: dataset }\n',
      'k8s/fraud.yaml':
        'apiVersion: serving.kserve.io/v1beta1\nkind: InferenceService\nmetadata: { name: cardfraud }\nspec: { predictor: {} }\n',
    };
    assert.deepEqual(projectStart(projectOf(files), nothing).models, [
      { name: 'card-fraud', artifact: null, registry: 'git', path: 'models/fraud.pkl', stages: [], manifest: 'k8s/fraud.yaml' },
    ]);
  });

  it('is a manifest without problems, whatever names there are', () => {
    const name = fc.oneof(
      fc.string({ minLength: 1 }),
      fc.string({ unit: 'grapheme', minLength: 1 }),
      fc.constantFrom('no', '1.0', '# x', ' a', '{x}', 'a: b', '-', '&a', '"'),
    );
    const path = fc.constantFrom('models/a.pkl', 'm/ż ó.pkl', "it's.bin", '*.x');
    const model = fc.record({
      name,
      artifact: fc.option(name),
      registry: fc.constantFrom('git' as const, 'kubernetes' as const),
      path: fc.option(path),
      stages: fc.array(fc.constantFrom('dev', 'prod', '1', 'no', 'a/b'), { maxLength: 3 }),
      manifest: fc.option(path),
    });
    const start: fc.Arbitrary<ProjectStart> = fc.record({
      name,
      stage: fc.constantFrom('prototype' as const, 'pilot' as const),
      models: fc.uniqueArray(model, { maxLength: 3, selector: (one) => one.name }),
      offers: fc.constant([]),
    });
    fc.assert(
      fc.property(start, fc.constantFrom('en' as const, 'pl' as const), (given, language) => {
        const { manifest, problems } = read(startText(given, language));
        assert.deepEqual(
          problems.map(({ message }) => message),
          [],
        );
        assert.equal(manifest?.project, given.name);
        assert.equal(manifest.stage, given.stage);
        assert.deepEqual(
          (manifest.models ?? []).map((one) => [one.name, one.artifact ?? null, one.path ?? null, one.stages ?? []]),
          given.models.map((one) => [one.name, one.artifact, one.path, one.stages]),
        );
      }),
    );
  });
});
