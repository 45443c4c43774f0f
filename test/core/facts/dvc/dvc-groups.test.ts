import assert from 'node:assert/strict';
import { dvcYaml } from '../../../../src/core/facts/dvc/dvc-yaml.ts';
import { parseText } from '../../../support/read-format.ts';

const params = `lr: 1.0
small: 1e-5
big: 123456789
flag: true
no: null
model:
  depth: 6
  names: [a, b]
regions: [pl, de]
maps: {x: {v: 1}, y: {v: 2}}
objs: [{n: 1}, {n: 2}]
`;

interface Loop {
  readonly says: string;
  readonly stage: string;
  readonly names: readonly string[];
  readonly commands?: readonly string[];
}

/** Names and commands as DVC 3.64 gives them. */
const loops: readonly Loop[] = [
  {
    says: 'a list of a parameter',
    stage: 'foreach: ${regions}\n    do: {cmd: "run ${item}"}',
    names: ['t@pl', 't@de'],
    commands: ['run pl', 'run de'],
  },
  {
    says: 'a map of a parameter',
    stage: 'foreach: ${maps}\n    do: {cmd: "run ${key} ${item.v}"}',
    names: ['t@x', 't@y'],
    commands: ['run x 1', 'run y 2'],
  },
  {
    says: 'a list of maps by index',
    stage: 'foreach: ${objs}\n    do: {cmd: "run ${item.n}"}',
    names: ['t@0', 't@1'],
    commands: ['run 1', 'run 2'],
  },
  {
    says: 'scalars by their text',
    stage: 'foreach: [1, 2.0, true, null, "x y", 1e-7]\n    do: {cmd: "run ${item}"}',
    names: ['t@1', 't@2.0', 't@true', 't@None', 't@x y', 't@1e-07'],
    commands: ['run 1', 'run 2.0', 'run true', 'run None', 'run x y', 'run 1e-07'],
  },
  { says: 'a mixed list by index', stage: 'foreach: [a, {b: 1}]\n    do: {cmd: x}', names: ['t@0', 't@1'] },
  {
    says: 'templates inside the data',
    stage: 'foreach: {a: "${lr}", b: "x-${lr}"}\n    do: {cmd: "run ${item}"}',
    names: ['t@a', 't@b'],
    commands: ['run 1.0', 'run x-1.0'],
  },
  { says: 'equal items once', stage: 'foreach: [a, a]\n    do: {cmd: x}', names: ['t@a'] },
  { says: 'an empty list', stage: 'foreach: []\n    do: {cmd: x}', names: [] },
  {
    says: 'a matrix, composite values by their place',
    stage: 'matrix: {r: "${regions}", d: [1, 2.5], m: [{a: 1}]}\n    cmd: "run ${item.r} ${item.d} ${key}"',
    names: ['t@pl-1-m0', 't@pl-2.5-m0', 't@de-1-m0', 't@de-2.5-m0'],
    commands: ['run pl 1 pl-1-m0', 'run pl 2.5 pl-2.5-m0', 'run de 1 de-1-m0', 'run de 2.5 de-2.5-m0'],
  },
  { says: 'an empty matrix axis', stage: 'matrix: {a: []}\n    cmd: x', names: [] },
];

const files = { 'params.yaml': params };

describe('loops of dvc.yaml', () => {
  for (const { says, stage, names, commands } of loops) {
    it(`expands ${says}`, () => {
      const { facts, places } = parseText(dvcYaml, `stages:\n  t:\n    ${stage}\n`, { path: 'dvc.yaml', files });
      assert.deepEqual(places, []);
      assert.deepEqual(
        facts.stages.map((item) => item.name.value),
        names,
      );
      if (commands !== undefined)
        assert.deepEqual(
          facts.stages.flatMap((item) => item.commands.map((command) => command.value)),
          commands,
        );
      assert.equal(facts.unresolved, false);
    });
  }

  it('does not expand more than anybody can mean', () => {
    const list = `[${Array.from({ length: 60 }, (_, index) => String(index)).join(', ')}]`;
    const { facts } = parseText(dvcYaml, `stages:\n  t:\n    matrix: {a: ${list}, b: ${list}, c: ${list}, d: ${list}}\n    cmd: x\n`, {
      path: 'dvc.yaml',
    });
    assert.equal(facts.stages.length, 1);
    assert.equal(facts.unresolved, true);
  });
});
