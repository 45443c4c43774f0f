import assert from 'node:assert/strict';
import fc from 'fast-check';
import { codeowners } from '../../../../src/core/facts/documents/codeowners.ts';
import { checkProblems, checkTotal, parseText, truncations } from '../../../support/read-format.ts';

const github = `# Who answers for what
*                       @acme/platform

/data/                  @acme/data-engineering   ana.nowak@example.com # feeds
/models/card\\ fraud/**  @acme/risk @jan-kowalski
\\#notes.md @ana
/docs/generated/
`;

const gitlab = `* @default-owner

[Models][2] @data/science @risk
models/
train.py @ana

^[Docs]
docs/ @@maintainer
!docs/legal.md
README.md docs-team
`;

function rulesOf(text: string, path = '.github/CODEOWNERS'): readonly (readonly [string, readonly string[]])[] {
  return parseText(codeowners, text, { path }).facts.rules.map(({ pattern, owners }) => [pattern.value, owners]);
}

describe('CODEOWNERS', () => {
  for (const lineEnd of ['\n', '\r\n']) {
    it(`reads GitHub's rules with ${JSON.stringify(lineEnd)}`, () => {
      const { facts, places, source, inspected } = parseText(codeowners, github.replaceAll('\n', lineEnd), { path: 'CODEOWNERS' });
      assert.deepEqual(places, []);
      assert.deepEqual(
        facts.rules.map(({ pattern, owners }) => [pattern.value, source.text.slice(pattern.span.start, pattern.span.end), owners]),
        [
          ['*', '*', ['@acme/platform']],
          ['/data/', '/data/', ['@acme/data-engineering', 'ana.nowak@example.com']],
          ['/models/card fraud/**', '/models/card\\ fraud/**', ['@acme/risk', '@jan-kowalski']],
          ['#notes.md', '\\#notes.md', ['@ana']],
          ['/docs/generated/', '/docs/generated/', []],
        ],
      );
      assert.deepEqual(inspected, { rules: facts.rules.map(({ pattern, owners }) => ({ pattern: pattern.value, owners })) });
    });
  }

  it("gives the owners of GitLab's sections to rules that name none", () => {
    assert.deepEqual(rulesOf(gitlab, '.gitlab/CODEOWNERS'), [
      ['*', ['@default-owner']],
      ['models/', ['@data/science', '@risk']],
      ['train.py', ['@ana']],
      ['docs/', ['@@maintainer']],
      ['!docs/legal.md', []],
      ['README.md', []],
    ]);
    assert.deepEqual(parseText(codeowners, gitlab, { path: 'CODEOWNERS' }).places, []);
  });

  it('takes a pattern that begins with a range for no section', () => {
    assert.deepEqual(rulesOf('[a-z]*.py @ana\n'), [['[a-z]*.py', ['@ana']]]);
  });

  it('names words that are no owners, since GitHub passes over such lines', () => {
    const result = parseText(codeowners, '* @ana jan\n/a @acme/ b@c\n', { path: '.github/CODEOWNERS' });
    assert.deepEqual(result.places, [
      '1:8 “jan” is no owner: write @user, @organisation/team or an e-mail address.',
      '2:4 “@acme/” is no owner: write @user, @organisation/team or an e-mail address.',
      '2:11 “b@c” is no owner: write @user, @organisation/team or an e-mail address.',
    ]);
    checkProblems(result);
  });

  it('knows the places where GitHub and GitLab look', () => {
    const names = ['CODEOWNERS', '.github/CODEOWNERS', 'docs/CODEOWNERS', '.gitlab/CODEOWNERS'];
    const others = ['vendor/lib/CODEOWNERS', 'codeowners', 'CODEOWNERS.md', 'src/docs/CODEOWNERS'];
    assert.deepEqual(
      [...names, ...others].filter((name) => codeowners.recognise(name)),
      names,
    );
  });

  it('survives every truncation and any text made of its words', () => {
    for (const text of [...truncations(github, 300), ...truncations(gitlab, 300)]) checkTotal(codeowners, text, { path: 'CODEOWNERS' });
    const word = fc.constantFrom('*', '@a', ' ', '\t', '\n', '\r\n', '#', '\\', '[', ']', '^', '[2]', 'a@b.c', '/', '!');
    fc.assert(
      fc.property(fc.array(fc.oneof(word, fc.string({ maxLength: 3 }))), (words) =>
        checkTotal(codeowners, words.join(''), { path: 'CODEOWNERS' }),
      ),
    );
  });
});
