// When the versions view is drawn anew: the editor forgets what its rows stand for meanwhile, so that it is done for news only.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { AskedServers } from '../../src/extension/host/asked-servers.ts';
import { listFolderVersions } from '../../src/extension/host/list-versions.ts';
import { VersionsTree } from '../../src/extension/tree/versions-tree.ts';
import { airworthy, folder, putBack, versionItem } from './in-editor.ts';

const tag = 'fraud@v9.9.9';
const git = (...args: string[]): string => execFileSync('git', args, { cwd: folder(), encoding: 'utf8' }).trim();

describe('the versions view', () => {
  before(airworthy);
  afterEach(putBack);

  it('is drawn when there is news, and left alone when it is listed again without any', async () => {
    const { state } = await versionItem(({ kind }) => kind === 'stage');
    const servers = new AskedServers({ authorization: () => Promise.resolve(null) });
    const tree = new VersionsTree({
      list: (listed, _, signal) => listFolderVersions(servers, listed, { online: false }, signal),
      details: () => Promise.resolve(null),
      firstRun: () => Promise.resolve(),
    });
    let drawn = 0;
    tree.onDidChangeTreeData(() => (drawn += 1));
    try {
      await tree.refresh(state);
      assert.equal(drawn, 1);
      await tree.refresh(state);
      await tree.refresh(state);
      assert.equal(drawn, 1);
      git('-c', 'user.name=Ana', '-c', 'user.email=ana@example.com', 'tag', '-m', 'News', tag);
      await tree.refresh(state);
      assert.equal(drawn, 2);
    } finally {
      tree.dispose();
      if (git('tag', '--list', tag) !== '') git('tag', '--delete', tag);
    }
  });
});
