import assert from 'node:assert/strict';
import fc from 'fast-check';
import { promqlTokens } from '../../../../src/core/facts/monitoring/promql-tokens.ts';
import { format } from '../../../../src/core/l10n/message.ts';
import { fillQuery } from '../../../../src/core/release/prometheus/fill-query.ts';

function filled(query: string, version: string): string {
  const result = fillQuery(query, { version, model: 'fraud' });
  return 'failure' in result ? `failure: ${format(result.failure, 'en')}` : result.query;
}

const table: readonly (readonly [string, string, string, string])[] = [
  ['a label', 'up{version="{{version}}"}', 'v1.4.0', 'up{version="v1.4.0"}'],
  ['blanks inside the braces', "up{version='{{ version }}'}", 'v1.4.0', "up{version='v1.4.0'}"],
  ['several places', 'a{v="{{version}}"} / on () b{m="{{model}}-{{version}}"}', '7', 'a{v="7"} / on () b{m="fraud-7"}'],
  ['a double quote', 'up{version="{{version}}"}', 'a"} or up{x="', String.raw`up{version="a\"} or up{x=\""}`],
  ['a single quote', "up{version='{{version}}'}", 'a\'b"c', String.raw`up{version='a\'b"c'}`],
  ['a backslash at the end', 'up{version="{{version}}"}', 'a\\', String.raw`up{version="a\\"}`],
  ['a line end and other controls', 'up{version="{{version}}"}', 'a\nb\u0000', String.raw`up{version="a\x0ab\x00"}`],
  ['backticks', 'up{version=`{{version}}`}', 'a\\b"', 'up{version=`a\\b"`}'],
  ['a regular expression', 'up{version=~"{{version}}|next"}', 'v1.4.0', String.raw`up{version=~"v1\\.4\\.0|next"}`],
  ['a regular expression that must not match', 'up{version!~"{{version}}"}', '.*', String.raw`up{version!~"\\.\\*"}`],
  ['a regular expression between backticks', 'up{version=~`{{version}}`}', 'a+(b)', 'up{version=~`a\\+\\(b\\)`}'],
  ['another label behind a regular expression', 'up{a=~"x", v="{{version}}"}', '1.0', 'up{a=~"x", v="1.0"}'],
  [
    'label_replace',
    'label_replace(up{v="{{version}}"}, "a", "$1{{version}}", "b", "({{version}})")',
    '$1.0',
    String.raw`label_replace(up{v="$1.0"}, "a", "$1$$1.0", "b", "(\\$1\\.0)")`,
  ],
  ['a comment', '# {{version}} "\nup{version="{{version}}"}', 'a\n+1', '# {{version}} "\nup{version="a\\x0a+1"}'],
  ['no placeholder', 'up{a="b{c}"}[5m]', 'v1', 'up{a="b{c}"}[5m]'],
  ['braces behind an escape, which are none of ours', String.raw`up{a="\{{version}}"}`, '"', String.raw`up{a="\{{version}}"}`],
];

describe('fillQuery', () => {
  for (const [what, query, version, wanted] of table) {
    it(`fills in ${what}`, () => {
      assert.equal(filled(query, version), wanted);
    });
  }

  it('refuses what it cannot fill', () => {
    assert.match(filled('up{version={{version}}}', 'v1'), /^failure: \{\{version\}\} of the query must stand between quotes/);
    assert.match(filled('rate(up[{{ window }}])', 'v1'), /\{\{ window \}\} of the query must stand between quotes/);
    assert.match(filled('up{version="{{version}}', 'v1'), /must stand between quotes/);
    assert.match(filled('up{version="{{vresion}}"}', 'v1'), /has \{\{vresion\}\}, .* known are \{\{version\}\}, \{\{model\}\}/);
    assert.match(filled('up{version="{{toString}}"}', 'v1'), /has \{\{toString\}\}/);
    assert.match(filled('up{version=`{{version}}`}', 'a`b'), /has a backtick/);
  });

  it('says which placeholders stood in the query', () => {
    const result = fillQuery('up{a="{{version}}"}', { version: 'v1', model: 'm' });
    assert.ok('query' in result);
    assert.deepEqual([...result.filled], ['version']);
  });

  it('never lets a value out of its string', () => {
    const shapes = ['up{a="{{version}}"} > 1', "up{a='x{{version}}y'}", 'up{a=~"{{version}}"}', 'up{a=`{{version}}`}'];
    const hostile = fc.string({ unit: fc.constantFrom('"', "'", '`', '\\', '}', '{', '$', '\n', '#', 'a', ')', ' ') });
    fc.assert(
      fc.property(fc.constantFrom(...shapes), hostile, (shape, version) => {
        const result = fillQuery(shape, { version });
        if ('failure' in result) return version.includes('`') && shape.includes('`');
        const outline = (query: string) => promqlTokens(query).map(({ kind, text }) => (kind === 'string' ? '' : text));
        assert.deepEqual(outline(result.query), outline(shape));
        return true;
      }),
    );
  });
});
