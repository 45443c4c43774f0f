// The sessions behind the views, as the extension wires them: nothing is left when they are disposed, and a lost worker is replaced.
import assert from 'node:assert/strict';
import { mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { message } from '../../src/core/l10n/message.ts';
import { startWorker } from '../../src/node/worker-client.ts';
import { FolderSession, type FolderState } from '../../src/extension/workspace/folder-session.ts';

const alerts = 'groups:\n  - name: own\n    rules:\n      - alert: OwnAlert\n        expr: up == 0\n';
const worker = join(process.env['AIRWORTHY_REPOSITORY'] ?? '', 'dist', 'worker.js');

describe('a folder’s session', () => {
  const disposables: { dispose(): unknown }[] = [];
  let place = '';

  beforeEach(async () => {
    place = await realpath(await mkdtemp(join(tmpdir(), 'airworthy-session-')));
    await writeFile(join(place, 'model.pkl'), 'x');
    await writeFile(join(place, 'alerts.yml'), alerts);
  });

  afterEach(async () => {
    for (const each of disposables.splice(0)) await each.dispose();
    await rm(place, { recursive: true });
  });

  function start(opened: string, workerFile = worker): { readonly session: FolderSession; readonly states: FolderState[] } {
    const log = vscode.window.createOutputChannel('Sessions under test', { log: true });
    const states: FolderState[] = [];
    const client = startWorker(workerFile, () => session.recover());
    const folder = { uri: vscode.Uri.file(opened), name: 'own', index: 0 };
    const session = new FolderSession(folder, { worker: client, log, onState: (state) => states.push(state) });
    disposables.push(session, client, log);
    return { session, states };
  }

  const rulesOf = (state: FolderState | undefined): readonly string[] =>
    state?.reports.flatMap(({ findings }) => findings.map(({ ruleId }) => ruleId)) ?? [];

  it('judges a folder that has no Git', async () => {
    const { session, states } = start(place);
    await session.settled();
    assert.equal(states.length, 1);
    assert.equal(states[0]?.repository, null);
    assert.ok(rulesOf(states[0]).includes('alert-flapping'));
  });

  it('tells places as the folder was opened, also through a link', async () => {
    const link = `${place}-link`;
    await symlink(place, link);
    disposables.push({ dispose: () => rm(link) });
    const { session, states } = start(link);
    await session.settled();
    assert.equal(states[0]?.root, place);
    assert.equal(states[0].shownRoot, link);
    assert.equal(session.holds(vscode.Uri.file(join(link, 'alerts.yml'))), true);
    assert.equal(session.holds(vscode.Uri.file(join(place, 'alerts.yml'))), false);
  });

  it('counts a load only when everything was read', async () => {
    const { session, states } = start(place);
    await session.settled();
    session.rejudge();
    await session.settled();
    session.reload();
    await session.settled();
    assert.deepEqual(
      states.map(({ loads }) => loads),
      [1, 1, 2],
    );
  });

  it('tells what servers answered apart from what is a reason to ask them, also where they come and go', async () => {
    const { session, states } = start(place);
    await session.settled();
    const why = message({ en: 'why', pl: 'dlaczego' });
    const answers = { up: { kind: 'values', state: 'ok', why }, down: { kind: 'failed', why } } as const;
    for (const name of ['up', 'down', 'up'] as const) {
      session.setLive({ '': { charts: { 'drift/0': answers[name] }, versions: {} } });
      await session.settled();
    }
    // The same again is nothing new.
    session.setLive({ '': { charts: { 'drift/0': answers.up }, versions: {} } });
    await session.settled();
    // Together with a change of one's own it is one.
    session.setLive({ '': { charts: { 'drift/0': answers.down }, versions: {} } });
    session.rejudge();
    await session.settled();
    assert.deepEqual(
      states.map(({ isOfAnswers }) => isOfAnswers),
      [false, true, true, true, false],
    );
  });

  it('says nothing more when it is disposed, and lets go whoever waits', async () => {
    const { session, states } = start(place);
    const settled = session.settled();
    session.dispose();
    await settled;
    await session.firstRun;
    session.reload();
    await session.settled();
    assert.deepEqual(states, []);
  });

  it('does not hang and does not try for ever where the worker cannot start', async () => {
    const broken = join(place, 'broken-worker.js');
    await writeFile(broken, 'throw new Error("no worker today");\n');
    const { session, states } = start(place, broken);
    await session.firstRun;
    await session.settled();
    assert.deepEqual(states, []);
  });

  it('does not hang where the folder is gone', async () => {
    const { session, states } = start(join(place, 'gone'));
    await session.settled();
    assert.deepEqual(states, []);
  });
});
