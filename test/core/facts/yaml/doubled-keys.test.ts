import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseAllDocuments } from 'yaml';
import { parseWithPackage } from '../../../../src/core/facts/yaml/parse-yaml.ts';
import { createSourceText } from '../../../../src/core/model/source-text.ts';

/** Where our reading and the package's own look find a key again. */
function bothWays(text: string): { readonly ours: readonly number[]; readonly theirs: readonly number[]; readonly isElseRight: boolean } {
  const ours = parseWithPackage(createSourceText('x.yaml', text)).flatMap(({ problems }) =>
    problems.filter(({ isDoubledKey }) => isDoubledKey).map(({ span }) => span.start),
  );
  const errors = [...parseAllDocuments(text, { version: '1.2', merge: true, logLevel: 'silent', prettyErrors: false })].flatMap(
    (document) => document.errors,
  );
  const doubled = errors.filter(({ code }) => code === 'DUPLICATE_KEY');
  const theirs = doubled.map(({ pos }) => pos[0]).sort((one, other) => one - other);
  return { ours, theirs, isElseRight: doubled.length === errors.length };
}

describe('doubled keys', () => {
  for (const [name, text, places] of [
    ['in a block', 'a: 1\nb: 2\na: 3\n', [10]],
    ['in brackets', '{a: 1, "a": 2}\n', [7]],
    ['three times, and in an inner map', 'a:\n  x: 1\n  x: 2\na: 3\na: 4\n', [12, 17, 22]],
    ['of other kinds', '1: a\n"1": b\n1.0: c\ntrue: d\ntrue: e\n', [12, 27]],
    ['behind an anchor and a tag', 'a: 1\n&b !!str a: 2\n', [14]],
    ['only where they do not merge', 'x: &x {k: 1}\ny:\n  <<: *x\n  <<: *x\n', []],
    ['in a second document', 'a: 1\n---\nb: 1\nb: 2\n', [14]],
  ] as const) {
    it(`are found ${name}, where the package finds them`, () => {
      const { ours, theirs } = bothWays(text);
      assert.deepEqual(theirs, places);
      assert.deepEqual(ours, places);
    });
  }

  it('are those of the package in any text of such parts', () => {
    const part = fc.constantFrom(
      'a',
      'b',
      '"a"',
      '1',
      'null',
      '~',
      '?',
      ': ',
      ':',
      '\n',
      '\n  ',
      '\n- ',
      '{',
      '}',
      '[',
      ']',
      ', ',
      '&x ',
      '*x ',
      '<<',
      '!!str ',
      '---\n',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 40 }), (parts) => {
        const text = parts.join('');
        const { ours, theirs, isElseRight } = bothWays(text);
        assert.equal(ours.length, theirs.length);
        // In a text with other errors the place of a key that is cut off is a matter of taste; an empty key stands anywhere in its blanks.
        const between = (at: number, other: number): string => text.slice(Math.min(at, other), Math.max(at, other));
        if (isElseRight) assert.ok(ours.every((at, index) => between(at, theirs[index] ?? 0).trim() === ''));
      }),
      { numRuns: 3_000 },
    );
  });
});
