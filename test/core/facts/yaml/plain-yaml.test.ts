import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createSourceText } from '../../../../src/core/model/source-text.ts';
import { parseWithPackage } from '../../../../src/core/facts/yaml/parse-yaml.ts';
import { readPlainYaml } from '../../../../src/core/facts/yaml/plain-yaml.ts';
import type { YamlView } from '../../../../src/core/facts/yaml/yaml-view.ts';

/** All that a view says, below it too. */
function shown(view: YamlView): unknown {
  const { kind, span, scalar } = view;
  const entries = view.entries().map(({ key, keySpan, value }) => ({ key, keySpan, value: shown(value) }));
  return { kind, span, scalar, text: view.text(), entries, items: view.items().map(shown) };
}

/** Holds the plain reader to the package, and tells whether it read the text at all. */
function agrees(text: string): boolean {
  const plain = readPlainYaml(text);
  if (plain === undefined) return false;
  const documents = parseWithPackage(createSourceText('x.yaml', text));
  assert.deepEqual(
    plain.map((root) => ({ problems: 0, root: shown(root) })),
    documents.map(({ root, problems }) => ({ problems: problems.length, root: shown(root) })),
    JSON.stringify(text),
  );
  return true;
}

const plainTexts: readonly (readonly [string, string])[] = [
  ['maps in maps', 'a:\n  b: 1\n  c:\n    d: two words\ne: ""\n'],
  ['lists', '- a\n- - b\n  - c\n-   d: 1\n    e: 2\n-\n- f\n'],
  ['a list in the column of its key', 'a:\n- b\n- c: 1\n  d: 2\ne: f\n'],
  ['brackets', 'a: [1, b c, "d", {e: f, "g":1}, []]\nh: {}\n'],
  ['JSON', '{\n "a": [\n  1,\n  {"b": null}\n ],\n "c": "d"\n}\n'],
  ['comments', '# a\na: 1 # b\n# c\nb: # d\n  # e\n  c: x#y\n# f\nd: 2\n'],
  ['quotes', `a: 'it''s'\n"b c": "d: #e"\n'': x\n`],
  ['several documents', '---\na: 1\n---\n---\nb: 2\n'],
  [
    'every kind of scalar',
    '- ~\n- Null\n- TRUE\n- false\n- 0o17\n- -12\n- 0x1F\n- .5\n- 1.\n- -1.5e+3\n- .inf\n- -.INF\n- .nan\n- 1.2.3\n- -x\n- t\n',
  ],
  ['keys that are no strings', '1: a\n~: b\ntrue: c\n1.5: d\n'],
  ['nothing under keys', 'a:\nb:   \n\nc:'],
  ['nothing at all', '\n# a\n\n'],
  ['no line end at the end', 'a:\n  - b'],
  ['colons and hashes in words', 'a: http://x/#y\nb:c: d\n'],
];

const otherTexts: readonly (readonly [string, string])[] = [
  ['anchors', 'a: &x 1\nb: *x\n'],
  ['merge keys', 'a: 1\n<<: {b: 2}\n'],
  ['tags', 'a: !x 1\n'],
  ['texts over several lines', 'a: b\n  c\n'],
  ['block scalars', 'a: |\n  b\n'],
  ['escapes', 'a: "\\n"\n'],
  ['tabs', 'a:\tb\n'],
  ['Windows line ends', 'a: b\r\n'],
  ['doubled keys', 'a: 1\na: 2\n'],
  ['doubled keys in brackets', '{a: 1, a: 2}\n'],
  ['a map in the line of its key', 'a: b: c\n'],
  ['lines in no block', 'a:\n    b: 1\n  c: 2\n'],
  ['brackets that stay open', 'a: [1\nb: 2\n'],
  ['brackets that stand too far left', 'a:\n  b: [1,\n 2]\n'],
  ['words without a colon', 'a: 1\nb\n'],
  ['directives', '%YAML 1.2\n---\na: 1\n'],
  ['single words', 'a\n'],
];

describe('readPlainYaml', () => {
  for (const [name, text] of plainTexts) it(`reads ${name} as the package does`, () => assert.ok(agrees(text)));
  for (const [name, text] of otherTexts) it(`leaves ${name} to the package`, () => assert.equal(readPlainYaml(text), undefined));

  it('agrees with the package on whatever it reads', () => {
    // Blanks, indicators and words in any order: most is no YAML, and what is has its comments and empty lines in odd places.
    const word = fc.constantFrom(
      ...['a', 'b: ', 'c:', 'k: v', '"q"', "'s'", '"j": ', '1', 'null', "it''s", 'a#b', 'x:y', '-1'],
      ...['- ', '-', '- - x', '- k: v', '#', '# x', ' # y', '[', ']', '{', '}', ', ', ',', ': ', ':', '<<: ', '&x', '|', '?', '!t'],
      ...[' ', '  ', '\n', '\n', '\n  ', '\n    ', '\n- ', '\n  - ', '\n\n', '\n#c\n', '\n  # c\n', '\n---\n', '\nl: 1', '\n  m: 2'],
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 14 }), (words) => {
        agrees(words.join(''));
      }),
      { numRuns: 3000 },
    );
  });
});
