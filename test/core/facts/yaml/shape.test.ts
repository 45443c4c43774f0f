import assert from 'node:assert/strict';
import { format } from '../../../../src/core/l10n/message.ts';
import { createSourceText, positionAt } from '../../../../src/core/model/source-text.ts';
import { eitherOf, listOf, mapOf, orNothing, record } from '../../../../src/core/facts/yaml/compound-shapes.ts';
import { emptyView, parseYaml } from '../../../../src/core/facts/yaml/parse-yaml.ts';
import {
  anything,
  filledText,
  flag,
  nothing,
  number,
  oneOf,
  scalarText,
  text,
  textLike,
} from '../../../../src/core/facts/yaml/scalar-shapes.ts';
import { type Shape, type ShapeSetting, checkShape, rootPlace, valuePlace } from '../../../../src/core/facts/yaml/shape.ts';

function placesOf(written: string, shape: Shape, setting: ShapeSetting = {}): readonly string[] {
  const source = createSourceText('x.yaml', written);
  const root = parseYaml(source)[0]?.root ?? emptyView;
  const place = setting.marks === 'values' ? valuePlace(root, 'x.yaml') : rootPlace(root, 'x.yaml');
  return checkShape(shape, root, place, setting).map((problem) => {
    const { line, column } = positionAt(source, problem.span.start);
    const suggestion = problem.suggestion === undefined ? '' : ` → ${problem.suggestion}`;
    return `${String(line)}:${String(column)} ${format(problem.message, 'en')}${suggestion}`;
  });
}

const shape = record(
  {
    name: textLike(/^[a-z]+$/),
    count: number,
    on: flag,
    level: oneOf(['low', 'high']),
    items: listOf(filledText),
    one: orNothing(eitherOf(scalarText, record({ a: number }, { required: ['a'] }))),
    bare: nothing,
    named: mapOf(anything, { names: /^[a-z]+$/ }),
    part: record({ key: text }, { others: number, required: ['key'] }),
  },
  { extension: /^x-/, required: ['name'] },
);

describe('checkShape', () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['name: abc\nx-any: {a: [1]}\n', []],
    ['name: abc\ncount: 1\non: true\nlevel: low\nitems: [a, 1]\none:\nbare:\npart: {key: a, b: 1}\n', []],
    ['count: 1\n', ['1:1 The key “name” is missing.']],
    ['name: 1\n', ['1:7 “name” must be text.']],
    ['name: A1\n', ['1:7 The value “A1” does not have the form that is expected here.']],
    ['name: a\nlevel: hig\n', ['2:8 The value “hig” is not allowed here. Allowed: low, high. → high']],
    ['name: a\nlevel:\n', ['2:1 “level” must be text.']],
    ['name: a\nitems: [a, ""]\n', ['2:12 “items[2]” must not be empty.']],
    ['name: a\nitems: x\n', ['2:8 “items” must be a list.']],
    ['name: a\none: {a: x}\n', ['2:10 “a” must be a number.']],
    ['name: a\none: []\n', ['2:1 “one” must be text or a mapping.']],
    ['name: a\none: {}\n', ['2:1 The key “a” is missing.']],
    ['name: a\nbare: x\n', ['2:7 “bare” must be left empty.']],
    ['name: a\nnamed: {A1: x}\n', ['2:9 The name “A1” has characters that are not allowed here.']],
    ['name: a\npart: {key: a, b: c}\n', ['2:19 “b” must be a number.']],
    ['name: a\ncuont: 1\n', ['2:1 Unknown key “cuont”. Did you mean “count”? → count']],
    ['name: a\ncount: 1\ncuont: 1\n', ['3:1 Unknown key “cuont”.']],
    ['[]\n', ['1:1 “x.yaml” must be a mapping.']],
  ];
  for (const [written, expected] of cases) {
    it(`checks ${JSON.stringify(written)}`, () => assert.deepEqual(placesOf(written, shape), expected));
  }

  it('marks the beginning of a wrong block where the tool does so', () => {
    const marks = { marks: 'values' } as const;
    assert.deepEqual(placesOf('name: a\none:\n  - b\n', shape, marks), ['3:3 “one” must be text or a mapping.']);
    assert.deepEqual(placesOf('name: a\none:\n  {}\n', shape, marks), ['3:3 The key “a” is missing.']);
    assert.deepEqual(placesOf('name: a\nitems:\n', shape, marks), ['2:7 “items” must be a list.']);
    assert.deepEqual(placesOf('name: a\nitems: [{b: 1}]\n', shape, marks), ['2:9 “items[1]” must be text.']);
  });

  it('takes a placeholder for a value of any kind', () => {
    const setting = { isPlaceholder: (value: string) => value.startsWith('$') };
    assert.deepEqual(placesOf('name: $A\ncount: $B\none: {a: $C}\nitems: $D\n', shape, setting), []);
  });

  it('ends on an alias bomb and on a document that holds itself', () => {
    let tree: Shape = scalarText;
    for (let level = 0; level < 14; level += 1) tree = eitherOf(listOf(tree), scalarText);
    const bomb = ['a0: &a0 [x, x, x, x, x, x, x, x, x]'];
    for (let level = 1; level < 12; level += 1) {
      const inner = Array<string>(9).fill(`*a${String(level - 1)}`);
      bomb.push(`a${String(level)}: &a${String(level)} [${inner.join(', ')}]`);
    }
    assert.deepEqual(placesOf(bomb.join('\n'), mapOf(tree)), []);
    assert.deepEqual(placesOf('a: &a [*a]\n', mapOf(tree)).length, 1);
  });
});
