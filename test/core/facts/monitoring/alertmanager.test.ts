import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { alertmanager } from '../../../../src/core/facts/monitoring/alertmanager.ts';
import { amtoolProgram } from '../../../support/prometheus-programs.ts';
import { checkAnyTree, checkTotal, parseText, truncations } from '../../../support/read-format.ts';

const path = 'monitoring/alertmanager.yml';
const config = `global:
  resolve_timeout: 5m
  slack_api_url: https://hooks.example.com/x
  smtp_smarthost: mail.example.com:25
  smtp_from: alerts@example.com
route:
  receiver: platform
  group_by: [alertname, model]
  group_wait: 30s
  repeat_interval: 4h
  routes:
    - receiver: risk-pager
      matchers: ['severity="page"', team=~"risk|fraud"]
      mute_time_intervals: [weekends]
      continue: true
    - match: { severity: info }
      receiver: nobody
      routes:
        - match_re: { model: "churn.*" }
receivers:
  - name: platform
    slack_configs: [{ channel: '#ml' }]
  - name: risk-pager
    pagerduty_configs: [{ routing_key_file: /run/key }]
    email_configs: [{ to: risk@example.com }, { to: duty@example.com }]
  - name: nobody
inhibit_rules:
  - source_matchers: ['severity="page"']
    target_matchers: ['severity="info"']
    equal: [model]
time_intervals:
  - name: weekends
    time_intervals: [{ weekdays: ['saturday', 'sunday'] }]
`;

describe('alertmanager', () => {
  const places = (text: string): readonly string[] => parseText(alertmanager, text, { path }).places;

  it('reads receivers with what they send by, and the tree of routes with matchers of every form', () => {
    const { facts, places: wrong, inspected, recognised } = parseText(alertmanager, config, { path });
    assert.ok(recognised);
    assert.deepEqual(wrong, []);
    assert.deepEqual(
      facts.receivers.map(({ name, integrations }) => [name.value, ...integrations]),
      [['platform', 'slack'], ['risk-pager', 'email', 'email', 'pagerduty'], ['nobody']],
    );
    assert.deepEqual(
      facts.routes.map(({ depth }) => depth),
      [0, 1, 1, 2],
    );
    assert.deepEqual(inspected, {
      receivers: ['platform', 'risk-pager', 'nobody'],
      integrations: ['slack', 'email', 'pagerduty'],
      routes: [
        { receiver: 'platform', matchers: [] },
        { receiver: 'risk-pager', matchers: ['severity="page"', 'team=~"risk|fraud"'] },
        { receiver: 'nobody', matchers: ['severity="info"'] },
        { receiver: null, matchers: ['model=~"churn.*"'] },
      ],
      timeIntervals: ['weekends'],
      inhibitRules: 1,
    });
  });

  it('is known by its content alone, and takes neither Prometheus’ configuration nor objects of Kubernetes', () => {
    const minimal = 'route: { receiver: a }\nreceivers: [{ name: a }]\n';
    assert.ok(parseText(alertmanager, minimal, { path: 'config/x.yaml' }).recognised);
    for (const other of [
      'scrape_configs: []\n',
      `apiVersion: v1\nkind: Route\n${minimal}`,
      'route: /x\nreceivers: []\n',
      'receivers: []\n',
    ])
      assert.ok(!parseText(alertmanager, other, { path }).recognised, other);
  });

  const broken: readonly (readonly [what: string, text: string, place: string])[] = [
    [
      'a receiver that is not there',
      config.replace('receiver: risk-pager', 'receiver: risk-pagr'),
      '12:17 No receiver is called risk-pagr.',
    ],
    [
      'a first route without a receiver',
      'route: { group_wait: 1s }\nreceivers: [{ name: a }]\n',
      '1:10 The first route must name a receiver.',
    ],
    [
      'matchers of the first route',
      'route: { receiver: a, match: { b: c } }\nreceivers: [{ name: a }]\n',
      '1:23 The first route takes all alerts and may have no match.',
    ],
    ['a name twice', 'route: { receiver: a }\nreceivers: [{ name: a }, { name: a }]\n', '2:34 The receiver a appears twice.'],
    ['no name', 'route: { receiver: a }\nreceivers: [{ name: a }, { slack_configs: [] }]\n', '2:28 The receiver has no name.'],
    ['a time interval that is not there', config.replace('[weekends]', '[weekdays]'), '14:29 No time interval is called weekdays.'],
    ['a duration that is none', config.replace('30s', 'thirty'), '9:15 “group_wait” must be a duration such as 30s or 4h.'],
    ['an interval of nothing', config.replace('repeat_interval: 4h', 'repeat_interval: 0s'), '10:20 “repeat_interval” cannot be zero.'],
    [
      'a label twice',
      config.replace('[alertname, model]', '[model, model]'),
      '8:21 Beside … there may be no other label, and each label stands once.',
    ],
    [
      'a matcher that is none',
      config.replace(`'severity="page"', team`, `'severity page', team`),
      '13:18 severity page is no matcher: it needs a label, one of = != =~ !~, and a value.',
    ],
    [
      'a web hook that leads nowhere',
      'route: { receiver: a }\nreceivers: [{ name: a, webhook_configs: [{ send_resolved: true }] }]\n',
      '2:44 An entry of webhook_configs needs url / url_file.',
    ],
    [
      'Slack without its address',
      config.replace(/ {2}slack_api_url.*\n/, ''),
      '21:23 An entry of slack_configs needs api_url / api_url_file.',
    ],
  ];
  for (const [what, text, place] of broken)
    it(`says what Alertmanager refuses, at its place: ${what}`, () => {
      assert.deepEqual(places(text), [place]);
    });

  it('marks keys that Alertmanager does not know, at any depth, and means the one next to it', () => {
    assert.deepEqual(
      places(config.replace('repeat_interval', 'repeat_intervall').replace('continue', 'continues').replace('equal', 'equals')).map(
        (one) => one.split(' ')[0],
      ),
      ['10:3', '15:7', '30:5'],
    );
  });

  it('refuses what the real Alertmanager refuses, and takes what it takes', async function () {
    this.timeout(120_000);
    const amtool = await amtoolProgram();
    if (amtool === null) {
      process.stdout.write("    skipped: amtool is not on PATH and Debian's package could not be fetched\n");
      this.skip();
    }
    const folder = mkdtempSync(join(tmpdir(), 'airworthy-amtool-'));
    const takes = (text: string): boolean => {
      writeFileSync(join(folder, 'alertmanager.yml'), text);
      return spawnSync(amtool, ['check-config', join(folder, 'alertmanager.yml')]).status === 0;
    };
    try {
      assert.ok(takes(config));
      for (const [what, text] of broken) assert.ok(!takes(text), what);
      for (const key of ['repeat_interval', 'continue', 'equal', 'smtp_from']) {
        const text = config.replace(`${key}:`, `${key}x:`);
        assert.deepEqual([takes(text), places(text).length > 0], [false, true], key);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('survives truncations, any text and any tree', () => {
    for (const text of truncations(config)) checkTotal(alertmanager, text, { path });
    fc.assert(fc.property(fc.string(), (text) => checkTotal(alertmanager, text, { path })));
    checkAnyTree(
      alertmanager,
      [
        'route',
        'receivers',
        'routes',
        'name',
        'receiver',
        'matchers',
        'match',
        'group_by',
        'time_intervals',
        'webhook_configs',
        'group_wait',
      ],
      { path },
    );
  }).timeout(30_000);
});
