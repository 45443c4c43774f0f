import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { declaredRuleOf } from '../../../src/core/charts/declared-rule.ts';
import type { LiveAlert } from '../../../src/core/charts/live-alert.ts';
import { mergeAlerts } from '../../../src/core/charts/merge-alerts.ts';
import { format } from '../../../src/core/l10n/message.ts';
import type { AlertAnswer } from '../../../src/ports/alert-source.ts';
import { alertmanagerAlerts } from '../../../src/providers/metrics/alertmanager.ts';
import { prometheusAlerts } from '../../../src/providers/metrics/prometheus-alerts.ts';
import { alertmanagerServer, silence } from '../../support/alertmanager-server.ts';
import { serverAt } from '../../support/chart-question.ts';
import { alertmanagerProgram, prometheusPrograms } from '../../support/prometheus-programs.ts';
import { prometheusServer } from '../../support/prometheus-server.ts';
import { sampleExporter, type SampleExporter } from '../../support/sample-exporter.ts';
import type { StartedServer } from '../../support/started-server.ts';

const { signal } = new AbortController();

/** A rule that fires, one that waits, one that cannot be evaluated, and one that is fine. */
const rules = `groups:
  - name: fraud-drift
    rules:
      - alert: FraudInputDrift
        expr: max by (feature)   (feature_drift_psi) > 0.25
        labels: { severity: ticket, owner: fraud-models }
        annotations:
          summary: The input {{ $labels.feature }} has drifted.
          runbook_url: https://example.com/alerts.md#fraudinputdrift
      - alert: FraudDriftForLong
        expr: feature_drift_psi{feature="amount"} > 0.25
        for: 1h
      - alert: FraudQuiet
        expr: feature_drift_psi > 100
  - name: fraud-broken
    rules:
      - record: fraud:broken
        expr: fraud_requests_total * on (outcome) fraud_requests_total
`;

describe('alerts of a real Prometheus and Alertmanager', function () {
  this.timeout(60_000);
  let exporter: SampleExporter | undefined;
  let manager: StartedServer | undefined;
  let server: StartedServer | undefined;
  let silencedUntil = 0;

  before(async function () {
    const [programs, program] = [await prometheusPrograms(), await alertmanagerProgram()];
    if (programs === null || program === null) {
      process.stdout.write("    skipped: Prometheus or Alertmanager is not on PATH and Debian's packages could not be fetched\n");
      this.skip();
    }
    exporter = await sampleExporter();
    exporter.lines.set('drift of distance', 'feature_drift_psi{feature="distance"} 0.4');
    manager = await alertmanagerServer(program, '/alerts-here');
    silencedUntil = await silence(manager, {
      label: 'feature',
      value: 'amount',
      by: 'ana@example.com',
      comment: 'Known: new <b>tariff</b>',
    });
    server = await prometheusServer({ programs, series: [], scrapes: [exporter.url], rules, alertmanager: manager.url });
  });
  after(async () => {
    await server?.stop();
    await manager?.stop();
    await exporter?.close();
  });

  const ofPrometheus = (): Promise<AlertAnswer> => prometheusAlerts({ ...serverAt(server?.url ?? ''), source: 'live' }).alerts(signal);
  const ofManager = (): Promise<AlertAnswer> => alertmanagerAlerts({ ...serverAt(manager?.url ?? ''), source: 'duty' }).alerts(signal);

  async function until(ask: () => Promise<AlertAnswer>, isThere: (answer: AlertAnswer) => boolean): Promise<AlertAnswer> {
    for (;;) {
      const answer = await ask();
      if (isThere(answer)) return answer;
      await pause(200);
    }
  }

  const by = (alerts: readonly LiveAlert[], name: string, feature: string): LiveAlert => {
    const found = alerts.find((alert) => alert.name === name && alert.labels['feature'] === feature);
    assert.ok(found !== undefined, `${name} of ${feature} is not among ${JSON.stringify(alerts)}`);
    return found;
  };

  it('are pending and firing, with their rules and values', async () => {
    const { alerts } = await until(
      ofPrometheus,
      ({ alerts: all }) => all.length === 3 && all.filter(({ state }) => state === 'firing').length === 2,
    );
    const drift = by(alerts, 'FraudInputDrift', 'amount');
    assert.deepEqual([drift.state, drift.value, drift.source, drift.silenced], ['firing', 0.31, 'live', null]);
    assert.equal(drift.labels['owner'], 'fraud-models');
    assert.equal(drift.annotations['summary'], 'The input amount has drifted.');
    assert.match(drift.rule?.file ?? '', /drift\.yml$/);
    assert.deepEqual(
      [drift.rule?.group, drift.rule?.query, drift.rule?.forMs],
      ['fraud-drift', 'max by (feature) (feature_drift_psi) > 0.25', 0],
    );
    const waiting = by(alerts, 'FraudDriftForLong', 'amount');
    assert.deepEqual([waiting.state, waiting.rule?.forMs], ['pending', 3_600_000]);
    assert.ok(Math.abs(Date.now() - waiting.since) < 120_000);
    assert.deepEqual(
      alerts.map(({ since }) => since),
      alerts.map(({ since }) => since).toSorted((one, other) => one - other),
    );
  });

  it('come from a rule of the workspace', async () => {
    const { alerts } = await until(ofPrometheus, ({ alerts: all }) => all.length > 0);
    const rule = { name: 'FraudInputDrift', group: 'fraud-drift', expression: 'max by (feature) (feature_drift_psi) > 0.25' };
    const found = declaredRuleOf(by(alerts, 'FraudInputDrift', 'amount'), [
      { ...rule, path: 'old/alerts.yml', expression: 'max(feature_drift_psi) > 0.2' },
      { ...rule, path: 'monitoring/rules/drift.yml' },
      { ...rule, path: 'monitoring/rules/other.yml', name: 'Other' },
    ]);
    assert.equal(found?.path, 'monitoring/rules/drift.yml');
  });

  it('bring a warning for a rule that cannot be evaluated', async () => {
    const { warnings } = await until(ofPrometheus, (answer) => answer.warnings.length > 0);
    const words = warnings.map((text) => format(text, 'en')).join('\n');
    assert.match(
      words,
      /cannot evaluate the rule fraud:broken of group fraud-broken: .*found duplicate series.*\. What it watches is not watched\.$/,
    );
    assert.doesNotMatch(warnings.map((text) => format(text, 'pl')).join(), /\{[a-z]+\}/);
  });

  it('are silenced by somebody until some time, behind a path', async () => {
    const { alerts } = await until(ofManager, ({ alerts: all }) => all.length === 2);
    const { silenced, state, source, labels } = by(alerts, 'FraudInputDrift', 'amount');
    assert.deepEqual(silenced, { by: 'ana@example.com', comment: 'Known: new <b>tariff</b>', until: silencedUntil });
    assert.deepEqual([state, source, labels['cluster']], ['firing', 'duty', 'test']);
    assert.equal(by(alerts, 'FraudInputDrift', 'distance').silenced, null);
  });

  it('are one alert where both systems have it', async () => {
    const manager = await until(ofManager, ({ alerts }) => alerts.length === 2);
    const both = mergeAlerts([(await ofPrometheus()).alerts, manager.alerts]);
    assert.equal(both.length, 3);
    const drift = by(both, 'FraudInputDrift', 'amount');
    assert.deepEqual(
      [drift.silenced?.by, drift.value, drift.rule?.group, drift.labels['cluster']],
      ['ana@example.com', 0.31, 'fraud-drift', 'test'],
    );
    assert.deepEqual(
      mergeAlerts([manager.alerts, (await ofPrometheus()).alerts])
        .map(({ name }) => name)
        .toSorted(),
      both.map(({ name }) => name).toSorted(),
    );
  });
});
