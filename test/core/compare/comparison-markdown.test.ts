import assert from 'node:assert/strict';
import fc from 'fast-check';
import { compareSnapshots, type Comparison } from '../../../src/core/compare/compare-snapshots.ts';
import { comparisonMarkdown } from '../../../src/core/compare/comparison-markdown.ts';
import { comparisonText } from '../../../src/core/compare/comparison-text.ts';
import { inlineCode } from '../../../src/core/compare/foreign-text.ts';
import type { VersionSnapshot } from '../../../src/core/compare/version-snapshot.ts';

/** A comparison in which one text stands wherever a repository may put one. */
function comparisonOf(text: string): Comparison {
  const snapshot = (version: string, value: string): VersionSnapshot => ({
    version: text + version,
    commit: null,
    metrics: [{ file: text, pointer: `/${text}`, value: 1 }],
    params: [{ file: text, key: text, value: text + value }],
    data: [{ path: text, role: 'output', md5: value, legacyMd5: false, size: 1500, nfiles: 2 }],
    stages: [{ file: text, stage: text, command: text + value }],
    packages: [{ file: text, name: text, version: text + value }],
    unread: [{ path: `${text}.yaml`, reason: 'broken' }],
  });
  return compareSnapshots(snapshot('1', 'a'), snapshot('2', 'b'), {
    model: text,
    directionOf: () => null,
    files: { changes: [{ path: text, change: 'added' }], elsewhere: 1 },
  });
}

/** Markdown without its code spans, as CommonMark pairs them: a run of backticks ends at the next run of the same length. */
function withoutCode(markdown: string): string {
  return markdown.replace(/(?<!`)(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, '');
}

const hostile = [
  '[x](https://evil.example)',
  '<img src=x onerror=alert(1)>',
  '![](//evil.example/p.png)',
  '# h',
  '@someone #12',
  'a`b',
  '``` ``',
  '\\|',
  '|x|',
  'command:evil',
  '\r\n\r\n# h',
  '\u001b[31m\u202e',
];

describe('comparisonMarkdown', () => {
  const bare = withoutCode(comparisonMarkdown(comparisonOf('x'), 'en'));

  for (const text of hostile) {
    it(`shows ${JSON.stringify(text)} as nothing but code`, () => {
      // Apart from the widths of columns, what stands outside of code does not depend on the texts.
      const shape = (markdown: string): string => markdown.replace(/ +/g, ' ').replace(/-+/g, '-');
      assert.equal(shape(withoutCode(comparisonMarkdown(comparisonOf(text), 'en'))), shape(bare));
    });
  }

  it('makes one code span of any text, without a bar that could end a cell', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('`', '|', '\\', ' ', '\n', 'a', '<', '\u2028') }), (text) => {
        const code = inlineCode(text);
        if (code === '–') return;
        assert.equal(withoutCode(code), '');
        // Whether a renderer takes a backslash before a backslash for an escape or not, each bar has exactly one before it.
        assert.doesNotMatch(code, /(?<!\\)\||\\\\\|/);
        assert.doesNotMatch(code, /[\n\u2028]/);
      }),
    );
  });

  it('aligns its tables, in both languages', () => {
    for (const language of ['en', 'pl'] as const) {
      for (const table of comparisonMarkdown(comparisonOf('żółw'), language)
        .trimEnd()
        .split('\n\n')
        .filter((block) => block.startsWith('|'))) {
        assert.equal(new Set(table.split('\n').map((line) => Array.from(line).length)).size, 1, table);
      }
    }
  });
});

describe('comparisonText', () => {
  it('lets no text steer the terminal', () => {
    for (const text of hostile) assert.doesNotMatch(comparisonText(comparisonOf(text), 'pl'), /[\p{Cf}\r]|(?!\n)\p{Cc}/u);
  });

  it('tells values apart that look alike', () => {
    const one = comparisonOf('x');
    const params = { unchanged: 0, changes: [{ file: 'p', key: 'k', change: 'modified' as const, left: 1, right: '1' }] };
    assert.match(comparisonText({ ...one, params }, 'en'), /k {10}1 {3}"1" {2}changed/);
  });
});
