import assert from 'node:assert/strict';
import { readDvcRemotes } from '../../../src/core/fetch/dvc-remotes.ts';

function kindOf(options: string, local = ''): string {
  const { byName } = readDvcRemotes({ config: `['remote "R"']\n${options}\n`, local });
  const place = byName.get('r');
  return place === undefined ? 'none' : place.kind === 'folder' ? place.path : place.kind === 'http' ? place.url : `dvc: ${place.why.en}`;
}

describe('readDvcRemotes', () => {
  const direct: readonly (readonly [string, string])[] = [
    ['url = ../store', '../store'],
    ['url = /mnt/store', '/mnt/store'],
    ['url = C:/store', 'C:/store'],
    ['url = https://example.com/dvc/', 'https://example.com/dvc'],
    ['url = http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['url = http://example.com\nssl_verify = true\nworktree = false', 'http://example.com'],
  ];
  for (const [options, expected] of direct)
    it(`reads ${JSON.stringify(options)} without DVC`, () => assert.equal(kindOf(options), expected));

  const onlyDvc: readonly string[] = [
    'url = s3://bucket/x',
    'url = remote://other/x',
    'url = file:///x',
    'url = \\\\server\\share',
    'url = //server/share',
    'url = ~/store',
    'jobs = 4',
    'url = ../store\nversion_aware = true',
    'url = ../store\nworktree = True',
    'url = https://user:pass@example.com/x',
    'url = https://example.com/x?token=1',
    'url = https://example.com/x\nauth = basic',
    'url = https://example.com/x\nuser = ana',
    'url = https://example.com/x\nask_password = true',
    'url = https://example.com/x\nssl_verify = false',
    'url = https://example.com/x\nssl_verify = /etc/ca.pem',
  ];
  for (const options of onlyDvc) it(`leaves ${JSON.stringify(options)} to DVC`, () => assert.match(kindOf(options), /^dvc: /));

  it('never repeats an address that it does not use', () => {
    assert.doesNotMatch(kindOf('url = https://user:hunter2@example.com/x'), /hunter2/);
  });

  it('lays config.local over config, option by option', () => {
    assert.match(kindOf('url = https://example.com/x', '["remote \\"r\\""]'), /^https/);
    assert.match(kindOf('url = https://example.com/x', `['remote "r"']\nuser = ana\n`), /^dvc/);
    assert.equal(kindOf('url = s3://bucket', `['remote "r"']\nurl = /mnt/here\n`), '/mnt/here');
  });

  it('knows the default remote by its name in any case', () => {
    const both = { config: '[core]\nremote = Store\n', local: '' };
    assert.equal(readDvcRemotes(both).defaultName, 'store');
    assert.equal(readDvcRemotes({ ...both, local: '[core]\n    remote = mine\n' }).defaultName, 'mine');
    assert.equal(readDvcRemotes({ config: '', local: '' }).defaultName, null);
  });
});
