import assert from 'node:assert/strict';
import { createSourceText } from '../../../../src/core/model/source-text.ts';
import { appendArgument } from '../../../../src/core/rules/edits/python-argument.ts';

const cases: readonly (readonly [before: string, after: string])[] = [
  ['f()', 'f(s=1)'],
  ['f( )', 'f(s=1 )'],
  ['f(a)', 'f(a, s=1)'],
  ['f(a, )', 'f(a, s=1 )'],
  ['f(")#", b=")")', 'f(")#", b=")", s=1)'],
  ['f(\n    a,\n    b=1,\n)', 'f(\n    a,\n    b=1,\n    s=1,\n)'],
  ['f(\n    a,\n    b=1\n)', 'f(\n    a,\n    b=1,\n    s=1\n)'],
  ['f(\n    a,  # first\n    b=1  # last\n)', 'f(\n    a,  # first\n    b=1,  # last\n    s=1\n)'],
  ['f(\n\ta,\n)', 'f(\n\ta,\n\ts=1,\n)'],
  ['f(  # why\n    a\n)', 'f(  # why\n    a,\n    s=1\n)'],
  ['f(a,\n  b)', 'f(a,\n  b, s=1)'],
  ['f(\n    # nothing yet\n)', 'f(s=1\n    # nothing yet\n)'],
];

describe('appending a Python argument', () => {
  for (const [before, after] of cases) {
    it(`turns ${JSON.stringify(before)} into ${JSON.stringify(after)}`, () => {
      const inside = { start: before.indexOf('(') + 1, end: before.lastIndexOf(')') };
      let changed = before;
      for (const edit of appendArgument(createSourceText('a.py', before), inside, 's=1').toReversed()) {
        assert.ok(edit.kind === 'replace');
        changed = changed.slice(0, edit.span.start) + edit.text + changed.slice(edit.span.end);
      }
      assert.equal(changed, after);
    });
  }
});
