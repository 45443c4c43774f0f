import assert from 'node:assert/strict';
import fc from 'fast-check';
import { argoAnalysis } from '../../../../src/core/facts/serving/argo-analysis.ts';
import { argoRollout } from '../../../../src/core/facts/serving/argo-rollout.ts';
import { serviceMonitor } from '../../../../src/core/facts/serving/service-monitor.ts';
import { checkAnyTree, checkTotal, parseText, truncations } from '../../../support/read-format.ts';

const path = 'k8s/fraud.yaml';

const rollout = `apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: { name: fraud-api }
spec:
  replicas: 4
  selector: { matchLabels: { app: fraud } }
  template:
    metadata: { labels: { app: fraud } }
    spec: { containers: [{ name: api, image: registry.example.com/fraud:1.4.0 }] }
  strategy:
    canary:
      canaryService: fraud-canary
      steps:
        - setWeight: 10
        - pause: { duration: 10m }
        - analysis: { templates: [{ templateName: fraud-recall }] }
        - setWeight: 50
        - pause: {}
      analysis:
        templates: [{ templateName: fraud-errors }]
`;

const analysis = `apiVersion: argoproj.io/v1alpha1
kind: AnalysisTemplate
metadata: { name: fraud-recall }
spec:
  args: [{ name: version }]
  metrics:
    - name: recall
      interval: 5m
      count: 6
      failureLimit: 2
      successCondition: result[0] >= 0.7
      provider:
        prometheus:
          address: http://prometheus:9090
          query: fraud_recall{version="{{args.version}}"}
    - name: smoke
      provider: { job: { spec: {} } }
`;

const monitor = `apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata: { name: fraud, labels: { release: prometheus } }
spec:
  selector: { matchLabels: { app: fraud } }
  endpoints:
    - port: http
      interval: 15s
    - targetPort: 9100
      path: /drift
`;

describe('argo-rollout', () => {
  const places = (text: string): readonly string[] => parseText(argoRollout, text, { path }).places;

  it('reads the strategy, its steps and the analyses it refers to', () => {
    const { facts, places: wrong, recognised, inspected } = parseText(argoRollout, rollout, { path });
    assert.ok(recognised);
    assert.deepEqual(wrong, []);
    assert.deepEqual(inspected, {
      name: 'fraud-api',
      strategy: 'canary',
      steps: ['setWeight 10', 'pause', 'analysis', 'setWeight 50', 'pause'],
      analyses: ['fraud-recall', 'fraud-errors'],
    });
    assert.equal(facts.object.containers[0]?.image?.value, 'registry.example.com/fraud:1.4.0');
  });

  it('takes no Rollout of somebody else, and leaves templates of Helm alone', () => {
    assert.ok(!parseText(argoRollout, rollout.replace('argoproj.io', 'example.com'), { path }).recognised);
    assert.ok(!parseText(argoRollout, rollout.replace('replicas: 4', 'replicas: {{ .Values.replicas }}'), { path }).recognised);
  });

  it('says what the controller refuses, at its place', () => {
    assert.deepEqual(places(rollout.replace('setWeight: 10', 'setWeight: 110')), ['14:22 setWeight must lie between 0 and 100.']);
    assert.deepEqual(places(rollout.replace('- setWeight: 10', '- { setWeight: 10, pause: {} }')), [
      '14:28 A step does exactly one thing.',
    ]);
    assert.deepEqual(places(rollout.replace('setWeight: 10', "setWeight: '10'")), ['14:22 “setWeight” must be a whole number.']);
    assert.deepEqual(places(rollout.slice(0, rollout.indexOf('    canary:')).replace('strategy:', 'strategy: {}')), [
      '10:3 The strategy must be canary or blueGreen.',
    ]);
    const blueGreen = rollout.slice(0, rollout.indexOf('    canary:'));
    assert.deepEqual(places(`${blueGreen}    blueGreen: { previewService: a }\n`), ['11:5 A blue-green Rollout needs activeService.']);
    assert.deepEqual(places(`${blueGreen}    blueGreen: { activeService: a, previewService: a }\n`), [
      '11:52 previewService and activeService must differ.',
    ]);
    assert.deepEqual(places(rollout.replace(/ {2}template:\n.*\n.*\n/, '')), ['4:1 A Rollout needs a template of pods or a workloadRef.']);
    assert.deepEqual(places(rollout.replace(/ {2}template:\n.*\n.*\n/, '  workloadRef: { name: fraud }\n')), []);
    assert.equal(places(rollout.replace('name: fraud-api', 'name: Fraud_API')).length, 1);
  });

  it('survives truncations, any text and any tree', () => {
    for (const text of truncations(rollout)) checkTotal(argoRollout, text, { path });
    fc.assert(fc.property(fc.string(), (text) => checkTotal(argoRollout, text, { path })));
    checkAnyTree(
      argoRollout,
      ['kind', 'metadata', 'name', 'spec', 'strategy', 'canary', 'blueGreen', 'steps', 'setWeight', 'analysis', 'templates'],
      { path },
    );
  }).timeout(30_000);
});

describe('argo-analysis', () => {
  const places = (text: string): readonly string[] => parseText(argoAnalysis, text, { path }).places;

  it('reads metrics with who measures them and what is asked', () => {
    const { facts, places: wrong, recognised, inspected } = parseText(argoAnalysis, analysis, { path });
    assert.ok(recognised);
    assert.deepEqual(wrong, []);
    assert.equal(facts.metrics[0]?.successCondition?.value, 'result[0] >= 0.7');
    assert.deepEqual(inspected, {
      kind: 'AnalysisTemplate',
      name: 'fraud-recall',
      metrics: [
        { name: 'recall', provider: 'prometheus', query: 'fraud_recall{version="{{args.version}}"}' },
        { name: 'smoke', provider: 'job', query: null },
      ],
      args: ['version'],
    });
  });

  it('says what the controller refuses, at its place', () => {
    assert.deepEqual(places(analysis.slice(0, analysis.indexOf('  metrics:'))), [
      '4:1 An analysis needs metrics, or templates that have some.',
    ]);
    assert.deepEqual(places(analysis.replace('name: smoke', 'name: recall')), ['16:13 The metric recall appears twice.']);
    assert.deepEqual(places(analysis.replace('provider: { job: { spec: {} } }', 'provider: { job: {}, web: {} }')), [
      '17:28 A metric is measured by exactly one provider.',
    ]);
    assert.deepEqual(places(analysis.replace('      provider: { job: { spec: {} } }\n', '')), [
      '16:7 A metric is measured by exactly one provider.',
    ]);
    assert.deepEqual(places(analysis.replace('failureLimit: 2', 'failureLimit: 9')), [
      '10:7 “failureLimit” may not be greater than count.',
    ]);
    assert.deepEqual(places(analysis.replace('      interval: 5m\n', '')), [
      '8:14 A metric that is measured more than once needs an interval.',
    ]);
    assert.deepEqual(places(analysis.replace('count: 6', "count: '{{args.count}}'")), []);
  });

  it('survives truncations, any text and any tree', () => {
    for (const text of truncations(analysis)) checkTotal(argoAnalysis, text, { path });
    fc.assert(fc.property(fc.string(), (text) => checkTotal(argoAnalysis, text, { path })));
    checkAnyTree(
      argoAnalysis,
      ['kind', 'metadata', 'name', 'spec', 'metrics', 'provider', 'count', 'interval', 'failureLimit', 'templates', 'args'],
      { path },
    );
  }).timeout(30_000);
});

describe('service-monitor', () => {
  const places = (text: string): readonly string[] => parseText(serviceMonitor, text, { path }).places;
  const pods = monitor.replace('ServiceMonitor', 'PodMonitor').replace('endpoints:', 'podMetricsEndpoints:');

  it('reads what is asked where, of services and of pods', () => {
    const endpoints = [
      { port: 'http', path: '/metrics', interval: '15s' },
      { port: '9100', path: '/drift', interval: null },
    ];
    for (const [text, kind] of [
      [monitor, 'ServiceMonitor'],
      [pods, 'PodMonitor'],
    ] as const) {
      const { places: wrong, recognised, inspected } = parseText(serviceMonitor, text, { path });
      assert.ok(recognised);
      assert.deepEqual(wrong, []);
      assert.deepEqual(inspected, { kind, name: 'fraud', endpoints, selector: ['app=fraud'] });
    }
  });

  it('says what the API server refuses, at its place', () => {
    assert.deepEqual(places(monitor.replace(/ {2}endpoints:[^]*/, '')), ['4:1 The key “endpoints” is missing.']);
    assert.deepEqual(places(monitor.replace(/ {2}selector:.*\n/, '')), ['4:1 The key “selector” is missing.']);
    assert.deepEqual(places(pods.replace(/ {2}podMetricsEndpoints:[^]*/, '')), []);
    assert.deepEqual(places(monitor.replace('15s', 'often')), ['8:17 “interval” must be a duration such as 30s.']);
    assert.equal(places(monitor.replace('endpoints:\n', 'endpoints: http\n  x:\n')).length, 1);
  });

  it('survives truncations, any text and any tree', () => {
    for (const text of truncations(monitor)) checkTotal(serviceMonitor, text, { path });
    fc.assert(fc.property(fc.string(), (text) => checkTotal(serviceMonitor, text, { path })));
    checkAnyTree(serviceMonitor, ['kind', 'metadata', 'name', 'spec', 'selector', 'matchLabels', 'endpoints', 'interval', 'port'], {
      path,
    });
  }).timeout(30_000);
});
