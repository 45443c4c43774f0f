import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createBatchFiles } from '../../src/node/batch-files.ts';
import { BatchFileError } from '../../src/ports/batch-files.ts';

describe('createBatchFiles', () => {
  const signal = new AbortController().signal;
  let home = '';
  let root = '';

  const write = async (path: string, text = 'amount\n1\n'): Promise<void> => {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  };
  const list = (glob: string, folder = '') => createBatchFiles(root, folder).list(glob, signal);
  const read = async (path: string, folder = '') => {
    const file = await createBatchFiles(root, folder).open(path, signal);
    const bytes = new Uint8Array(file.size);
    file.readInto(bytes, 0);
    await file.close();
    return new TextDecoder().decode(bytes);
  };
  const refused =
    (text: RegExp) =>
    (error: unknown): boolean => {
      assert.ok(error instanceof BatchFileError, String(error));
      assert.match(error.message, text);
      assert.notEqual(error.text.pl, error.text.en);
      return true;
    };

  beforeEach(async () => {
    home = await realpath(await mkdtemp(join(tmpdir(), 'airworthy-batches-')));
    root = join(home, 'repository');
    await mkdir(root);
    await writeFile(join(home, 'secret.csv'), 'amount\n666\n');
  });
  afterEach(() => rm(home, { recursive: true }));

  describe('list', () => {
    beforeEach(async () => {
      for (const path of [
        'data/a.csv',
        'data/b.csv',
        'data/b.json',
        'data/deep/c.csv',
        'data/deep/er/d.csv',
        'data/#x [1].csv',
        'top.csv',
      ]) {
        await write(path);
      }
      for (const path of ['node_modules/n.csv', '.git/g.csv', 'data/.venv/v.csv']) await write(path);
    });

    const cases: Readonly<Record<string, readonly string[]>> = {
      'data/*.csv': ['data/#x [1].csv', 'data/a.csv', 'data/b.csv'],
      './data/?.csv': ['data/a.csv', 'data/b.csv'],
      'data/[ac].csv': ['data/a.csv'],
      'data/*/*.csv': ['data/deep/c.csv'],
      'data/**/*.csv': ['data/#x [1].csv', 'data/a.csv', 'data/b.csv', 'data/deep/c.csv', 'data/deep/er/d.csv'],
      '**/*.csv': ['data/#x [1].csv', 'data/a.csv', 'data/b.csv', 'data/deep/c.csv', 'data/deep/er/d.csv', 'top.csv'],
      '*.csv': ['top.csv'],
      'd*/b.*': ['data/b.csv', 'data/b.json'],
      'data/B*.csv': [],
      'top.csv': ['top.csv'],
      'gone.csv': [],
      'gone/*.csv': [],
      data: [],
    };
    for (const [glob, expected] of Object.entries(cases)) {
      it(`matches ${glob}`, async () => {
        assert.deepEqual([...(await list(glob))].sort(), expected);
      });
    }

    it('takes globs from the folder of the manifest, above it too, as long as they stay in the repository', async () => {
      assert.deepEqual(await list('*.csv', 'data/deep'), ['c.csv']);
      assert.deepEqual(await list('../a*.csv', 'data/deep'), ['../a.csv']);
      assert.equal(await read('../a.csv', 'data/deep'), 'amount\n1\n');
    });

    it('refuses globs that leave the repository', async () => {
      await assert.rejects(list('../*.csv'), refused(/outside the repository/));
      await assert.rejects(list('data/../../*.csv'), refused(/outside the repository/));
      await assert.rejects(list(join(home, '*.csv')), refused(/outside the repository/));
    });

    it('goes round no loop of links, and into no linked folder', async () => {
      await symlink('..', join(root, 'data/loop'));
      await symlink(home, join(root, 'data/home'));
      assert.deepEqual(await list('data/*/*.csv'), ['data/deep/c.csv']);
      assert.deepEqual(await list('data/home/*.csv'), []);
    });

    it('names links to files, those that may not be followed too, so that reading tells why', async () => {
      await symlink('a.csv', join(root, 'data/l-inside.csv'));
      await symlink('../../secret.csv', join(root, 'data/l-outside.csv'));
      await symlink('nothing.csv', join(root, 'data/l-dangling.csv'));
      await symlink('deep', join(root, 'data/l-folder.csv'));
      assert.deepEqual(await list('data/l-*.csv'), ['data/l-inside.csv', 'data/l-outside.csv']);
    });

    it('refuses to list endlessly many', async function () {
      this.timeout(20_000);
      await mkdir(join(root, 'many'));
      await Promise.all(Array.from({ length: 5001 }, (_, index) => writeFile(join(root, 'many', `${String(index)}.csv`), '')));
      await assert.rejects(list('many/*.csv'), refused(/More than 5000 files match/));
    });

    it('stops with the reason of the signal', async () => {
      await assert.rejects(createBatchFiles(root, '').list('**/*.csv', AbortSignal.abort(new Error('enough'))), /enough/);
    });
  });

  describe('read', () => {
    it('gives the bytes of a file, through links that stay inside', async () => {
      await write('a.csv', 'amount\n7\n');
      await symlink('a.csv', join(root, 'b.csv'));
      assert.equal(await read('b.csv'), 'amount\n7\n');
    });

    it('refuses what lies outside, however it is named', async () => {
      await symlink(join(home, 'secret.csv'), join(root, 'link.csv'));
      await symlink(home, join(root, 'folder'));
      for (const path of ['link.csv', 'folder/secret.csv', '../secret.csv', 'x/../../secret.csv', join(home, 'secret.csv')]) {
        await assert.rejects(read(path), refused(/outside the repository/), path);
      }
      await assert.rejects(read('../../secret.csv', 'sub'), refused(/outside the repository/));
    });

    it("follows a link into DVC's cache, wherever that is", async () => {
      const object = join(home, 'cache/files/md5/ab', 'c'.repeat(30));
      await mkdir(dirname(object), { recursive: true });
      await writeFile(object, 'amount\n9\n');
      await symlink(object, join(root, 'cached.csv'));
      assert.equal(await read('cached.csv'), 'amount\n9\n');
    });

    it('says why a file is not read', async () => {
      await mkdir(join(root, 'folder'));
      await write('huge.csv', '');
      await assert.rejects(read('gone.csv'), refused(/no such file/));
      await assert.rejects(read('folder'), refused(/not a file|cannot be read/));
    });

    it('does not wait for a named pipe', async function () {
      if (process.platform === 'win32') this.skip();
      execFileSync('mkfifo', [join(root, 'pipe.csv')]);
      await assert.rejects(read('pipe.csv'), refused(/not a file/));
      assert.deepEqual(await list('*.csv'), []);
    });
  });

  it('tells when a file was changed', async () => {
    await write('a.csv');
    await utimes(join(root, 'a.csv'), new Date('2026-10-05T12:00Z'), new Date('2026-10-05T12:00Z'));
    assert.equal(await createBatchFiles(root, '').mtime('a.csv', signal), Date.UTC(2026, 9, 5, 12));
  });
});
