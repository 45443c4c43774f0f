import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  type JsonNode,
  jsonAt,
  jsonItems,
  jsonText,
  parseJson,
  parseJsonWithoutPlaces,
} from '../../../../src/core/facts/json/parse-json.ts';

function plain(node: JsonNode | undefined): unknown {
  if (node === undefined || node.kind === 'null') return null;
  if (node.kind === 'object') return Object.fromEntries(node.entries.map(({ key, value }) => [key, plain(value)]));
  if (node.kind === 'array') return node.items.map(plain);
  return node.kind === 'string' ? node.decode() : node.value;
}

describe('parseJson', () => {
  it('reads what JSON.parse reads, each value in its place', () => {
    const check = (node: JsonNode, text: string): void => {
      assert.deepEqual(plain(node), JSON.parse(text.slice(node.span.start, node.span.end)));
      if (node.kind === 'object') for (const { value } of node.entries) check(value, text);
      for (const item of jsonItems(node)) check(item, text);
    };
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), fc.constantFrom(0, 1, '\t'), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        const { root, problems } = parseJson(text);
        assert.deepEqual(problems, []);
        assert.ok(root !== undefined);
        // Keys such as __proto__ are dropped by assignment in the comparison, not by the reader.
        if (!text.includes('__proto__')) check(root, text);
      }),
    );
  });

  it('reads the same without places, and what only Python writes', () => {
    const same = (text: string): void => {
      const [one, other] = [parseJson(text), parseJsonWithoutPlaces(text)];
      assert.deepEqual(plain(other.root), plain(one.root));
      assert.deepEqual(other.problems, one.problems);
    };
    fc.assert(fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => same(JSON.stringify(value))));
    for (const text of ['[NaN, -Infinity]', '{"a": 1, "a": 2}', '{"__proto__": {"a": 1}}', '{"a": ', '']) same(text);
    assert.equal(jsonAt(parseJsonWithoutPlaces('{"a": 1, "a": 2}').root, 'a')?.kind, 'number');
  });

  it('refuses what JSON.parse refuses', () => {
    const word = fc.constantFrom(
      '"\u0085"',
      '{',
      '}',
      '[',
      ']',
      ':',
      ',',
      '"',
      '"a"',
      '1',
      '-',
      '.',
      'e5',
      'true',
      'null',
      '\\',
      '\\u00e9',
      '\n',
      ' ',
      '\t',
      '01',
    );
    fc.assert(
      fc.property(fc.array(word), (words) => {
        const text = words.join('');
        const isJson = (() => {
          try {
            JSON.parse(text);
            return true;
          } catch {
            return false;
          }
        })();
        const { problems } = parseJson(text);
        assert.equal(problems.length === 0, isJson);
        for (const { span } of problems) assert.ok(span.start <= span.end && span.end <= text.length);
      }),
      { numRuns: 2000 },
    );
  });

  const faults: readonly (readonly [string, number])[] = [
    ['', 0],
    ['{"a": }', 6],
    ['{"a" 1}', 5],
    ['{a: 1}', 1],
    ['[1 2]', 3],
    ['[1,]', 3],
    ['{"a": 1', 7],
    ['"open', 0],
    ['1 2', 2],
    ['["\\x"]', 1],
  ];
  for (const [text, offset] of faults) {
    it(`points at the place where ${JSON.stringify(text)} breaks`, () => assert.equal(parseJson(text).problems[0]?.span.start, offset));
  }

  it('takes the numbers that only Python writes, and ends on deep nesting', () => {
    assert.deepEqual(plain(parseJson('[NaN, Infinity, -Infinity]').root), [Number.NaN, Infinity, -Infinity]);
    assert.equal(parseJson('['.repeat(100_000)).problems.length, 1);
  });

  it('looks into objects, arrays and strings', () => {
    const { root } = parseJson('{"a": [1, "x\\u00e9"], "a": {"b": "c"}}');
    assert.equal(jsonText(jsonAt(jsonAt(root, 'a'), 'b')), 'c');
    assert.equal(jsonAt(jsonAt(root, 'b'), 'c'), undefined);
    assert.deepEqual(jsonItems(jsonAt(root, 'a')), []);
  });
});
