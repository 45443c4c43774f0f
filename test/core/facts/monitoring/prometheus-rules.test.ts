import assert from 'node:assert/strict';
import fc from 'fast-check';
import { prometheusRules } from '../../../../src/core/facts/monitoring/prometheus-rules.ts';
import { checkTotal, parseText, truncations } from '../../../support/read-format.ts';

const drift = `groups:
- name: model-quality
  interval: 1m
  rules:
  - record: fraud:request_seconds:p95
    expr: histogram_quantile(0.95, sum by (le) (rate(request_seconds_bucket[5m])))
    labels: {model: fraud}
  - alert: FraudDrift
    # PSI over the last day
    expr: |
      max by (feature) (feature_drift_psi{model="fraud"})
        > 0.25
    for: 30m
    keep_firing_for: 10m
    labels:
      severity: page
      tier: 1
    annotations:
      summary: 'Drift on {{ $labels.feature }}: {{ $value }}'
      runbook_url: https://runbooks.example.com/drift
- name: serving
  rules:
  - alert: FraudDown
    expr: up{job="fraud"} == 0
`;

const object = `apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata:
  name: fraud-rules
  labels: {release: prometheus}
spec:
  groups:
  - name: fraud
    partial_response_strategy: warn
    rules:
    - alert: FraudDown
      expr: up{job="fraud"} == 0
      note: pruned
`;

const rule = (lines: string): string => `groups:\n- name: g\n  rules:\n${lines}`;

/** Verdicts as those of Prometheus 3's own \`rulefmt\`. */
const refused: readonly (readonly [string, string, readonly string[]])[] = [
  ['an unknown key of a group', 'groups:\n- name: a\n  rule_interval: 1\n  rules: []\n', ['3:3 Unknown key “rule_interval”.']],
  [
    'an unknown key of a rule',
    rule('  - alert: A\n    expr: up\n    anotations: {}\n'),
    ['6:5 Unknown key “anotations”. Did you mean “annotations”?'],
  ],
  ['an unknown key on top', 'groups: [{name: a, rules: []}]\nfoo: 1\n', ['2:1 Unknown key “foo”.']],
  ['a rule of both kinds', rule('  - alert: A\n    record: b\n    expr: up\n'), ['5:5 A rule has either “alert” or “record”.']],
  ['a rule of no kind', rule('  - expr: up\n'), ['4:5 A rule needs “alert” or “record”.']],
  ['a rule without its expression', rule('  - alert: A\n'), ['4:5 The key “expr” is missing.']],
  ['an empty expression', rule("  - alert: A\n    expr: ''\n"), ['5:5 The key “expr” is missing.']],
  ['waiting in a recording rule', rule('  - record: a\n    expr: up\n    for: 5m\n'), ['6:5 A recording rule has no “for”.']],
  [
    'annotations in a recording rule',
    rule('  - record: a\n    expr: up\n    annotations: {a: b}\n'),
    ['6:5 A recording rule has no “annotations”.'],
  ],
  [
    'labels in the name of a recording rule',
    rule('  - record: \'a{b="c"}\'\n    expr: up\n'),
    ['4:13 The name of a recording rule holds no braces; labels belong to “expr” or “labels”.'],
  ],
  ['a duration with a space', rule('  - alert: A\n    expr: up\n    for: 5 m\n'), ['6:10 “for” must be a duration such as 5m or 1h30m.']],
  ['a duration without a unit', rule('  - alert: A\n    expr: up\n    for: 5\n'), ['6:10 “for” must be a duration such as 5m or 1h30m.']],
  [
    'a duration in the wrong order',
    rule('  - alert: A\n    expr: up\n    for: 30m1h\n'),
    ['6:10 “for” must be a duration such as 5m or 1h30m.'],
  ],
  [
    'an interval that is none',
    'groups:\n- name: a\n  interval: 1x\n  rules: []\n',
    ['3:13 “interval” must be a duration such as 5m or 1h30m.'],
  ],
  ['two groups of one name', 'groups:\n- name: a\n  rules: []\n- name: a\n  rules: []\n', ['4:9 The group “a” appears twice.']],
  ['a group without a name', 'groups:\n- rules: []\n', ['2:3 A group needs a name.']],
  ["the metric's own label", rule('  - alert: A\n    expr: up\n    labels: {__name__: x}\n'), ['6:14 “__name__” is no label name.']],
  ['labels that are a list', rule('  - alert: A\n    expr: up\n    labels: [a]\n'), ['6:5 “labels” must be a mapping.']],
  [
    'a template that YAML reads as a map',
    rule('  - alert: A\n    expr: up\n    labels: {a: {{ $labels.b }}}\n'),
    ['6:14 “a” must be text.'],
  ],
  [
    'a template without an end',
    rule("  - alert: A\n    expr: up\n    annotations: {a: '{{ $labels.x'}\n"),
    ['6:22 The template in “a” does not end.'],
  ],
  [
    'a variable that nobody sets',
    rule("  - alert: A\n    expr: up\n    annotations: {a: '{{ $label.x }}'}\n"),
    ['6:22 The template in “a” uses $label, which is not set.'],
  ],
  [
    'brackets that do not match',
    rule('  - alert: A\n    expr: sum(rate(foo[5m])\n'),
    ['5:14 The bracket “(” in the expression has no partner.'],
  ],
  ['an assignment in an expression', rule('  - alert: A\n    expr: "up = 1"\n'), ['5:15 “=” cannot stand here in the expression.']],
  [
    'a fault in a block, at its line',
    rule('  - alert: A\n    expr: |\n      sum(foo)\n        > > 0\n'),
    ['7:11 “>” cannot stand here in the expression.'],
  ],
  [
    'a fault in a folded text',
    rule('  - alert: A\n    expr: >-\n      sum(foo)\n      by (a) ) > 0\n'),
    ['5:11 The bracket “)” in the expression has no partner.'],
  ],
  ['an expression that is a list', rule('  - alert: A\n    expr: [up]\n'), ['5:5 “expr” must be text.']],
  ['rules that are a map', 'groups:\n- name: a\n  rules: {alert: x}\n', ['3:3 “rules” must be a list.']],
  ['groups that are a map', 'groups: {name: a, rules: []}\n', ['1:1 “groups” must be a list.']],
];

const accepted: readonly (readonly [string, string])[] = [
  ['names and labels that are numbers', 'groups:\n- name: 5\n  rules:\n  - alert: 6\n    expr: 1\n    labels: {a: 5, b: true, c: }\n'],
  [
    'label names of any letters, as from 3.0 on',
    rule('  - alert: A\n    expr: up\n    labels: {bad-label: x}\n    annotations: {a-b: x}\n'),
  ],
  ['no waiting in a recording rule', rule('  - record: a\n    expr: up\n    for: 0s\n    annotations: {}\n')],
  ['groups without rules yet', 'groups:\n- name: a\n- {name: b, interval: 1m}\n'],
  ['empty values', 'groups:\n- name: a\n  limit:\n  rules:\n  - alert: A\n    expr: up\n    for:\n    labels:\n'],
  ['new keys of a group', 'groups:\n- {name: a, interval: 1m, query_offset: 30s, limit: 5, labels: {a: b}, rules: []}\n'],
];

describe('Prometheus rules', () => {
  it('reads groups, alerts and recorded series', () => {
    const { inspected, places, facts, recognised, source } = parseText(prometheusRules, drift, { path: 'monitoring/rules.yml' });
    assert.equal(recognised, true);
    assert.deepEqual(places, []);
    assert.deepEqual(inspected, {
      groups: ['model-quality', 'serving'],
      alerts: ['FraudDrift', 'FraudDown'],
      records: ['fraud:request_seconds:p95'],
    });
    const alert = facts.groups[0]?.rules[1];
    assert.ok(alert !== undefined);
    assert.equal(alert.for?.value, '30m');
    assert.deepEqual(
      alert.labels.map((label) => [label.key.value, label.value.value]),
      [
        ['severity', 'page'],
        ['tier', '1'],
      ],
    );
    assert.deepEqual(
      alert.annotations.map((note) => note.key.value),
      ['summary', 'runbook_url'],
    );
    assert.match(source.text.slice(alert.annotationsSpan?.start, alert.annotationsSpan?.end), /^summary:[^]*drift\s*$/);
    assert.equal(facts.groups[1]?.rules[0]?.annotationsSpan, null);
  });

  it('reads a PrometheusRule object, whose unknown keys are pruned', () => {
    const { inspected, places, facts, recognised } = parseText(prometheusRules, object, { path: 'k8s/rules.yaml' });
    assert.equal(recognised, true);
    assert.deepEqual(places, []);
    assert.deepEqual(inspected, { groups: ['fraud'], alerts: ['FraudDown'], records: [] });
    assert.equal(facts.objectName?.value, 'fraud-rules');
  });

  it('holds an object to texts where the API server does', () => {
    const text = object.replace('      note: pruned\n', '      for: 5\n      labels: {tier: 1}\n');
    assert.deepEqual(parseText(prometheusRules, text, { path: 'k8s/rules.yaml' }).places, [
      '13:12 “for” must be text.',
      '14:22 “tier” must be text.',
    ]);
    assert.deepEqual(
      parseText(prometheusRules, 'apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\n', { path: 'a.yaml' }).places,
      ['1:1 The key “spec” is missing.'],
    );
  });

  for (const [says, text, places] of refused) {
    it(`refuses ${says}`, () => {
      const result = parseText(prometheusRules, text, { path: 'rules.yml' });
      assert.equal(result.recognised, true);
      assert.deepEqual(result.places, places);
    });
  }

  for (const [says, text] of accepted) {
    it(`takes ${says}`, () => {
      assert.deepEqual(parseText(prometheusRules, text, { path: 'rules.yml' }).places, []);
    });
  }

  it('leaves other files with groups alone', () => {
    const recognised = (text: string): boolean => parseText(prometheusRules, text, { path: 'a.yml' }).recognised;
    assert.deepEqual(
      [
        'groups:\n- name: a\n  users: [b]\n',
        'apiVersion: 1\ngroups:\n- name: a\n  rules: []\n',
        'groups: {a: 1}\n',
        'groups: 5\nx: 1\n',
        '- groups\n',
      ].map(recognised),
      [false, false, false, false, false],
    );
  });

  it('counts places the same with CRLF line ends', () => {
    const text = rule('  - alert: A\n    expr: |\n      sum(foo)\n        > > 0\n').replaceAll('\n', '\r\n');
    assert.deepEqual(parseText(prometheusRules, text, { path: 'rules.yml' }).places, ['7:11 “>” cannot stand here in the expression.']);
  });

  it('reads any text without failing', () => {
    for (const text of [...truncations(drift, 60), ...truncations(object, 20)]) checkTotal(prometheusRules, text, { path: 'rules.yml' });
    const key = fc.constantFrom('groups', 'name', 'rules', 'alert', 'record', 'expr', 'for', 'labels', 'annotations', 'interval');
    const { node } = fc.letrec((tie) => ({
      node: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom(null, 1, 'a', 'sum(', '{{', '5m\n', true),
        fc.array(tie('node'), { maxLength: 3 }),
        fc.dictionary(key, tie('node')),
      ),
    }));
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.dictionary(key, node).map((data) => JSON.stringify(data)),
        ),
        (text) => {
          checkTotal(prometheusRules, text, { path: 'rules.yml' });
          checkTotal(prometheusRules, `groups:\n- rules:\n  - alert: ${text}\n    expr: |\n      ${text}`, { path: 'rules.yml' });
        },
      ),
    );
  }).timeout(30_000);
});
