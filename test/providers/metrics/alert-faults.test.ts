import assert from 'node:assert/strict';
import type { RequestListener } from 'node:http';
import { format } from '../../../src/core/l10n/message.ts';
import type { AlertSource } from '../../../src/ports/alert-source.ts';
import { ProviderError, type ProviderErrorCode } from '../../../src/ports/version-registry.ts';
import { alertmanagerAlerts } from '../../../src/providers/metrics/alertmanager.ts';
import { prometheusAlerts } from '../../../src/providers/metrics/prometheus-alerts.ts';
import { serverAt } from '../../support/chart-question.ts';
import { serversOfTests } from '../../support/loopback-server.ts';

const { signal } = new AbortController();
const alert = {
  labels: { alertname: 'Drift' },
  annotations: {},
  state: 'firing',
  activeAt: '2026-11-20T10:00:00.123456789Z',
  value: '4e-01',
};
const managed = {
  labels: { alertname: 'Drift' },
  annotations: {},
  startsAt: '2026-11-20T10:00:00Z',
  status: { state: 'active', silencedBy: [] },
};

const envelope = (data: object): string => JSON.stringify({ status: 'success', data });

/** Answers each endpoint by the end of its path. */
function serving(answers: Readonly<Record<string, readonly [status: number, body: string]>>): RequestListener {
  return (request, response) => {
    const [status, body] = answers[String(request.url).replace(/^.*\//, '')] ?? [404, ''];
    response.writeHead(status, { 'content-type': body.startsWith('<') ? 'text/html' : 'application/json' }).end(body);
  };
}

describe('alerts from servers that misbehave', () => {
  const serve = serversOfTests();

  const prometheus = (url: string, timeout = 10_000): AlertSource => prometheusAlerts({ ...serverAt(url, { timeout }), source: 'live' });
  const manager = (url: string, timeout = 10_000): AlertSource => alertmanagerAlerts({ ...serverAt(url, { timeout }), source: 'duty' });

  async function failure(source: AlertSource): Promise<ProviderError> {
    const error: unknown = await source.alerts(signal).catch((reason: unknown) => reason);
    assert.ok(error instanceof ProviderError, String(error));
    for (const language of ['en', 'pl'] as const)
      assert.doesNotMatch(format(error.text, language) + format(error.hint, language), /\{[a-z]+\}/);
    return error;
  }

  const faults: readonly (readonly [string, 'Prometheus' | 'Alertmanager', RequestListener, ProviderErrorCode, RegExp])[] = [
    ['wants a login', 'Prometheus', serving({ alerts: [401, ''], rules: [401, ''] }), 'unauthorized', /wants to know who asks/],
    ['wants a login', 'Alertmanager', serving({ alerts: [401, ''], silences: [401, ''] }), 'unauthorized', /wants to know who asks/],
    ['is none', 'Prometheus', serving({}), 'not-found', /There is no Prometheus at/],
    ['is none', 'Alertmanager', serving({}), 'not-found', /There is no Alertmanager at/],
    ['sends a page', 'Prometheus', serving({ alerts: [200, '<html>'] }), 'bad-answer', /something else than Prometheus/],
    [
      'sends a page',
      'Alertmanager',
      serving({ alerts: [200, '<html>'], silences: [200, '<html>'] }),
      'bad-answer',
      /else than Alertmanager does/,
    ],
    [
      'says why',
      'Alertmanager',
      serving({ alerts: [500, '"store is broken."'], silences: [200, '[]'] }),
      'unreachable',
      /\(500\): store is broken\.$/,
    ],
    ['sends another shape', 'Prometheus', serving({ alerts: [200, envelope({ alerts: [{ state: 1 }] })] }), 'bad-answer', /cannot be read/],
    [
      'sends another shape',
      'Alertmanager',
      serving({ alerts: [200, '[{}]'], silences: [200, '[]'] }),
      'bad-answer',
      /alerts that cannot be read/,
    ],
    [
      'sends no time',
      'Prometheus',
      serving({ alerts: [200, envelope({ alerts: [{ ...alert, activeAt: 'soon' }] })] }),
      'bad-answer',
      /"soon" is no time/,
    ],
    [
      'sends no time',
      'Alertmanager',
      serving({ alerts: [200, JSON.stringify([{ ...managed, startsAt: 'soon' }])], silences: [200, '[]'] }),
      'bad-answer',
      /"soon" is no time/,
    ],
  ];
  for (const [what, system, listener, code, words] of faults) {
    it(`say so: ${system} ${what}`, async () => {
      const error = await failure((system === 'Prometheus' ? prometheus : manager)(await serve(listener)));
      assert.match(format(error.text, 'en'), words);
      assert.equal(error.code, code);
    });
  }

  it('give up slow servers, and stop when they are told to', async () => {
    const url = await serve(() => undefined);
    for (const source of [prometheus(url, 100), manager(url, 100)]) assert.equal((await failure(source)).code, 'unreachable');
    const abort = new AbortController();
    const reason = new Error('closed');
    const waiting = manager(url).alerts(abort.signal);
    abort.abort(reason);
    await assert.rejects(waiting, reason);
  });

  it('come without rules where a server has none to show, with a warning', async () => {
    const { alerts, warnings } = await prometheus(await serve(serving({ alerts: [200, envelope({ alerts: [alert] })] }))).alerts(signal);
    assert.deepEqual([alerts[0]?.since, alerts[0]?.value, alerts[0]?.rule], [Date.parse('2026-11-20T10:00:00.123Z'), 0.4, null]);
    assert.match(warnings.map((text) => format(text, 'en')).join(), /does not say which rules its alerts come from/);
  });

  it('come although the rules take too long', async () => {
    const url = await serve((request, response) => {
      if (String(request.url).endsWith('/alerts')) response.end(envelope({ alerts: [alert] }));
    });
    const { alerts, warnings } = await prometheus(url, 500).alerts(signal);
    assert.deepEqual([alerts.length, warnings.length], [1, 1]);
  });

  it('come from no rule where two fit alike, and from the one that holds them where it says so', async () => {
    const rule = (alerts: readonly object[], query: string) => ({
      type: 'alerting',
      name: 'Drift',
      query,
      duration: 60,
      health: 'ok',
      labels: {},
      alerts,
    });
    const answers = (first: readonly object[]): RequestListener =>
      serving({
        alerts: [200, envelope({ alerts: [alert] })],
        rules: [200, envelope({ groups: [{ name: 'g', file: '/etc/a.yml', rules: [rule(first, 'a > 1'), rule([], 'b > 1')] }] })],
      });
    assert.equal((await prometheus(await serve(answers([]))).alerts(signal)).alerts[0]?.rule, null);
    assert.deepEqual((await prometheus(await serve(answers([alert]))).alerts(signal)).alerts[0]?.rule, {
      file: '/etc/a.yml',
      group: 'g',
      query: 'a > 1',
      forMs: 60_000,
    });
  });

  it('name only some of many broken rules', async () => {
    const broken = Array.from({ length: 13 }, (_, index) => ({
      type: 'recording',
      name: `r${index}`,
      query: 'x',
      health: 'err',
      lastError: 'bad\nthing',
    }));
    const url = await serve(
      serving({ alerts: [200, envelope({ alerts: [] })], rules: [200, envelope({ groups: [{ name: 'g', rules: broken }] })] }),
    );
    const { warnings } = await prometheus(url).alerts(signal);
    assert.equal(warnings.length, 11);
    assert.match(format(warnings[0] ?? { en: '', pl: '', args: {} }, 'en'), /the rule r0 of group g: bad thing\. What/);
    assert.match(format(warnings[10] ?? { en: '', pl: '', args: {} }, 'en'), /3 more rules/);
  });
});
