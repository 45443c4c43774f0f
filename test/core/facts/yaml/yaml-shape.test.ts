import assert from 'node:assert/strict';
import { createSourceText, positionAt } from '../../../../src/core/model/source-text.ts';
import { emptyView, parseYaml } from '../../../../src/core/facts/yaml/parse-yaml.ts';
import { checkShape, type Shape } from '../../../../src/core/facts/yaml/yaml-shape.ts';

function placesOf(text: string, shape: Shape): readonly string[] {
  const source = createSourceText('x.yaml', text);
  return checkShape(parseYaml(source)[0]?.root ?? emptyView, shape).map((problem) => {
    const { line, column } = positionAt(source, problem.span.start);
    return `${String(line)}:${String(column)} ${problem.message.en}${problem.suggestion === undefined ? '' : ` → ${problem.suggestion}`}`;
  });
}

const shape: Shape = {
  kind: 'map',
  keys: {
    name: { kind: 'string', pattern: /^[a-z]+$/ },
    count: { kind: 'number' },
    on: { kind: 'boolean' },
    level: { kind: 'text', values: ['low', 'high'] },
    items: { kind: 'list', item: { kind: 'text', filled: true } },
    one: { kind: 'either', options: [{ kind: 'nothing' }, { kind: 'text' }, { kind: 'map', keys: { a: { kind: 'number' } } }] },
    named: { kind: 'map', keys: {}, others: { kind: 'anything' }, names: /^[a-z]+$/ },
  },
  extension: /^x-/,
  required: ['name'],
};

describe('checkShape', () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['name: abc\nx-any: {a: [1]}\n', []],
    ['name: abc\ncount: 1\non: true\nlevel: low\nitems: [a, 1]\none:\n', []],
    ['count: 1\n', ['1:1 The key {key} is missing.']],
    ['name: 1\n', ['1:7 A text is expected here.']],
    ['name: A1\n', ['1:7 The value {value} does not have the form that is expected here.']],
    ['name: a\nlevel: hig\n', ['2:8 The value {value} is not allowed here. Allowed: {values}. → high']],
    ['name: a\nitems: [a, ""]\n', ['2:12 A value is missing here.']],
    ['name: a\nitems: x\n', ['2:8 A list is expected here.']],
    ['name: a\none: {a: x}\n', ['2:10 A number is expected here.']],
    ['name: a\none: []\n', ['2:6 A value of another kind is expected here.']],
    ['name: a\nnamed: {A1: x}\n', ['2:9 The name {key} has characters that are not allowed here.']],
    ['name: a\ncuont: 1\n', ['2:1 Unknown key {key}. Did you mean {meant}? → count']],
    ['[]\n', ['1:1 A map of keys and values is expected here.']],
  ];
  for (const [text, expected] of cases) it(`checks ${JSON.stringify(text)}`, () => assert.deepEqual(placesOf(text, shape), expected));

  it('ends on an alias bomb and on a document that holds itself', () => {
    const tree: Shape = { kind: 'either', options: [{ kind: 'list', item: { kind: 'later', shape: () => tree } }, { kind: 'number' }] };
    const bomb = ['a0: &a0 [x, x, x, x, x, x, x, x, x]'];
    for (let level = 1; level < 12; level += 1)
      bomb.push(
        `a${String(level)}: &a${String(level)} [${Array(9)
          .fill(`*a${String(level - 1)}`)
          .join(', ')}]`,
      );
    assert.ok(placesOf(bomb.join('\n'), { kind: 'map', keys: {}, others: tree }).length <= 200);
    assert.ok(placesOf('a: &a [*a]\n', { kind: 'map', keys: {}, others: tree }).length <= 200);
  });
});
