import assert from 'node:assert/strict';
import { parseDirListing } from '../../../src/core/fetch/dir-listing.ts';
import { isSafeRelativePath } from '../../../src/core/fetch/safe-path.ts';

const md5 = '0'.repeat(32);
const list = (...relpaths: readonly string[]) => JSON.stringify(relpaths.map((relpath) => ({ md5, relpath })));

describe('parseDirListing', () => {
  it('reads the files of a folder', () => {
    assert.deepEqual(parseDirListing(list('a.csv', 'b/c.csv', 'b/d.csv')), [
      { path: 'a.csv', md5 },
      { path: 'b/c.csv', md5 },
      { path: 'b/d.csv', md5 },
    ]);
    assert.deepEqual(parseDirListing('[]'), []);
  });

  const refused: readonly (readonly [string, string])[] = [
    ['no JSON', '['],
    ['no list', '{}'],
    ['an entry without a digest', '[{"relpath": "a"}]'],
    ['a digest that is none', '[{"relpath": "a", "md5": "../x"}]'],
    ['a way out', list('../a')],
    ['a way out further down', list('a', 'b/../../c')],
    ['an absolute path', list('/etc/passwd')],
    ['the same file twice', list('a', 'A')],
    ['a file that is a folder too', list('a', 'A/b')],
    ['a folder that is a file too', list('a/b', 'a')],
  ];
  for (const [what, text] of refused) it(`refuses ${what}`, () => assert.equal(parseDirListing(text), null));
});

describe('isSafeRelativePath', () => {
  for (const path of ['a', 'a/b.c', '.gitignore', '.dvc/config', 'a b/ż', 'console.log', '..a', '-x']) {
    it(`takes ${path}`, () => assert.equal(isSafeRelativePath(path), true));
  }
  const refused = [
    '',
    '.',
    '..',
    'a/..',
    'a//b',
    'a/',
    '/a',
    'a\\b',
    'C:',
    'a:b',
    'a\nb',
    'a\0',
    '.git',
    '.GIT/hooks/pre-commit',
    'a/.git/config',
    '.git ',
    '.git.',
    '.g\u200cit',
    'GIT~1',
    'con',
    'NUL.txt',
    'a/lpt1.csv',
  ];
  for (const path of refused) it(`refuses ${JSON.stringify(path)}`, () => assert.equal(isSafeRelativePath(path), false));
});
