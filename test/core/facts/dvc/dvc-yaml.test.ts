import assert from 'node:assert/strict';
import fc from 'fast-check';
import { dvcYaml } from '../../../../src/core/facts/dvc/dvc-yaml.ts';
import { checkTotal, parseText, truncations } from '../../../support/read-format.ts';

const params = `lr: 1.0
`;

const churn = `vars:
- conf/base.yaml
- out: models
stages:
  prepare:
    cmd: python src/prepare.py --seed \${seed}
    deps:
    - src/prepare.py
    - data/raw.csv
    params:
    - seed
    - conf/base.yaml:
      - split.test
    - conf/all.toml:
    outs:
    - data/prepared
  train:
    foreach: \${regions}
    do:
      wdir: train
      cmd:
      - python fit.py --region \${item}
      - python export.py
      deps:
      - fit.py
      - ../data/prepared
      params:
      - lr
      outs:
      - \${out}/\${item}.pkl:
          push: false
          remote: big
      metrics:
      - metrics/\${item}.json:
          cache: false
      plots:
      - roc/\${item}.csv:
          x: fpr
          y: tpr
      frozen: true
metrics:
- metrics.json
plots:
- roc.png
- Confusion:
    template: confusion
    x: actual
    y:
      predictions.csv: predicted
artifacts:
  churn:
    path: \${out}/pl.pkl
    type: model
    labels: [prod]
`;
const churnFiles = { 'conf/base.yaml': 'split: {test: 0.2}\n', 'params.yaml': 'seed: 42\nregions: [pl, de]\nlr: 0.1\n' };

const refused: readonly (readonly [string, string, readonly string[]])[] = [
  ['an unknown key on top', 'stage:\n  t: {cmd: a}\n', ['1:1 Unknown key “stage”. Did you mean “stages”?']],
  ['an unknown key of a stage', 'stages:\n  t:\n    cmd: x\n    command: y\n', ['4:5 Unknown key “command”.']],
  [
    'an unknown key of an output',
    'stages:\n  t:\n    cmd: x\n    outs:\n    - a: {cahce: false}\n',
    ['5:11 Unknown key “cahce”. Did you mean “cache”?'],
  ],
  ['an unknown key of an artifact', 'artifacts: {m: {path: x, label: [a]}}\n', ['1:26 Unknown key “label”. Did you mean “labels”?']],
  ['an unknown key of a plot', 'stages: {t: {cmd: a, plots: [{p.csv: {z: a}}]}}\n', ['1:39 Unknown key “z”. Did you mean “x”?']],
  ['a stage without its command', 'stages:\n  t:\n    deps: [a]\n', ['2:3 The key “cmd” is missing.']],
  ['a loop without its body', 'stages:\n  t:\n    foreach: [1]\n', ['2:3 The key “do” is missing.']],
  ['a body without its loop', 'stages:\n  t:\n    do: {cmd: x}\n', ['2:3 The key “foreach” is missing.']],
  ['keys beside a loop', 'stages:\n  t:\n    foreach: [1]\n    do: {cmd: x}\n    deps: [a]\n', ['5:5 Unknown key “deps”.']],
  ['a loop over a scalar', 'stages:\n  t:\n    foreach: ${lr}\n    do: {cmd: x}\n', ['3:14 “foreach” must be a list or a mapping.']],
  ['a list that is text', 'stages:\n  t:\n    cmd: a\n    outs: a\n', ['4:11 “outs” must be a list.']],
  ['a list that is empty', 'stages:\n  t:\n    cmd: a\n    outs:\n', ['4:5 “outs” must be a list.']],
  ['an output with empty options', 'stages:\n  t:\n    cmd: a\n    outs:\n    - a:\n', ['5:7 “a” must be a mapping.']],
  [
    'words that YAML 1.2 reads as text',
    'stages:\n  t:\n    cmd: a\n    outs:\n    - a: {push: no}\n',
    ['5:17 “push” must be true or false.'],
  ],
  ['a number for a path', 'stages:\n  t:\n    cmd: a\n    deps: [1]\n', ['4:12 “deps[1]” must be text.']],
  ['parameters that are no list', 'stages: {a: {cmd: x, params: {lr: 1}}}\n', ['1:22 “params” must be a list.']],
  ['no stages at all under the key', 'stages:\n', ['1:1 “stages” must be a mapping.']],
  ['a list in place of the file', '- a\n', ['1:1 “dvc.yaml” must be a mapping.']],
  ['an artifact without its path', 'artifacts: {m: {type: model}}\n', ['1:13 The key “path” is missing.']],
  [
    'templates inside vars',
    'vars: ["${x}", {a: "${y}"}]\n',
    ['1:8 Templates cannot be used inside “vars”.', '1:17 Templates cannot be used inside “vars”.'],
  ],
  ['a variable that is defined twice', 'vars: [{b: 1}, {lr: 2}]\n', ['1:17 “lr” is defined twice.']],
  ['a part of a file that is loaded', 'vars: [params.yaml:lr]\n', ['1:8 “params.yaml” is loaded already and cannot be loaded in part.']],
  ['a key that the file of variables lacks', 'vars: [conf.json:q]\n', ['1:8 “conf.json” has no key “q”.']],
  [
    'broken templates',
    'stages: {a: {cmd: "run ${} ${a..b} ${a[0}"}}\n',
    ['1:24 “${}” is no valid template.', '1:28 “${a..b}” is no valid template.', '1:36 “${a[0}” is no valid template.'],
  ],
];

const accepted: readonly (readonly [string, string])[] = [
  ['templates that nothing resolves', 'stages: {a: {cmd: "run ${nothing.here} ${lr}"}}\n'],
  ['plots as a map, as DVC 2 had them', 'plots: {a.csv: {x: a}}\nstages: {a: {cmd: x}}\n'],
  [
    'live and checkpoints of DVC 2',
    'stages: {a: {cmd: x, live: {dvclive: {summary: true, html: true}}, outs: [{m.pkl: {checkpoint: true}}]}}\n',
  ],
  ['data sets', 'datasets: [{name: a, type: dvc, url: x}]\nstages: {a: {cmd: x, deps: ["ds://a"]}}\n'],
  ['notes', 'stages: {a: {cmd: x, meta: {a: [1]}, desc: x, always_changed: true, frozen: false}}\n'],
  ['the parameter file again', 'vars: [params.yaml, conf.json:k, {model: {width: 2}}]\nstages: {a: {cmd: "run ${k} ${model.width}"}}\n'],
];

const files = { 'params.yaml': params, 'conf.json': '{"k": 1.5, "z": 2}' };

describe('dvc.yaml', () => {
  it('reads a pipeline, templates filled and loops expanded', () => {
    const { inspected, places, facts } = parseText(dvcYaml, churn, { path: 'dvc.yaml', files: churnFiles });
    assert.deepEqual(places, []);
    assert.deepEqual(inspected, {
      stages: ['prepare', 'train@pl', 'train@de'],
      outs: ['data/prepared', 'models/pl.pkl', 'models/de.pkl'],
      deps: ['src/prepare.py', 'data/raw.csv', 'fit.py', '../data/prepared'],
      metrics: ['metrics/pl.json', 'metrics/de.json', 'metrics.json'],
      plots: ['roc/pl.csv', 'roc/de.csv', 'roc.png', 'predictions.csv'],
      params: ['params.yaml:seed', 'conf/base.yaml:split.test', 'conf/all.toml', 'params.yaml:lr'],
      artifacts: ['churn'],
    });
    assert.equal(facts.unresolved, false);
    const [prepare, polish] = facts.stages;
    assert.ok(prepare !== undefined && polish !== undefined);
    assert.deepEqual(
      prepare.commands.map((command) => command.value),
      ['python src/prepare.py --seed 42'],
    );
    assert.deepEqual(
      polish.commands.map((command) => command.value),
      ['python fit.py --region pl', 'python export.py'],
    );
    assert.deepEqual([polish.name.value, polish.group, polish.wdir, polish.frozen], ['train@pl', 'train', 'train', true]);
    assert.deepEqual(
      polish.deps.map((dependency) => dependency.resolved),
      ['train/fit.py', 'data/prepared'],
    );
    assert.deepEqual(
      polish.params.map((parameter) => parameter.resolvedFile),
      ['train/params.yaml'],
    );
    assert.deepEqual(
      polish.outs.map(({ resolved, kind, cache, push, remote }) => ({ resolved, kind, cache, push, remote })),
      [
        { resolved: 'train/models/pl.pkl', kind: 'out', cache: true, push: false, remote: 'big' },
        { resolved: 'train/metrics/pl.json', kind: 'metric', cache: false, push: true, remote: null },
        { resolved: 'train/roc/pl.csv', kind: 'plot', cache: true, push: true, remote: null },
      ],
    );
    assert.deepEqual([facts.artifacts[0]?.resolved, facts.artifacts[0]?.type], ['models/pl.pkl', 'model']);
  });

  it('gives paths from the folder of a nested pipeline, none for URLs and paths outside', () => {
    const text = 'stages: {a: {cmd: x, deps: [a.py, s3://b/c, /abs, ../../up, ../shared/x], outs: [m.pkl]}}\n';
    const { facts } = parseText(dvcYaml, text, { path: 'models/dvc.yaml' });
    assert.deepEqual(
      facts.stages[0]?.deps.map((dependency) => dependency.resolved),
      ['models/a.py', null, null, null, 'shared/x'],
    );
    assert.equal(facts.stages[0].outs[0]?.resolved, 'models/m.pkl');
  });

  it('keeps what it cannot resolve as it is written, and says so', () => {
    const text = 'stages:\n  t:\n    foreach: ${absent}\n    do: {cmd: "run ${item}", outs: ["m/${item}"]}\n  u: {cmd: "run ${lr}"}\n';
    const { inspected, facts, places } = parseText(dvcYaml, text, { path: 'dvc.yaml' });
    assert.deepEqual(places, []);
    assert.equal(facts.unresolved, true);
    assert.deepEqual(inspected, { stages: ['t', 'u'], outs: ['m/${item}'], deps: [], metrics: [], plots: [], params: [], artifacts: [] });
  });

  it('fills a map in a command as options', () => {
    const values = 'model: {depth: 6, on: true, off: false, s: a b, l: [1, "x y"], in: {k: v}, n: 1.50}\n';
    const { facts } = parseText(dvcYaml, 'stages: {a: {cmd: "run ${model} \\\\${x}"}}\n', {
      path: 'dvc.yaml',
      files: { 'params.yaml': values },
    });
    assert.deepEqual(
      facts.stages[0]?.commands.map((command) => command.value),
      ["run --depth 6 --on --s 'a b' --l 1 'x y' --in.k v --n 1.5 ${x}"],
    );
  });

  it('reads the variables of a stage from its working folder', () => {
    const text = 'stages: {a: {cmd: x, wdir: sub, vars: [v.yaml, {w: 1}], outs: ["${u}-${w}.txt"]}, b: {cmd: "run ${u}"}}\n';
    const { facts } = parseText(dvcYaml, text, { path: 'dvc.yaml', files: { 'sub/v.yaml': 'u: 5\n' } });
    assert.equal(facts.stages[0]?.outs[0]?.resolved, 'sub/5-1.txt');
    assert.equal(facts.unresolved, true);
  });

  for (const [says, text, places] of refused) {
    it(`refuses ${says}`, () => {
      assert.deepEqual(parseText(dvcYaml, text, { path: 'dvc.yaml', files }).places, places);
    });
  }

  for (const [says, text] of accepted) {
    it(`takes ${says}`, () => {
      assert.deepEqual(parseText(dvcYaml, text, { path: 'dvc.yaml', files }).places, []);
    });
  }

  it('counts places the same with CRLF line ends', () => {
    const { places } = parseText(dvcYaml, 'stages:\r\n  t:\r\n    cmd: x\r\n    dep: [a]\r\n', { path: 'dvc.yaml' });
    assert.deepEqual(places, ['4:5 Unknown key “dep”. Did you mean “deps”?']);
  });

  it('is known by its exact name', () => {
    const recognised = (path: string): boolean => parseText(dvcYaml, 'stages: {}\n', { path }).recognised;
    assert.deepEqual(['dvc.yaml', 'a/dvc.yaml', 'dvc.yml', 'my.dvc.yaml', 'xdvc.yaml'].map(recognised), [true, true, false, false, false]);
  });

  it('reads any text without failing', () => {
    for (const text of truncations(churn, 60)) checkTotal(dvcYaml, text, { path: 'dvc.yaml', files: churnFiles });
    const key = fc.constantFrom(
      'stages',
      'vars',
      'cmd',
      'foreach',
      'do',
      'matrix',
      'outs',
      'deps',
      'params',
      'metrics',
      'plots',
      'artifacts',
      'wdir',
      'a',
    );
    const { node } = fc.letrec((tie) => ({
      node: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom(null, 1, 'a', '${a}', '${item}', '${', true, '/a/../..'),
        fc.array(tie('node'), { maxLength: 3 }),
        fc.dictionary(key, tie('node')),
      ),
    }));
    const texts = fc.oneof(
      fc.string(),
      fc.dictionary(key, node).map((data) => JSON.stringify(data)),
    );
    fc.assert(
      fc.property(texts, texts, (text, other) => {
        checkTotal(dvcYaml, text, { path: 'dvc.yaml', files: { 'params.yaml': other, a: other } });
      }),
    );
  }).timeout(30_000);
});
