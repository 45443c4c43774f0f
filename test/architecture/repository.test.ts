import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';

describe('the repository', () => {
  it('has no registry addresses in its lock file', () => {
    assert.doesNotMatch(readFileSync('package-lock.json', 'utf8'), /"resolved": "https?:/);
  });

  it('keeps only what tools insist on at its root', () => {
    const allowed = new Set([
      'src',
      'webview',
      'media',
      'schemas',
      'test',
      'package.json',
      'tsconfig.json',
      'esbuild.mjs',
      '.vscodeignore',
      'README.md',
      'package-lock.json',
      'LICENSE',
      'CHANGELOG.md',
      '.gitignore',
      '.npmrc',
      'l10n',
      'package.nls.json',
      'package.nls.pl.json',
      '.vscode',
      '.ci',
      '.github',
      '.git',
      'node_modules',
      'dist',
      'out',
      '.prettierignore',
      '.pre-commit-hooks.yaml',
      '.gitattributes',
    ]);
    assert.deepEqual(
      readdirSync('.').filter((name) => !allowed.has(name)),
      [],
    );
  });

  it('pins every package to one version', () => {
    const manifest: unknown = JSON.parse(readFileSync('package.json', 'utf8'));
    const lists =
      typeof manifest === 'object' && manifest !== null
        ? Object.entries(manifest).filter(([key]) => /^(?:dev)?dependencies$/i.test(key))
        : [];
    assert.equal(lists.length, 2);
    for (const [, list] of lists)
      for (const [name, range] of Object.entries(list as Record<string, string>)) assert.match(range, /^\d+\.\d+\.\d+$/, name);
  });
});
