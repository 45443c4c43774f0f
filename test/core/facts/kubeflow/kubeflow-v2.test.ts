import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { kubeflowV2 } from '../../../../src/core/facts/kubeflow/kubeflow-v2.ts';
import { inspectFile, readFile } from '../../../../src/core/facts/read-file.ts';
import { createSourceText } from '../../../../src/core/model/source-text.ts';
import { needTools } from '../../../support/python-tools.ts';
import { checkTotal, parseText, truncations } from '../../../support/read-format.ts';

const folder = fileURLToPath(new URL('../../../fixtures/kubeflow/', import.meta.url));
/** What the SDK (kfp 2.14.6) made of retrain_v2.py. */
const compiled = readFileSync(join(folder, 'late-orders-v2.yaml'), 'utf8').replaceAll('\r\n', '\n');
const path = 'pipelines/late-orders.yaml';

const inspect = (text: string, name = path): ReturnType<typeof inspectFile> =>
  inspectFile(readFile(createSourceText(name, text), { read: () => undefined }), name);
const places = (text: string): readonly string[] =>
  inspect(text).errors.map(({ line, column, message }) => `${String(line)}:${String(column)} ${message}`);

const small = `components:
  comp-fetch: {executorLabel: exec-fetch}
  comp-train: {executorLabel: exec-train}
deploymentSpec:
  executors:
    exec-fetch: {container: {image: "reg/fetch:1"}}
    exec-train: {container: {image: "reg/train:1"}}
pipelineInfo: {name: retrain}
root:
  dag:
    tasks:
      fetch: {componentRef: {name: comp-fetch}}
      train: {componentRef: {name: comp-train}, dependentTasks: [fetch]}
schemaVersion: 2.1.0
`;
const changed = (from: string, to: string): string => {
  assert.ok(small.includes(from), from);
  return small.replace(from, to);
};

const refused: readonly (readonly [string, string, readonly string[]])[] = [
  ['an unknown task', changed('[fetch]', '[fetsh]'), ['13:66 There is no task “fetsh” beside this one.']],
  ['an unknown component', changed('{name: comp-fetch}', '{name: comp-fetch-it}'), ['12:36 There is no component “comp-fetch-it”.']],
  ['no component at all', changed('{componentRef: {name: comp-fetch}}', '{}'), ['12:7 The key “componentRef” is missing.']],
  ['an unknown executor', changed('Label: exec-train', 'Label: exec-trained'), ['3:31 There is no executor “exec-trained”.']],
  [
    'a component without content',
    changed('{executorLabel: exec-train}', '{}'),
    ['3:3 The component “comp-train” needs “executorLabel” or “dag”.'],
  ],
  [
    'two implementations',
    changed('{executorLabel: exec-train}', '{executorLabel: exec-train, dag: {tasks: {}}}'),
    ['3:43 “dag” cannot stand beside “executorLabel”.'],
  ],
  ['an unknown field', changed('dependentTasks', 'dependantTasks'), ['13:49 Unknown key “dependantTasks”. Did you mean “dependentTasks”?']],
  [
    'a schema that is not known',
    changed('2.1.0', '3.0.0'),
    ['14:16 Kubeflow Pipelines takes schema version 2.1.0 (before, 2.0.0), not 3.0.0.'],
  ],
  ['no schema version', changed('schemaVersion: 2.1.0\n', ''), ['1:1 The key “schemaVersion” is missing.']],
  ['a pipeline without a name', changed('{name: retrain}', '{}'), ['8:1 The key “name” is missing.']],
  ['a name of dashes', changed('{name: retrain}', '{name: "--"}'), ['8:22 The pipeline’s name needs a lower-case letter or a digit.']],
  ['a name that is a number', changed('{name: retrain}', '{name: 5}'), ['8:22 “name” must be text.']],
  ['no root', small.slice(0, small.indexOf('root:')) + 'schemaVersion: 2.1.0\n', ['1:1 The key “root” is missing.']],
  ['an image that is a list', changed('"reg/train:1"', '[a]'), ['7:30 “image” must be text.']],
  ['tasks as a list', changed('[fetch]', 'fetch'), ['13:65 “dependentTasks” must be a list.']],
  [
    'tasks in a circle',
    changed('{componentRef: {name: comp-fetch}}', '{componentRef: {name: comp-fetch}, dependentTasks: [train]}'),
    ['12:66 Tasks wait for each other in a circle.'],
  ],
  [
    'components in a circle',
    changed('{executorLabel: exec-train}', '{dag: {tasks: {again: {componentRef: {name: comp-train}}}}}'),
    ['3:59 Components contain each other in a circle.'],
  ],
  [
    'a producer that is not there',
    changed('dependentTasks: [fetch]', 'inputs: {parameters: {a: {taskOutputParameter: {producerTask: fetch-it, outputParameterKey: b}}}}'),
    ['13:111 There is no task “fetch-it” beside this one.'],
  ],
  [
    'an output of a task that is not there',
    changed(
      '    tasks:\n',
      '    outputs: {artifacts: {m: {artifactSelectors: [{producerSubtask: deploy, outputArtifactKey: m}]}}}\n    tasks:\n',
    ),
    ['11:69 There is no task “deploy” beside this one.'],
  ],
  [
    'a type of parameter that is not known',
    changed('{executorLabel: exec-train}', '{executorLabel: exec-train, inputDefinitions: {parameters: {a: {parameterType: INT}}}}'),
    ['3:94 The value “INT” is not known here.'],
  ],
  [
    'an unknown field of the platform',
    `${small}---\nplatforms: {kubernetes: {deploymentSpec: {executor: {}}}}\n`,
    ['16:43 Unknown key “executor”. Did you mean “executors”?'],
  ],
];

const accepted: readonly (readonly [string, string])[] = [
  ['fields as in the schema', changed('dependentTasks', 'dependent_tasks').replace('componentRef', 'component_ref')],
  ['a component that nothing uses', changed('  comp-train:', '  comp-old: {executorLabel: exec-gone}\n  comp-train:')],
  ['null for unset', changed('{name: retrain}', '{name: retrain, description: null}')],
  ['the older schema', changed('2.1.0', '2.0.0')],
  ['unknown fields of an executor', changed('{image: "reg/train:1"}', '{image: "reg/train:1", "@type": a}')],
  [
    'unknown fields of an importer',
    changed(
      '{container: {image: "reg/train:1"}}',
      '{importer: {artifactUri: {constant: a, x: 1}, typeSchema: {schemaTitle: system.Model, y: 1}}}',
    ),
  ],
  ['a custom job of Vertex AI', changed('{container: {image: "reg/train:1"}}', '{customJob: {customJob: {}}}')],
];

describe('facts of compiled Kubeflow pipelines (v2)', () => {
  it('reads what the SDK compiled, with the settings of the platform', () => {
    const found = inspect(compiled);
    assert.deepEqual(found, {
      path,
      format: 'kubeflow-v2',
      valid: true,
      errors: [],
      facts: {
        documents: [
          {
            format: 'kubeflow-v2',
            pipelineName: 'late-orders',
            components: [
              'comp-condition-2',
              'comp-exit-handler-1',
              'comp-fetch-orders',
              'comp-release',
              'comp-score-model',
              'comp-tell',
              'comp-train-model',
            ],
            schemaVersion: '2.1.0',
          },
          { format: 'kubeflow-v2', pipelineName: null, components: [], schemaVersion: null },
        ],
      },
    });
    const { facts } = parseText(kubeflowV2, compiled, { path });
    assert.deepEqual(
      facts.containers.map(({ name, image }) => [name?.value, image?.value.replace(/@.*/, '@…')]),
      [
        ['exec-fetch-orders', 'registry.example.com/fetch:1.4.0'],
        ['exec-release', 'registry.example.com/ops:2'],
        ['exec-score-model', 'registry.example.com/train@…'],
        ['exec-tell', 'registry.example.com/ops:2'],
        ['exec-train-model', 'registry.example.com/train:latest'],
      ],
    );
    assert.deepEqual(
      facts.components.filter(({ makesModel }) => makesModel).map(({ name }) => name.value),
      ['comp-train-model'],
    );
    assert.match(facts.components.at(-1)?.programs.join() ?? '', /RandomForestClassifier/);
    assert.deepEqual(
      facts.tasks
        .find(({ name }) => name === 'score-model')
        ?.needs.toSorted()
        .join(' '),
      'fetch-orders fetch-orders train-model train-model',
    );
    assert.equal(compiled.slice(facts.anchor.start, facts.anchor.end), 'late-orders');
  });

  it('is what the SDK compiles today', function () {
    this.timeout(120_000);
    const [programs = ''] = needTools(this, ['kfp-2']);
    const out = mkdtempSync(join(tmpdir(), 'airworthy-kfp-'));
    try {
      const file = join(out, 'late-orders.yaml');
      execFileSync(join(programs, process.platform === 'win32' ? 'python.exe' : 'python'), [join(folder, 'retrain_v2.py'), file], {
        stdio: 'pipe',
      });
      assert.equal(readFileSync(file, 'utf8').replaceAll('\r\n', '\n'), compiled);
    } finally {
      rmSync(out, { recursive: true, force: true });
    }
  });

  it('reads JSON, jobs of Vertex AI and answers of the server', () => {
    const spec: unknown = JSON.parse(
      JSON.stringify({
        pipelineInfo: { name: 'retrain' },
        components: { 'comp-a': { executorLabel: 'exec-a' } },
        deploymentSpec: { executors: { 'exec-a': { container: { image: 'a:1' } } } },
        root: { dag: { tasks: { a: { componentRef: { name: 'comp-a' } } } } },
        schemaVersion: '2.1.0',
      }),
    );
    const facts = { pipelineName: 'retrain', components: ['comp-a'], schemaVersion: '2.1.0' };
    for (const content of [
      spec,
      { displayName: 'retrain', pipelineSpec: spec, runtimeConfig: {} },
      { run_id: '1', pipeline_spec: { pipeline_spec: spec } },
    ]) {
      const found = inspect(JSON.stringify(content), 'job.json');
      assert.deepEqual([found.format, found.valid, found.facts], ['kubeflow-v2', true, facts]);
    }
  });

  for (const [name, text, expected] of refused) {
    it(`refuses ${name}`, () => {
      assert.deepEqual(places(text), expected);
    });
  }

  for (const [name, text] of accepted) {
    it(`takes ${name}`, () => {
      assert.deepEqual(places(text), []);
      assert.equal(inspect(text).format, 'kubeflow-v2');
    });
  }

  it('leaves other files alone', () => {
    for (const text of [
      'pipelineInfo: {name: a}\n',
      'platforms: [linux/amd64]\n',
      'platforms: {kubernetes: {a: 1}}\nspec: 1\n',
      'pipelineSpec: {tasks: []}\n',
    ]) {
      assert.equal(inspect(text).format, 'unknown', text);
    }
  });

  it('is total, and its places lie inside the file', function () {
    this.timeout(30_000);
    for (const text of truncations(compiled)) checkTotal(kubeflowV2, text, { path });
    const lines = compiled.split('\n');
    fc.assert(
      fc.property(
        fc.nat(lines.length - 1),
        fc.constantFrom('', 'a: b', '  - x', '{', '*a', '      tasks: 5', '\t', 'root: []'),
        (at, line) => {
          checkTotal(kubeflowV2, [...lines.slice(0, at), line, ...lines.slice(at + 1)].join('\n'), { path });
        },
      ),
      { numRuns: 150 },
    );
    fc.assert(
      fc.property(fc.json(), (text) => {
        checkTotal(kubeflowV2, `{"pipelineInfo": ${text}, "root": ${text}, "components": {"a": ${text}}, "deploymentSpec": ${text}}`, {
          path,
        });
      }),
      { numRuns: 150 },
    );
  });

  it('takes time in proportion to its size', function () {
    this.timeout(30_000);
    const chain = (count: number): string =>
      JSON.stringify({
        pipelineInfo: { name: 'long' },
        schemaVersion: '2.1.0',
        components: { c: { executorLabel: 'e' } },
        deploymentSpec: { executors: { e: { container: { image: 'a:1' } } } },
        root: {
          dag: {
            tasks: Object.fromEntries(
              Array.from({ length: count }, (_, index) => [
                `t${String(index)}`,
                { componentRef: { name: 'c' }, dependentTasks: index === 0 ? [] : [`t${String(index - 1)}`] },
              ]),
            ),
          },
        },
      });
    const [short, long] = [chain(2_000), chain(16_000)].map((text) => {
      const started = performance.now();
      assert.deepEqual(inspect(text).errors, []);
      return performance.now() - started;
    });
    assert.ok((long ?? 0) < (short ?? 0) * 32 + 500, `${String(short)} ms, ${String(long)} ms`);
  });
});
