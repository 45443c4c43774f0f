// What a release runs, in the editor: shown in the plan, run as tasks in sight, and left out where a controller would undo it.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { openEditor, type EditorSession } from '../host/editor-session.mjs';
import { seldon } from '../support/serving-manifests.ts';
import { viewRows, type ViewRows } from './view-rows.ts';

const declared = `version: 1
models:
  - name: churn
    stages: [shadow, production]
    deploy:
      manifest: k8s/churn.yaml
      apply: kubectl
      command: printf '%s' "$AIRWORTHY_MODEL|$AIRWORTHY_STAGE|$AIRWORTHY_VERSION|$AIRWORTHY_MANIFEST" > deployed.txt
`;
const argo = `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: churn }
spec: { syncPolicy: { automated: { selfHeal: true } } }
`;

/** Whatever cluster the person who runs this has, it is not asked: nothing listens at this address. */
const nowhere = `apiVersion: v1
kind: Config
current-context: nowhere
contexts: [{ name: nowhere, context: { cluster: nowhere, user: nobody } }]
clusters: [{ name: nowhere, cluster: { server: http://127.0.0.1:9 } }]
users: [{ name: nobody, user: {} }]
`;

describe('what a release runs', () => {
  let home = '';
  let folder = '';
  let editor: EditorSession;
  let view: ViewRows;
  const project = 'teams/pay';

  const git = (...args: string[]): string => execFileSync('git', args, { cwd: folder, encoding: 'utf8' }).trim();
  const commit = async (path: string, text: string): Promise<void> => {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
    git('add', path);
    git('commit', '-q', '-m', `Change ${path}`);
  };

  before(async () => {
    home = await mkdtemp(join(tmpdir(), 'airworthy-commands-'));
    const cluster = join(home, 'kubeconfig');
    await writeFile(cluster, nowhere);
    folder = join(home, 'pay');
    await mkdir(folder);
    git('init', '-q', '-b', 'main');
    git('config', 'user.name', 'Ewa Nowak');
    git('config', 'user.email', 'ewa@example.com');
    await commit(`${project}/airworthy.yaml`, declared);
    await commit(`${project}/k8s/churn.yaml`, seldon.replace('churn/7', 'churn/v1.0.0').replace(/ # MLflow.*/, ''));
    git('tag', '-a', '-m', 'First', 'churn@v1.0.0');
    git('tag', '-a', '-m', 'In production', 'churn#production#1');
    await commit('train.py', 'print(2)\n');
    git('tag', '-a', '-m', 'Second', 'churn@v2.0.0');
    editor = await openEditor({ folder, width: 1440, height: 900, env: { KUBECONFIG: cluster } });
    view = viewRows(editor);
    await editor.openViewContainer('Airworthy');
    await view.row('production').waitFor();
    await editor.view('Readiness').locator('.pane-header').first().click();
    await view.row(/All versions/).click();
    await view.row(/^v2\.0\.0/).waitFor();
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await editor.screenshot(`failed-${this.currentTest.title.replaceAll(/\W+/g, '-')}`);
  });
  after(async () => {
    await editor.close();
    await rm(home, { recursive: true, force: true });
  });

  it('is shown first, runs in the project’s folder, and a failure stops what comes after it', async () => {
    const dialog = editor.dialog(/Start churn v2\.0\.0 in shadow, on copies of the requests\?/);
    await view.choose(/^v2\.0\.0/, 'Start Shadow', dialog);
    await editor.screenshot('shadow-plan');
    const plan = (await dialog.textContent()) ?? '';
    assert.match(plan, /Run in teams\/pay: printf '%s' "\$AIRWORTHY_MODEL\|/);
    assert.match(plan, /Run: kubectl apply -f teams\/pay\/k8s\/churn\.yaml/);
    assert.ok(!existsSync(join(folder, project, 'deployed.txt')), 'nothing runs before it is agreed to');
    await dialog.getByRole('button', { name: 'Start Shadow', exact: true }).click();
    await editor.acceptQuickInput('');
    // No cluster answers, so that kubectl fails, or it is not even there.
    const failure = editor.page.locator('.notification-toast').filter({ hasText: /kubectl apply -f \S+ ended with code \d+/ });
    await failure.first().waitFor();
    await editor.screenshot('commands-ran');
    assert.equal(await readFile(join(folder, project, 'deployed.txt'), 'utf8'), 'churn|shadow|v2.0.0|k8s/churn.yaml');
    assert.match(git('show', `HEAD:${project}/k8s/churn.yaml`), /shadow: true/);
    assert.match(git('tag', '--list', 'churn#shadow#*', '--format=%(contents)'), /Start shadow of churn v2\.0\.0 in shadow/);
    // The way back stands beside the failure.
    await failure.getByRole('button', { name: 'Undo…' }).click();
    await editor.dialog(/Take churn v2\.0\.0 out of shadow\?/).waitFor();
    await editor.screenshot('undo-after-failure');
    await editor.page.keyboard.press('Escape');
    await editor.runCommand('Notifications: Clear All Notifications');
  });

  it('leaves kubectl out where Argo CD puts the cluster back to what Git says', async () => {
    await commit('argo/churn.yaml', argo);
    const before = [git('rev-parse', 'HEAD'), git('tag', '--list')];
    await view.choose(/^v2\.0\.0/, 'Deploy Version…', editor.quickPickRow(/^production/));
    await editor.quickPickRow(/^production/).click();
    const dialog = editor.dialog(/Deploy churn v2\.0\.0 to production\?/);
    await dialog.waitFor();
    await editor.screenshot('healed-plan');
    const plan = (await dialog.textContent()) ?? '';
    assert.match(plan, /argo\/churn\.yaml lets a controller put the cluster back to what Git says/);
    assert.doesNotMatch(plan, /Run: kubectl/);
    await editor.page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    assert.deepEqual([git('rev-parse', 'HEAD'), git('tag', '--list')], before);
  });
});
