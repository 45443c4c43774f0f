// The drift panel on a real Prometheus: consent, charts and alerts, a query that is wrong, a rollback that names its alert, a server that goes down.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { FrameLocator } from 'playwright-core';
import { openEditor, type EditorSession } from '../host/editor-session.mjs';
import { unpackSample } from '../sample/unpack-sample.mjs';
import { prometheusPrograms } from '../support/prometheus-programs.ts';
import { prometheusServer } from '../support/prometheus-server.ts';
import { sampleExporter, type SampleExporter } from '../support/sample-exporter.ts';
import type { StartedServer } from '../support/started-server.ts';

const minute = 60_000;

/** As the sample's own rule, without its hour of waiting. */
const rules = `groups:
  - name: fraud-drift
    rules:
      - alert: FraudInputDrift
        expr: max by (feature) (feature_drift_psi) > 0.25
        labels: { severity: ticket, owner: fraud-models }
        annotations:
          summary: The input {{ $labels.feature }} has drifted <b>a lot</b>.
          runbook_url: docs/alerts.md
`;

/** Resolves when an alert fires: the panel asks once, and a rule is evaluated when its time comes. */
async function untilFiring(url: string, name: string): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    const text = await (await fetch(`${url}/api/v1/alerts`)).text();
    if (text.includes(`"${name}"`) && text.includes('"firing"')) return;
    await pause(200);
  }
  throw new Error(`${name} does not fire.`);
}

describe('the drift panel on a real Prometheus', function () {
  let home = '';
  let root = '';
  let exporter: SampleExporter | undefined;
  let server: StartedServer | undefined;
  let editor: EditorSession;
  let panel: FrameLocator;

  before(async function () {
    const programs = await prometheusPrograms();
    if (programs === null) {
      process.stdout.write("    skipped: Prometheus is not on PATH and Debian's package could not be fetched\n");
      this.skip();
    }
    const now = Math.floor(Date.now() / minute) * minute;
    const at = (value: (age: number) => number, version: string) => ({
      labels: { __name__: 'score_drift', version },
      samples: Array.from({ length: 120 }, (_, index) => [now - (119 - index) * minute, value(119 - index)] as const),
    });
    exporter = await sampleExporter();
    server = await prometheusServer({
      programs,
      series: [at((age) => (age < 30 ? 0.4 : 0.05), 'v1.4.1'), at(() => 0.02, 'v1.3.0')],
      scrapes: [exporter.url],
      rules,
    });
    home = await mkdtemp(join(tmpdir(), 'airworthy-drift-servers-'));
    root = unpackSample({ name: 'card-fraud', target: join(home, 'card-fraud') });
    // Who releases has a name, also where this machine knows none.
    for (const [key, value] of [['user.name', 'On Call'] as const, ['user.email', 'call@example.com'] as const])
      execFileSync('git', ['config', key, value], { cwd: root });
    const file = join(root, 'airworthy.yaml');
    const text = (await readFile(file, 'utf8')).replace('http://127.0.0.1:9090', server.url);
    const entries = [
      'charts:',
      '  - { title: Score drift, source: live, query: score_drift, model: fraud, warn: 0.1, alert: 0.25 }',
      '  - title: Broken',
      '    source: live',
      '    query: rate(score_drift',
      '',
    ];
    await writeFile(file, text.replace('\nretraining:', `\n${entries.join('\n')}\nretraining:`));
    await untilFiring(server.url, 'FraudInputDrift');
    editor = await openEditor({ folder: root, height: 1000 });
    panel = editor.webview();
  });
  after(async () => {
    await editor.close();
    await server?.stop();
    await exporter?.close();
    await rm(home, { recursive: true, force: true });
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await editor.screenshot(`failed-${this.currentTest.title.replaceAll(/\W+/g, '-')}`);
  });

  const card = (title: string) => panel.locator('section.card').filter({ has: panel.locator('h3').filter({ hasText: title }) });

  it('asks whether the server may be asked, and asks nothing before', async () => {
    await editor.runCommand('Airworthy: Open Drift Panel');
    const dialog = editor.dialog(`Send requests to ${new URL(server?.url ?? '').origin}?`);
    await dialog.waitFor();
    await panel.locator('h1').filter({ hasText: '1 of 4 watched features drifts' }).waitFor();
    await card('Score drift').locator('.badge.state').filter({ hasText: 'Loading' }).waitFor({ state: 'attached' });
    await dialog.getByRole('button', { name: 'Ask', exact: true }).click();
    await card('Score drift').locator('.badge.state').filter({ hasText: 'Alert' }).waitFor();
    await panel.locator('h1').filter({ hasText: 'Beyond drift, 1 chart is past a limit: Score drift.' }).waitFor();
    await editor.screenshot('drift-prometheus');
  });

  it('says what is wrong with a query in its chart’s place, and opens the query', async () => {
    const broken = card('Broken');
    await broken.locator('.failure').filter({ hasText: 'does not take the query' }).waitFor();
    await broken.getByText('Open its line in the manifest').click();
    await editor.editorLine('query: rate(score_drift').first().waitFor();
    const lines = (await readFile(join(root, 'airworthy.yaml'), 'utf8')).split('\n');
    const line = lines.findIndex((one) => one.includes('query: rate(score_drift')) + 1;
    await editor.statusBarItem(`Ln ${String(line)}, Col 12`).waitFor();
    await editor.showProblems();
    await editor.problem('does not take the query').waitFor();
    await editor.runCommand('View: Hide Panel');
    await editor.runCommand('View: Focus Active Editor Group');
  });

  it('leads from an entry of the manifest to its chart', async () => {
    assert.ok((await editor.quickFixes()).some((title) => title === 'Show the chart “Broken”'));
    await editor.applyQuickFix('Show the chart “Broken”');
    await editor.page.locator('.tab.active').filter({ hasText: 'Drift' }).waitFor();
    await editor.runCommand('View: Close Other Editors in Group').catch(() => undefined);
  });

  it('shows what fires, with its owner, as text, and opens the rule in the workspace', async () => {
    const alert = panel.locator('.alerts li').filter({ hasText: 'FraudInputDrift' });
    await alert.filter({ hasText: 'The input amount has drifted <b>a lot</b>.' }).waitFor({ timeout: 60_000 });
    await alert.filter({ hasText: 'Owner: fraud-models' }).waitFor();
    await editor.screenshot('drift-alerts');
    await alert.getByText('Open its alert rule').click();
    await editor.editorLine('alert: FraudInputDrift').first().waitFor();
    await editor.runCommand('View: Close Editor');
  });

  it('rolls back from the chart, and keeps with the tag why and since when', async () => {
    await card('Score drift').getByText('Roll back…').click();
    await editor.quickPickRow(/fraud · production/).click();
    const dialog = editor.dialog(/Roll fraud in production back to v1\.3\.0\?/);
    await dialog.filter({ hasText: 'Recorded as the reason: Score drift, v1.4.1: 0.4 at' }).waitFor();
    await editor.screenshot('drift-roll-back');
    await dialog.getByRole('button', { name: 'Roll Back', exact: true }).click();
    await editor.page.locator('.notification-toast').filter({ hasText: 'v1.3.0' }).first().waitFor();
    const messages = execFileSync('git', ['for-each-ref', '--format=%(contents)', 'refs/tags/fraud#production#*'], {
      cwd: root,
      encoding: 'utf8',
    });
    const [, since] = /^Airworthy-Alert: "Score drift" (\S+)$/m.exec(messages) ?? [];
    const age = Date.now() - Date.parse(since ?? '');
    assert.ok(age > 25 * minute && age < 40 * minute, `the episode began ${String(age)} ms ago`);
    assert.match(messages, /^Airworthy-Reason: "Score drift, v1\.4\.1: 0\.4 at .*\(warning ≥ 0\.1, alert ≥ 0\.25\), Alert"$/m);
    await panel.locator('h1').waitFor();
  });

  it('keeps what was answered where the server is gone, with its age and the failure, and the batches go on', async () => {
    await server?.stop();
    server = undefined;
    await panel.getByText('Refresh', { exact: true }).click();
    await card('Score drift').locator('.failure').waitFor();
    await card('Score drift').locator('.badge.stale').waitFor();
    await card('Score drift').locator('.source').filter({ hasText: 'as answered' }).waitFor();
    await card('Channel').locator('.badge.state').filter({ hasText: 'Drift' }).waitFor();
    await editor.screenshot('drift-server-down');
  });
});
