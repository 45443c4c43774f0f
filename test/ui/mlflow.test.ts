// A model on a real MLflow server, in the editor as a person meets it: offer, consent, login, MLflow's own page, and a server that is away.
import assert from 'node:assert/strict';
import { registryPage } from '../../src/core/release/registry-page.ts';
import { faultProxy, type FaultProxy, allCut } from '../support/fault-proxy.ts';
import { mlflowContent, type MlflowContent } from '../support/mlflow-content.ts';
import { mlflowManifest } from '../support/serving-manifests.ts';
import { temporaryRepository, type TemporaryRepository } from '../support/temporary-repository.ts';
import { withMlflow } from '../support/with-mlflow.ts';
import { openEditor, type EditorSession } from '../host/editor-session.mjs';
import { viewRows, type ViewRows } from './view-rows.ts';

describe('MLflow in the editor', function () {
  // Each test goes on where the one before it ended.
  this.retries(0);
  const login = { user: 'ana', password: 'correct horse battery' };
  const url = withMlflow(3, { login });
  let place: TemporaryRepository;
  let proxy: FaultProxy;
  let content: MlflowContent;
  let editor: EditorSession;

  before(async () => {
    content = mlflowContent(url(), `Basic ${btoa(`${login.user}:${login.password}`)}`);
    await content.model('card fraud');
    for (const f1 of [0.9, 0.91]) await content.version('card fraud', await content.run({ metrics: { f1 } }));
    await content.alias('card fraud', 'champion', '1');
    [place, proxy] = [temporaryRepository(), await faultProxy(url())];
    place.git('config', 'user.name', 'Ana Nowak');
    place.git('config', 'user.email', 'ana@example.com');
    place.commit('k8s/fraud.yaml', mlflowManifest('1'));
    const model = '{ source: tracking, name: card fraud, aliases: { production: champion } }';
    const lines = [
      'version: 1',
      'models:',
      `  - { name: fraud, registry: mlflow, mlflow: ${model}, stages: [production], deploy: { manifest: k8s/fraud.yaml } }`,
      'sources:',
      `  tracking: { type: mlflow, url: "${proxy.url}" }`,
    ];
    place.commit('airworthy.yaml', `${lines.join('\n')}\n`);
    editor = await openEditor({ folder: place.root, width: 1440, height: 900 });
    view = viewRows(editor);
    await editor.openViewContainer('Airworthy');
    await row('MLflow was not asked').waitFor();
    await editor.view('Readiness').locator('.pane-header').first().click();
  });
  after(async () => {
    await editor.close();
    await proxy.close();
    place.remove();
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await editor.screenshot(`failed-mlflow-${this.currentTest.title.replaceAll(/\W+/g, '-')}`);
  });

  let view: ViewRows;
  const row: ViewRows['row'] = (text) => editor.treeRow(text, { view: 'Versions' });
  // An age follows at once, where a manifest's row has the share of the traffic first.
  const versionTwo = /^2\s*\d+ min/;
  const inProduction = /^production\s+2\s*\d+ min/;
  const question = (text: string | RegExp) => editor.page.locator('.quick-input-widget').getByText(text);
  const press = (dialog: RegExp, button: string): Promise<void> =>
    editor.dialog(dialog).getByRole('button', { name: button, exact: true }).click();

  it('is asked after consent, and wants a login that is asked for', async () => {
    await editor.runCommand('Airworthy: Ask Servers for Versions');
    await editor.dialog(/Send requests to http/).waitFor();
    assert.deepEqual(proxy.asked, []);
    await press(/Send requests to http/, 'Ask');
    await question(/wants a login, or did not accept/).waitFor();
    await editor.screenshot('mlflow-login');
    await editor.quickPickRow('A user name and a password').click();
    await question(/User name for http/).waitFor();
    await editor.acceptQuickInput(login.user);
    await question(/secret store/).waitFor();
    assert.equal(await editor.page.locator('.quick-input-widget input').first().getAttribute('type'), 'password');
    await editor.page.locator('.quick-input-widget input[type=password]').fill(login.password);
    await editor.page.keyboard.press('Enter');
    await row(/^fraud\s*2 · MLflow/).waitFor();
    await editor.screenshot('mlflow-versions');
  });

  it('opens a version’s own page in MLflow', async () => {
    await row(/All versions\s*2/).click();
    const context = editor.page.context();
    await context.setHTTPCredentials({ username: login.user, password: login.password });
    const [page] = await Promise.all([context.waitForEvent('page'), view.choose(versionTwo, 'Open in MLflow')]);
    // An editor on a server brings ports of that machine to the browser under an address of its own, without what follows the port.
    await page.waitForURL(`**/${new URL(proxy.url).port}/**`);
    const opened = registryPage(proxy.url, { name: 'card fraud', version: '2' });
    assert.ok('address' in opened);
    await page.goto(opened.address);
    await page.getByText('Version 2').first().waitFor();
    await page.screenshot({ path: await editor.screenshot('open-in-mlflow') });
    await page.close();
  });

  it('is rolled back without its server where the person says so', async () => {
    await view.choose(versionTwo, 'Deploy Version…', editor.quickPickRow(/^production/));
    await editor.quickPickRow(/^production/).click();
    await press(/Deploy fraud 2 to production\?/, 'Deploy');
    await question('Why?').waitFor();
    await editor.page.keyboard.press('Enter');
    await row(inProduction).waitFor();
    proxy.fault = allCut;
    const dialog = editor.dialog(/Roll fraud in production back to 1\?/);
    await view.choose(inProduction, 'Roll Back…', dialog);
    await editor.screenshot('roll-back-without-mlflow');
    assert.match((await dialog.textContent()) ?? '', /MLflow cannot be reached/);
    await dialog.getByRole('button', { name: 'Roll Back without MLflow', exact: true }).click();
    await row(/Not finished: fraud in production back to 1/).waitFor();
    await row(/MLflow does not answer/).waitFor();
    await editor.screenshot('mlflow-pending');
    assert.equal(place.read('k8s/fraud.yaml'), mlflowManifest('1'));
    assert.equal(await content.aliasAt('card fraud', 'champion'), '2');
  });
});
