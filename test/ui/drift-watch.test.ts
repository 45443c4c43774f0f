// Three in the morning: a notification of drift, rolled back from there, with the reason and the alert kept.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEditor, type EditorSession } from '../host/editor-session.mjs';
import { unpackSample } from '../sample/unpack-sample.mjs';
import { answering, byQuery, oneSeries, type PrometheusValue } from '../support/faulty-prometheus.ts';
import { loopbackServer, type LoopbackServer } from '../support/loopback-server.ts';

/** The day of a time as batches are named. */
const day = (time: number): string => new Date(time).toISOString().slice(0, 10);

describe('drift in the background', () => {
  let home = '';
  let editor: EditorSession;
  const folder = (): string => join(home, 'card-fraud');
  const git = (...args: readonly string[]): string => execFileSync('git', args, { cwd: folder(), encoding: 'utf8' });

  before(async () => {
    home = await mkdtemp(join(tmpdir(), 'airworthy-drift-watch-'));
    unpackSample({ name: 'card-fraud', target: folder() });
    git('config', 'user.name', 'Night Shift');
    git('config', 'user.email', 'night@example.com');
    const manifest = join(folder(), 'airworthy.yaml');
    await writeFile(manifest, (await readFile(manifest, 'utf8')).replaceAll('{ title: ', '{ model: fraud, title: '));
    // The newest batch of the sample has drifted; it comes again as today's, so that it is not too old to say anything.
    await cp(join(folder(), 'data/batches/2026-11-16.csv'), join(folder(), `data/batches/${day(Date.now())}.csv`));
    await writeFile(
      join(home, 'night.code-workspace'),
      JSON.stringify({ folders: [{ path: 'card-fraud' }], settings: { 'airworthy.drift.notify': true } }),
    );
    editor = await openEditor({ folder: join(home, 'night.code-workspace'), height: 900 });
  });
  after(async () => {
    await editor.close();
    await rm(home, { recursive: true, force: true });
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await editor.screenshot(`failed-${this.currentTest.title.replaceAll(/\W+/g, '-')}`);
  });

  it('stands in the status bar, and is told once with what can be done', async () => {
    await editor.statusBarItem('1 of 4 drift').waitFor();
    const notice = editor.notification('Drift in card-fraud: Channel is 0.3654 (alert ≥ 0.25)');
    // A toast goes by itself; in the list it stays.
    await editor.runCommand('Notifications: Show Notifications');
    await notice.waitFor();
    for (const action of ['Open Chart', 'Roll Back to v1.3.0', 'Open Runbook', 'Snooze 4 h'])
      await notice.getByRole('button', { name: action }).waitFor();
    await editor.screenshot('drift-notification');
  });

  it('is rolled back in three interactions: pick, confirm, done; the reason and the alert are kept', async () => {
    const before = git('tag', '--list').split('\n').length;
    await editor.notification('Drift in card-fraud').getByRole('button', { name: 'Roll Back to v1.3.0' }).click();
    const dialog = editor.dialog('v1.3.0');
    await dialog.getByText('Recorded as the reason: Channel: 0.3654').waitFor();
    await editor.screenshot('drift-roll-back');
    await dialog.getByRole('button', { name: 'Roll Back' }).first().click();
    // The view shows what was read back.
    await editor.openViewContainer('Airworthy');
    await editor.treeRow(/production\s+v1\.3\.0/, { view: 'Versions' }).waitFor();
    await editor.screenshot('drift-rolled-back');
    assert.equal(git('tag', '--list').split('\n').length, before + 1);
    const newest = git('for-each-ref', '--sort=-creatordate', '--count=1', '--format=%(refname:short)%0a%(contents)', 'refs/tags');
    assert.match(newest, /^fraud#production#\d+\n/);
    assert.match(newest, /Channel: 0\.3654 at /);
    assert.match(newest, /Airworthy-Alert: "Channel" \d{4}-\d\d-\d\dT/);
  });

  it('does not go forward to the bad version where it is pressed again by mistake', async () => {
    await editor.runCommand('Airworthy: Roll Back…');
    await editor.quickPickRow(/fraud · production/).click();
    const dialog = editor.dialog('back to v1.2.0?');
    await dialog.waitFor();
    await editor.screenshot('drift-roll-back-again');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
  });
});

describe('what a server answers in the background', () => {
  let home = '';
  let server: LoopbackServer;
  let editor: EditorSession;

  before(async () => {
    server = await loopbackServer(
      byQuery({
        drift_psi: ({ start, end, step }) => {
          const values: PrometheusValue[] = [];
          for (let at = start; at <= end; at += step) values.push([at, '0.12']);
          return answering(oneSeries(values));
        },
      }),
    );
    home = await mkdtemp(join(tmpdir(), 'airworthy-drift-answers-'));
    await writeFile(join(home, 'train.py'), 'import sklearn\n');
    const drift = 'drift:\n  - { title: Amount, source: live, query: drift_psi, alert: 0.25 }\n';
    await writeFile(join(home, 'airworthy.yaml'), `version: 1\nsources:\n  live: { type: prometheus, url: "${server.url}" }\n${drift}`);
    editor = await openEditor({ folder: home, height: 1600, settings: { 'airworthy.servers.allowed': [server.url] } });
  });
  after(async () => {
    await editor.close();
    await server.close();
    await rm(home, { recursive: true, force: true });
  });

  it('settles the checks that only it can settle, without a command', async () => {
    await editor.openViewContainer('Airworthy');
    await editor.runCommand('Airworthy: Show Readiness');
    const readiness = { view: 'Readiness' };
    const group = editor.treeRow(/^Monitoring/, readiness);
    const check = editor.treeRow(/Drift monitoring\s*airworthy\.yaml:5/, readiness);
    // The view is drawn anew when the answer comes, and may be closed by that.
    while (!(await check.isVisible())) {
      if ((await group.getAttribute('aria-expanded')) === 'false') await group.click();
      await check.waitFor({ timeout: 3000 }).catch(() => undefined);
    }
    await check.locator('.monaco-tl-twistie').click();
    await editor.treeRow(/The drift entry Amount has values \(0\.12 at \S+\), but it is judged/, readiness).waitFor();
    await editor.screenshot('drift-answers-in-checks');
  });
});
