import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { findGitProgram } from '../../../src/node/git/git-program.ts';

describe('findGitProgram', () => {
  it('takes the first program on the PATH, never one in a relative folder', () => {
    const root = mkdtempSync(join(tmpdir(), 'airworthy-path-'));
    const [first, second, third] = ['first', 'second', 'third'].map((name) => join(root, name));
    assert.ok(first !== undefined && second !== undefined && third !== undefined);
    for (const folder of [first, second, third]) mkdirSync(folder);
    mkdirSync(join(first, 'git'));
    for (const folder of [second, third]) {
      writeFileSync(join(folder, 'git'), '');
      chmodSync(join(folder, 'git'), 0o755);
    }
    const path = ['', '.', 'relative', first, second, third].join(delimiter);
    assert.equal(findGitProgram({ PATH: path }, 'linux'), join(second, 'git'));
    chmodSync(join(second, 'git'), 0o644);
    // The superuser may run nothing that no one may execute.
    assert.equal(findGitProgram({ Path: path }, 'linux'), join(third, 'git'));
    assert.equal(findGitProgram({ PATH: path }, 'win32'), null);
    assert.equal(findGitProgram({}, 'linux'), null);
    rmSync(root, { recursive: true });
  });
});
