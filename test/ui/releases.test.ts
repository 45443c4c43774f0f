// A release from the first deployment to the way back, in the editor, on the sample: what is said to be done is looked up in Git.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEditor, type EditorSession } from '../host/editor-session.mjs';
import { unpackSample } from '../sample/unpack-sample.mjs';
import { viewRows, type ViewRows } from './view-rows.ts';

const manifest = 'k8s/fraud.yaml';

describe('releases in the editor', () => {
  let home = '';
  let folder = '';
  let editor: EditorSession;
  let view: ViewRows;

  const git = (...args: string[]): string => execFileSync('git', args, { cwd: folder, encoding: 'utf8' }).trim();
  /** What the serving manifest says: the version of its only URI, and the canary's share where there is one. */
  const served = (revision = 'HEAD'): readonly string[] =>
    [...git('show', `${revision}:${manifest}`).matchAll(/storageUri: .*\/(v[\d.]+)|canaryTrafficPercent: (\d+)/g)].map(
      ([, version, share]) => version ?? `${share ?? ''} %`,
    );
  const newestTag = (prefix: string): string => git('tag', '--list', `${prefix}*`, '--sort=-creatordate').split('\n')[0] ?? '';
  const receipt = async (words: RegExp): Promise<void> => {
    await editor.page.locator('.notification-toast').filter({ hasText: words }).first().waitFor();
  };
  /** Waits until the view shows what the manifest serves, as a menu that is open while it is drawn anew forgets its row; puts the notices away. */
  const settle = async (version: string, share: number): Promise<void> => {
    await view.row(new RegExp(`^production\\s*${version}\\s*${String(share)} %`)).waitFor();
    await editor.runCommand('Notifications: Clear All Notifications');
    await editor.page.locator('.notification-toast').first().waitFor({ state: 'hidden' });
  };
  const button = (dialog: ReturnType<EditorSession['dialog']>, name: string): Promise<void> =>
    dialog.getByRole('button', { name, exact: true }).click();

  before(async () => {
    home = await mkdtemp(join(tmpdir(), 'airworthy-releases-'));
    folder = join(home, 'card-fraud');
    unpackSample({ name: 'card-fraud', target: folder });
    git('config', 'user.name', 'Ewa Nowak');
    git('config', 'user.email', 'ewa@example.com');
    // A team that measures no latency: nothing here asks a server.
    const declared = await readFile(join(folder, 'airworthy.yaml'), 'utf8');
    await writeFile(join(folder, 'airworthy.yaml'), declared.replace(/ {6}- metric: latency_p95_ms\n(?: {8}.*\n)+/, ''));
    git('commit', '-q', '-a', '-m', 'Measure no latency');
    execFileSync('git', ['clone', '-q', '--bare', folder, join(home, 'remote.git')]);
    git('remote', 'add', 'origin', join(home, 'remote.git'));
    git('fetch', '-q', 'origin');
    editor = await openEditor({ folder, width: 1440, height: 900 });
    view = viewRows(editor);
    await editor.openViewContainer('Airworthy');
    await view.row('production').waitFor();
    await editor.view('Readiness').locator('.pane-header').first().click();
    await view.row('chargeback').click();
    await view.row(/All versions/).click();
    await view.row(/^v1\.4\.1/).waitFor();
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await editor.screenshot(`failed-${this.currentTest.title.replaceAll(/\W+/g, '-')}`);
  });
  after(async () => {
    await editor.close();
    await rm(home, { recursive: true, force: true });
  });

  it('deploys: the serving manifest follows a stage that it lagged behind, in a commit of its own', async () => {
    assert.deepEqual(served(), ['10 %', 'v1.3.0']);
    const [head, tags] = [git('rev-parse', 'HEAD'), git('tag', '--list')];
    await view.choose(/^v1\.4\.1/, 'Deploy Version…', editor.quickPickRow(/^production/));
    await editor.screenshot('deploy-stage');
    await editor.quickPickRow(/^production/).click();
    const dialog = editor.dialog(/Deploy fraud v1\.4\.1 to production\?/);
    await dialog.waitFor();
    await editor.screenshot('deploy-plan');
    await button(dialog, 'Deploy');
    await editor.page.locator('.quick-input-widget').getByText('production is protected').waitFor();
    await editor.acceptQuickInput('fraud');
    await editor.page.locator('.quick-input-widget').getByText('Why?').waitFor();
    await editor.acceptQuickInput('The manifest lagged behind');
    await receipt(
      /Read back from Git: production is v1\.4\.1.*k8s\/fraud\.yaml is committed to main\..*What servers run is not known from that\. Not pushed/,
    );
    await editor.screenshot('deploy-receipt');
    assert.deepEqual(served(), ['v1.4.1']);
    assert.equal(git('rev-parse', 'HEAD^'), head);
    assert.equal(git('diff', '--name-only', 'HEAD^', 'HEAD'), manifest);
    assert.match(git('log', '-1', '--format=%an%n%B'), /^Ewa Nowak\nDeploy fraud v1\.4\.1 to production[^]*The manifest lagged behind/);
    // Git's tags said so before, so that there is no new one.
    assert.deepEqual([git('status', '--porcelain'), git('tag', '--list')], ['', tags]);
    await settle('v1.4.1', 100);
  });

  it('rolls back from the tree by two presses: tag, manifest and remote', async () => {
    const dialog = editor.dialog(/Roll fraud in production back to v1\.3\.0\?/);
    await view.press(/^production/, 'Roll Back…', dialog);
    await editor.screenshot('roll-back-plan');
    await button(dialog, 'Roll Back and Push to origin');
    await receipt(/production is v1\.3\.0.*Pushed to origin/);
    await editor.screenshot('roll-back-receipt');
    await view.row(/^production\s*v1\.3\.0/).waitFor();
    assert.deepEqual([served(), git('status', '--porcelain')], [['v1.3.0'], '']);
    const tag = newestTag('fraud#production');
    assert.match(
      git('tag', '--list', '--format=%(contents)', tag),
      /Roll back fraud in production to v1\.3\.0[^]*Rolled back from v1\.4\.1/,
    );
    const remote = git('ls-remote', 'origin', `refs/tags/${tag}^{}`, 'refs/heads/main');
    assert.match(remote, new RegExp(`^${git('rev-parse', 'HEAD')}\trefs/heads/main$`, 'm'));
    assert.match(remote, new RegExp(`^${git('rev-parse', 'fraud@v1.3.0^{commit}')}\trefs/tags/${tag}`, 'm'));
    await settle('v1.3.0', 100);
  });

  it('undoes a rollback forward again, through the gates, with the manifest', async () => {
    const dialog = editor.dialog(/Deploy fraud v1\.4\.1 to production\?/);
    await view.choose(/^production/, 'Undo Last Release Action', dialog);
    await editor.screenshot('undo-roll-back-plan');
    await button(dialog, 'Deploy');
    await editor.acceptQuickInput('fraud');
    await editor.page.locator('.quick-input-widget').getByText('Why?').waitFor();
    await editor.acceptQuickInput('It was the network');
    await view.row(/^production\s*v1\.4\.1/).waitFor();
    assert.deepEqual(served(), ['v1.4.1']);
    assert.equal(git('rev-list', '--count', 'origin/main..main'), '1');
    await settle('v1.4.1', 100);
  });

  it('starts a canary with the first step of the manifest, and shifts traffic to the next', async () => {
    await view.choose(/^v1\.5\.0/, 'Deploy Version…', editor.quickPickRow(/^canary/));
    await editor.quickPickRow(/^canary/).click();
    await button(editor.dialog(/Deploy fraud v1\.5\.0 to canary\?/), 'Deploy');
    await editor.acceptQuickInput('');
    await receipt(/canary is v1\.5\.0/);
    assert.deepEqual(served(), ['10 %', 'v1.5.0']);
    await settle('v1.5.0', 10);
    await view.choose(/^canary/, 'Shift Canary Traffic…', editor.quickPickRow(/^50 %/));
    await editor.quickPickRow(/^10 %.*now/).waitFor();
    await editor.screenshot('canary-steps');
    await editor.quickPickRow(/^50 %/).click();
    const dialog = editor.dialog(/Give fraud v1\.5\.0 in canary 50 % of the traffic\?/);
    await dialog.waitFor();
    await editor.screenshot('canary-plan');
    await button(dialog, 'Shift Traffic');
    await editor.acceptQuickInput('Quiet for a day');
    await receipt(/v1\.5\.0 in canary gets 50 % of the traffic/);
    await editor.screenshot('canary-receipt');
    assert.deepEqual(served(), ['50 %', 'v1.5.0']);
    assert.match(git('log', '-1', '--format=%B'), /Quiet for a day/);
  });

  it('undoes the last action from its own receipt', async () => {
    await editor.page.locator('.notification-toast').getByRole('button', { name: 'Undo…' }).first().click();
    const dialog = editor.dialog(/Give fraud v1\.5\.0 in canary 10 % of the traffic\?/);
    await dialog.waitFor();
    await editor.screenshot('undo-plan');
    await button(dialog, 'Shift Traffic');
    await editor.acceptQuickInput('');
    await receipt(/v1\.5\.0 in canary gets 10 % of the traffic/);
    assert.deepEqual(served(), ['10 %', 'v1.5.0']);
    await settle('v1.5.0', 10);
  });

  it('takes the canary out of its stage and out of the manifest', async () => {
    const dialog = editor.dialog(/Take fraud v1\.5\.0 out of canary\?/);
    await view.choose(/^canary/, 'Unassign…', dialog);
    await editor.screenshot('unassign-plan');
    await button(dialog, 'Unassign');
    await editor.acceptQuickInput('Blocks too little');
    // Who was there before is back by the registry, and gets nothing by the manifest.
    await receipt(/canary is v1\.4\.1/);
    await editor.screenshot('unassign-receipt');
    assert.deepEqual(served(), ['0 %', 'v1.5.0']);
    assert.match(
      git('tag', '--list', '--format=%(contents)', newestTag('fraud#canary!')),
      /Take fraud v1\.5\.0 out of canary[^]*Blocks too little/,
    );
    await settle('v1.5.0', 0);
  });

  it('fetches the files of a version into a folder', async () => {
    const target = join(home, 'fetched');
    await mkdir(target, { recursive: true });
    await view.choose(/^v1\.3\.0/, 'Fetch Version Files…', editor.page.locator('.quick-input-widget').getByText('Fetch Here'));
    await editor.page.locator('.quick-input-widget input[type=text]').fill(`${target}/`);
    await editor.quickPickRow('..').waitFor();
    await editor.screenshot('fetch-where');
    await editor.page.locator('.quick-input-widget').getByText('Fetch Here').click();
    const dialog = editor.dialog(/Fetch fraud v1\.3\.0 into/);
    await dialog.waitFor();
    await editor.screenshot('fetch-plan');
    await button(dialog, 'Fetch the Model');
    await receipt(/7 files written to/);
    await editor.screenshot('fetch-receipt');
    const fetched = await readFile(join(target, 'models/fraud/model.pkl'));
    const [, recorded] = /path: models\/fraud\/model\.pkl\s+hash: md5\s+md5: (\w+)/.exec(git('show', 'fraud@v1.3.0:dvc.lock')) ?? [];
    assert.equal(createHash('md5').update(fetched).digest('hex'), recorded);
  });
});
