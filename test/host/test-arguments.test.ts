// The command line of @vscode/test-electron is understood as desktop VS Code understands it.
import assert from 'node:assert/strict';
import { testArguments } from './test-arguments.mjs';

/** What `runTests` of @vscode/test-electron 2.5 passes, in its order. */
const passed = [
  '/projects/fraud',
  '--user-data-dir=/tmp/user',
  '--no-sandbox',
  '--disable-gpu-sandbox',
  '--disable-updates',
  '--skip-welcome',
  '--skip-release-notes',
  '--disable-workspace-trust',
  '--extensionTestsPath=/repo/out/index.js',
  '--extensionDevelopmentPath=/repo',
  '--extensions-dir=/tmp/extensions',
];

describe('testArguments', () => {
  it('reads what runTests passes', () => {
    assert.deepEqual(testArguments(passed, {}), {
      extensionDevelopmentPaths: ['/repo'],
      extensionTestsPath: '/repo/out/index.js',
      folder: '/projects/fraud',
      userDataDir: '/tmp/user',
      extensionsDir: '/tmp/extensions',
      trusted: true,
      ignored: ['--no-sandbox', '--disable-gpu-sandbox', '--disable-updates', '--skip-welcome', '--skip-release-notes'],
    });
  });

  it('opens untrusted without the flag, and with it where the environment says so', () => {
    assert.equal(testArguments(['/projects/fraud'], {}).trusted, false);
    assert.equal(testArguments(passed, { AIRWORTHY_HOST_TRUST: 'restricted' }).trusted, false);
  });

  it('takes values after a space, file URIs and several extensions', () => {
    const asked = testArguments(
      ['--extensionDevelopmentPath', '/one', '--extensionDevelopmentPath=file:///two%20words', '--folder-uri', 'file:///projects/a%20b'],
      {},
    );
    assert.deepEqual(asked.extensionDevelopmentPaths, ['/one', '/two words']);
    assert.equal(asked.folder, '/projects/a b');
    assert.equal(asked.extensionTestsPath, undefined);
  });

  it('refuses two folders and a missing value', () => {
    assert.throws(() => testArguments(['/one', '/two'], {}), /Only one folder/);
    assert.throws(() => testArguments(['--extensionTestsPath'], {}), /needs a value/);
  });
});
