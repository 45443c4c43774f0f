import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { dvcGetCommand } from '../../../src/core/fetch/fetch-plan.ts';

describe('dvcGetCommand', () => {
  it('is plain where nothing needs quotes', () => {
    assert.equal(
      dvcGetCommand({ root: '/repo', path: 'models/a.pkl', commit: 'abc', target: '/out/models/a.pkl' }),
      'dvc get /repo models/a.pkl --rev abc --out /out/models/a.pkl',
    );
  });

  it('means the same words to a shell, whatever the path', function () {
    if (process.platform === 'win32') this.skip();
    const paths = ["a b'; touch x; '", '$(id)', '-o', '`id`', 'a&b', '*', '!x', '~', 'ż"\\'];
    for (const path of paths) {
      const command = dvcGetCommand({ root: path, path, commit: 'c', target: path }).replace(/^dvc/, 'printf "%s\\0"');
      const words = execFileSync('/bin/sh', ['-c', command], { encoding: 'utf8' }).split('\0').slice(0, -1);
      assert.deepEqual(words, ['get', path, path.startsWith('-') ? `./${path}` : path, '--rev', 'c', '--out', path]);
    }
  });
});
