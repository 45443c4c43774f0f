import assert from 'node:assert/strict';
import fc from 'fast-check';
import { helmChart } from '../../../../src/core/facts/packaging/helm-chart.ts';
import { kustomization } from '../../../../src/core/facts/packaging/kustomization.ts';
import { readFile } from '../../../../src/core/facts/read-file.ts';
import { createSourceText } from '../../../../src/core/model/source-text.ts';
import { checkAnyTree, checkTotal, parseText, truncations } from '../../../support/read-format.ts';

const formatOf = (path: string, text: string) => {
  const { format, problems } = readFile(createSourceText(path, text), { read: () => undefined });
  return { format, problems: problems.length };
};

describe('kustomization', () => {
  const path = 'k8s/overlays/prod/kustomization.yaml';
  const overlay = `resources:
  - ../../base
  - monitor.yaml
components: [../../components/canary]
namespace: risk
namePrefix: prod-
patches:
  - path: replicas.yaml
    target: { kind: Deployment, name: fraud }
  - patch: |-
      - op: remove
        path: /spec/x
    target: { kind: Service }
patchesStrategicMerge: [memory.yaml]
images:
  - { name: registry.example.com/fraud, newTag: 1.4.0 }
  - { name: sidecar, newName: mirror/sidecar, digest: sha256:0a }
configMapGenerator:
  - { name: fraud-config, files: [params.yaml] }
replicas: [{ name: fraud, count: 3 }]
`;
  const places = (text: string): readonly string[] => parseText(kustomization, text, { path }).places;

  it('reads what it builds on, its patches’ files and the images it renames', () => {
    const { places: wrong, inspected } = parseText(kustomization, overlay, { path });
    assert.deepEqual(wrong, []);
    assert.deepEqual(inspected, {
      kind: 'Kustomization',
      namespace: 'risk',
      resources: ['../../base', 'monitor.yaml', '../../components/canary'],
      patches: ['memory.yaml', 'replicas.yaml'],
      images: [
        { name: 'registry.example.com/fraud', newName: null, newTag: '1.4.0', digest: null },
        { name: 'sidecar', newName: 'mirror/sidecar', newTag: null, digest: 'sha256:0a' },
      ],
      generated: ['fraud-config'],
    });
  });

  it('is known by its name or its kind; Flux’s kind of the same name is an object of the cluster', () => {
    const kind = 'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nresources: [a.yaml]\n';
    assert.deepEqual(formatOf('k8s/canary.yaml', kind), { format: 'kustomization', problems: 0 });
    assert.deepEqual(formatOf(path, overlay), { format: 'kustomization', problems: 0 });
    const flux = 'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: { name: a }\nspec: { path: ./k8s }\n';
    for (const place of ['flux.yaml', path]) assert.deepEqual(formatOf(place, flux), { format: 'kubernetes', problems: 0 });
  });

  it('says what Kustomize refuses, at its place', () => {
    assert.deepEqual(
      places(overlay.replace('resources:', 'resource:')).map((one) => one.split(' ')[0]),
      ['1:1'],
    );
    assert.deepEqual(places(overlay.replace('newTag: 1.4.0', 'newTag: 1.4.0, digest: sha256:1')), [
      '16:56 newTag and digest exclude each other.',
    ]);
    assert.deepEqual(places(overlay.replace('{ name: sidecar, newName', '{ newName')), ['17:7 An image needs a name.']);
    assert.deepEqual(
      places(overlay.replace('[memory.yaml]', 'memory.yaml')).map((one) => one.split(' ')[0]),
      ['14:24'],
    );
  });

  it('survives truncations, any text and any tree', () => {
    for (const text of truncations(overlay)) checkTotal(kustomization, text, { path });
    fc.assert(fc.property(fc.string(), (text) => checkTotal(kustomization, text, { path })));
    checkAnyTree(kustomization, ['resources', 'patches', 'path', 'images', 'name', 'newTag', 'digest', 'configMapGenerator', 'replicas'], {
      path,
    });
  }).timeout(30_000);
});

describe('helm-chart', () => {
  const path = 'chart/Chart.yaml';
  const chart = `apiVersion: v2
name: fraud
version: 1.2.0
appVersion: "1.4.0"
kubeVersion: ">=1.25"
dependencies:
  - name: prometheus
    version: 25.x.x
    repository: https://prometheus-community.github.io/helm-charts
maintainers: [{ name: Ana }]
`;

  it('reads the chart and what it depends on', () => {
    const { places, inspected } = parseText(helmChart, chart, { path });
    assert.deepEqual(places, []);
    assert.deepEqual(inspected, {
      name: 'fraud',
      version: '1.2.0',
      appVersion: '1.4.0',
      type: 'application',
      dependencies: [{ name: 'prometheus', version: '25.x.x', repository: 'https://prometheus-community.github.io/helm-charts' }],
    });
    assert.equal(formatOf(path, chart).format, 'helm-chart');
  });

  it('says what Helm refuses, at its place', () => {
    const places = (text: string): readonly string[] => parseText(helmChart, text, { path }).places;
    assert.deepEqual(places(chart.replace('1.2.0', 'next')), ['3:10 next is no semantic version.']);
    assert.deepEqual(places(chart.replace('v2', 'v3')), ['1:13 apiVersion must be v1 or v2.']);
    assert.deepEqual(places(chart.replace('name: fraud', 'name: a/b')), ['2:7 A chart’s name may not be a path: a/b.']);
    assert.deepEqual(places(`${chart}type: service\n`), ['11:7 type must be application or library.']);
    assert.deepEqual(places(chart.replace('version: 1.2.0\n', '')), ['1:1 The key “version” is missing.']);
    assert.ok(formatOf(path, '').problems > 0);
  });

  it('survives truncations, any text and any tree', () => {
    for (const text of truncations(chart)) checkTotal(helmChart, text, { path });
    fc.assert(fc.property(fc.string(), (text) => checkTotal(helmChart, text, { path })));
    checkAnyTree(helmChart, ['apiVersion', 'name', 'version', 'type', 'dependencies', 'maintainers', 'annotations'], { path });
  }).timeout(30_000);
});
