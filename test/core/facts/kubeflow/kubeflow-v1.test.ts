import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { kubeflowV1 } from '../../../../src/core/facts/kubeflow/kubeflow-v1.ts';
import { inspectFile, readFile } from '../../../../src/core/facts/read-file.ts';
import { createSourceText } from '../../../../src/core/model/source-text.ts';
import { needTools } from '../../../support/python-tools.ts';
import { checkTotal, parseText, truncations } from '../../../support/read-format.ts';

const folder = fileURLToPath(new URL('../../../fixtures/kubeflow/', import.meta.url));
/** What the SDK (kfp 1.8.22) made of retrain_v1.py. */
const compiled = readFileSync(join(folder, 'late-orders-v1.yaml'), 'utf8').replaceAll('\r\n', '\n');
const path = 'pipelines/late-orders.yaml';

const inspect = (text: string): ReturnType<typeof inspectFile> =>
  inspectFile(readFile(createSourceText(path, text), { read: () => undefined }), path);
const places = (text: string): readonly string[] =>
  inspect(text).errors.map(({ line, column, message }) => `${String(line)}:${String(column)} ${message}`);

const small = `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata:
  generateName: retrain-
  labels: {pipelines.kubeflow.org/kfp_sdk_version: 1.8.22}
spec:
  entrypoint: retrain
  onExit: tell
  templates:
  - name: fetch
    container: {image: "reg/fetch:1"}
  - name: train
    container: {image: "reg/train:1", args: ["--trees", "200"]}
  - name: tell
    container: {image: "reg/tell:1"}
  - name: retrain
    dag:
      tasks:
      - {name: fetch, template: fetch}
      - {name: train, template: train, dependencies: [fetch]}
`;
const changed = (from: string, to: string): string => {
  assert.ok(small.includes(from), from);
  return small.replace(from, to);
};

const kinds = 'needs exactly one of: container, script, dag, steps, resource, suspend.';
const refused: readonly (readonly [string, string, readonly string[]])[] = [
  ['no entrypoint', changed('  entrypoint: retrain\n', ''), ['6:1 The key “entrypoint” is missing.']],
  ['an entrypoint without a template', changed('entrypoint: retrain', 'entrypoint: retrian'), ['7:15 There is no template “retrian”.']],
  ['an exit handler without a template', changed('onExit: tell', 'onExit: notify'), ['8:11 There is no template “notify”.']],
  ['a task of no template', changed('template: train,', 'template: trian,'), ['20:33 There is no template “trian”.']],
  ['a task after none', changed('[fetch]', '[fetch-it]'), ['20:55 There is no task “fetch-it” beside this one.']],
  ['a template of nothing', changed('    container: {image: "reg/tell:1"}\n', ''), [`14:11 The template “tell” ${kinds}`]],
  [
    'a template of two kinds',
    changed('container: {image: "reg/tell:1"}', 'container: {image: "reg/tell:1"}\n    suspend: {}'),
    [`14:11 The template “tell” ${kinds}`],
  ],
  [
    'a template without a name',
    changed('- name: tell\n    container', '- container'),
    ['14:5 The key “name” is missing.', '8:11 There is no template “tell”.'],
  ],
  [
    'two templates of one name',
    changed('- name: tell', '- name: train').replace('onExit: tell', 'onExit: train'),
    ['14:11 The name “train” is given twice.'],
  ],
  ['arguments that are no texts', changed('"200"', '200'), ['13:57 “args[2]” must be text.']],
  [
    'templates that are a map',
    changed('      tasks:\n', '      tasks: {}\n').split('      - {name: fetch')[0] ?? '',
    ['18:7 “tasks” must be a list.'],
  ],
  [
    'tasks in a circle',
    changed('template: fetch}', 'template: fetch, dependencies: [train]}'),
    ['19:55 Tasks wait for each other in a circle.'],
  ],
  ['an object without a name', changed('  generateName: retrain-\n', ''), ['3:1 The key “name” is missing.']],
];

describe('facts of compiled Kubeflow pipelines (v1)', () => {
  it('reads what the SDK compiled', () => {
    assert.deepEqual(inspect(compiled), {
      path,
      format: 'kubeflow-v1',
      valid: true,
      errors: [],
      facts: {
        pipelineName: 'Late orders',
        components: ['fetch-orders', 'release', 'score-model', 'tell', 'train-model'],
        schemaVersion: null,
      },
    });
    const { facts } = parseText(kubeflowV1, compiled, { path });
    assert.deepEqual(
      facts.components.map(({ container, makesModel }) => [container?.image?.value, makesModel]),
      [
        ['registry.example.com/fetch:1.4.0', false],
        ['registry.example.com/ops:2', false],
        ['registry.example.com/train:3.2.0', false],
        ['registry.example.com/ops:2', false],
        ['registry.example.com/train:latest', true],
      ],
    );
    assert.match(facts.components.at(-1)?.programs.join() ?? '', /RandomForestClassifier/);
    assert.deepEqual(facts.tasks.find(({ name }) => name === 'score-model')?.needs, ['fetch-orders', 'train-model']);
    assert.equal(facts.object.containers.length, 5);
  });

  it('is what the SDK compiles today, but for the time', function () {
    this.timeout(120_000);
    const [programs = ''] = needTools(this, ['kfp-1.8']);
    const out = mkdtempSync(join(tmpdir(), 'airworthy-kfp-'));
    const timeless = (text: string): string => text.replaceAll('\r\n', '\n').replace(/(compilation_time: ')[^']+/, '$1');
    try {
      const file = join(out, 'late-orders.yaml');
      execFileSync(join(programs, process.platform === 'win32' ? 'python.exe' : 'python'), [join(folder, 'retrain_v1.py'), file], {
        stdio: 'pipe',
      });
      assert.equal(timeless(readFileSync(file, 'utf8')), timeless(compiled));
    } finally {
      rmSync(out, { recursive: true, force: true });
    }
  });

  it('takes the object’s name where no annotation names the pipeline', () => {
    assert.deepEqual(inspect(small).facts, { pipelineName: 'retrain', components: ['fetch', 'train', 'tell'], schemaVersion: null });
    assert.deepEqual(places(small), []);
  });

  it('leaves other workflows of Argo to Kubernetes, and templates of Helm alone', () => {
    const plain = changed('  labels: {pipelines.kubeflow.org/kfp_sdk_version: 1.8.22}\n', '');
    assert.equal(inspect(plain).format, 'kubernetes');
    assert.equal(inspect(changed('entrypoint: retrain', 'entrypoint: {{ .Values.entry }}')).format, 'unknown');
  });

  for (const [name, text, expected] of refused) {
    it(`refuses ${name}`, () => {
      assert.deepEqual(places(text), expected);
    });
  }

  it('takes names that Argo fills in, and what another object holds', () => {
    assert.deepEqual(places(changed('template: train,', 'template: "{{inputs.parameters.step}}",')), []);
    const referring = changed('  entrypoint: retrain\n  onExit: tell\n', '  workflowTemplateRef: {name: shared}\n');
    assert.deepEqual(places(referring.slice(0, referring.indexOf('  templates:'))), []);
  });

  it('is total, and its places lie inside the file', function () {
    this.timeout(30_000);
    for (const text of truncations(compiled)) checkTotal(kubeflowV1, text, { path });
    const lines = compiled.split('\n');
    fc.assert(
      fc.property(
        fc.nat(lines.length - 1),
        fc.constantFrom('', 'a: b', '  - x', '{', '*a', '  templates: 5', '\t', '      tasks: {}'),
        (at, line) => {
          checkTotal(kubeflowV1, [...lines.slice(0, at), line, ...lines.slice(at + 1)].join('\n'), { path });
        },
      ),
      { numRuns: 150 },
    );
    fc.assert(
      fc.property(fc.json(), (text) => {
        checkTotal(
          kubeflowV1,
          `{"metadata": ${text}, "spec": {"entrypoint": ${text}, "templates": [{"dag": {"tasks": ${text}}}, ${text}]}}`,
          { path },
        );
      }),
      { numRuns: 150 },
    );
  });
});
