import assert from 'node:assert/strict';
import fc from 'fast-check';
import { prometheusConfig } from '../../../../src/core/facts/monitoring/prometheus-config.ts';
import { checkTotal, parseText, truncations } from '../../../support/read-format.ts';

const server = `global:
  scrape_interval: 15s
  evaluation_interval: 15s
  external_labels: {cluster: eu}
rule_files:
- rules/*.yml
- drift.yml
alerting:
  alertmanagers:
  - static_configs:
    - targets: ['alertmanager:9093']
scrape_configs:
- job_name: fraud
  metrics_path: /prometheus
  basic_auth: {username: scraper, password_file: /run/secrets/p}
  static_configs:
  - targets: ['fraud:8000', 'fraud-canary:8000']
    labels: {model: fraud}
- job_name: pods
  kubernetes_sd_configs: [{role: pod}]
  relabel_configs:
  - source_labels: [__meta_kubernetes_pod_label_app]
    action: keep
    regex: fraud
remote_write:
- url: https://metrics.example.com/push
`;

const refused: readonly (readonly [string, string, readonly string[]])[] = [
  ['an unknown key', 'scrape_config: []\nrule_files: []\n', ['1:1 Unknown key “scrape_config”. Did you mean “scrape_configs”?']],
  [
    'an unknown key of a job',
    'scrape_configs:\n- job_name: a\n  metric_path: /m\n',
    ['3:3 Unknown key “metric_path”. Did you mean “metrics_path”?'],
  ],
  ['a job without a name', 'scrape_configs:\n- static_configs: [{targets: [a]}]\n', ['2:3 The key “job_name” is missing.']],
  ['a job with an empty name', 'scrape_configs:\n- job_name: ""\n', ['2:3 A job needs a name.']],
  ['two jobs of one name', 'scrape_configs:\n- job_name: a\n- job_name: a\n', ['3:13 The job “a” appears twice.']],
  ['a duration without a unit', 'global: {scrape_interval: 15}\n', ['1:27 “scrape_interval” must be a duration such as 15s or 1m.']],
  [
    'a timeout that outlasts the interval',
    'global: {scrape_interval: 15s}\nscrape_configs: [{job_name: a, scrape_timeout: 20s}]\n',
    ['2:48 The timeout is longer than the interval of 15s.'],
  ],
  ['targets that are text', 'scrape_configs:\n- job_name: a\n  static_configs:\n  - targets: a:1\n', ['4:14 “targets” must be a list.']],
  ['a scheme that is none', 'scrape_configs: [{job_name: a, scheme: ftp}]\n', ['1:40 “scheme” must be http or https.']],
  [
    'two credentials',
    'scrape_configs: [{job_name: a, basic_auth: {username: b}, bearer_token_file: c}]\n',
    ['1:59 “bearer_token_file” cannot stand beside “basic_auth”.'],
  ],
  [
    'a target that is a URL',
    'scrape_configs: [{job_name: a, static_configs: [{targets: ["http://a:1"]}]}]\n',
    ['1:60 The target “http://a:1” must be host:port, without a scheme or a path.'],
  ],
  [
    'an action that is none',
    'scrape_configs: [{job_name: a, relabel_configs: [{action: remove}]}]\n',
    [
      '1:59 “action” must be one of: replace, keep, drop, keepequal, dropequal, hashmod, labelmap, labeldrop, labelkeep, lowercase, uppercase.',
    ],
  ],
  [
    'relabelling to nowhere',
    'scrape_configs: [{job_name: a, relabel_configs: [{source_labels: [b]}]}]\n',
    ['1:51 The action replace needs “target_label”.'],
  ],
  ['writing without an address', 'remote_write: [{name: a}]\n', ['1:17 The key “url” is missing.']],
];

describe('Prometheus configuration', () => {
  it('reads jobs, targets, rule files and alertmanagers', () => {
    const { inspected, places, facts, recognised } = parseText(prometheusConfig, server, { path: 'prometheus.yml' });
    assert.equal(recognised, true);
    assert.deepEqual(places, []);
    assert.deepEqual(inspected, { jobs: ['fraud', 'pods'], ruleFiles: ['rules/*.yml', 'drift.yml'] });
    assert.deepEqual(
      facts.jobs.map((job) => [job.metricsPath, job.targets.map((target) => target.value)]),
      [
        ['/prometheus', ['fraud:8000', 'fraud-canary:8000']],
        [null, []],
      ],
    );
    assert.deepEqual(
      facts.alertmanagers.map((target) => target.value),
      ['alertmanager:9093'],
    );
  });

  for (const [says, text, places] of refused) {
    it(`refuses ${says}`, () => {
      assert.deepEqual(parseText(prometheusConfig, text, { path: 'prometheus.yml' }).places, places);
    });
  }

  it('takes URLs for targets that are relabelled', () => {
    const text =
      'scrape_configs:\n- job_name: a\n  static_configs: [{targets: ["https://a"]}]\n  relabel_configs: [{source_labels: [__address__], target_label: __param_target}]\n';
    assert.deepEqual(parseText(prometheusConfig, text, { path: 'p.yml' }).places, []);
  });

  it('takes keys without values', () => {
    assert.deepEqual(parseText(prometheusConfig, 'global:\nscrape_configs:\nrule_files:\n', { path: 'p.yml' }).places, []);
  });

  it('leaves files of other programs alone', () => {
    const recognised = (text: string): boolean => parseText(prometheusConfig, text, { path: 'a.yml' }).recognised;
    assert.deepEqual(
      [
        'global: {resolve_timeout: 5m}\nroute: {receiver: a}\nreceivers: []\n',
        'rule_files: [a.yml]\nevaluation_interval: 1m\ntests: []\n',
        'server: {}\nclients: []\nscrape_configs: []\n',
        'global: {color: red}\n',
        '- job_name: a\n',
      ].map(recognised),
      [false, false, false, false, false],
    );
  });

  it('reads any text without failing', () => {
    for (const text of truncations(server, 60)) checkTotal(prometheusConfig, text, { path: 'prometheus.yml' });
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        checkTotal(prometheusConfig, text, { path: 'prometheus.yml' });
        checkTotal(prometheusConfig, `global: ${text}\nscrape_configs: [${text}]\nalerting: ${text}`, { path: 'prometheus.yml' });
      }),
    );
  }).timeout(30_000);
});
