import assert from 'node:assert/strict';
import { compareSnapshots, type Comparison } from '../../../src/core/compare/compare-snapshots.ts';
import { comparisonJson } from '../../../src/core/compare/comparison-json.ts';
import { comparisonText } from '../../../src/core/compare/comparison-text.ts';
import { metricDirections } from '../../../src/core/compare/metric-direction.ts';
import type { DataItem, VersionSnapshot } from '../../../src/core/compare/version-snapshot.ts';

const empty: VersionSnapshot = {
  version: 'v1',
  commit: null,
  metrics: [],
  params: [],
  data: [],
  stages: [],
  packages: [],
  unread: [],
};

function compare(left: Partial<VersionSnapshot>, right: Partial<VersionSnapshot>): Comparison {
  const directionOf = metricDirections({ gates: [], folder: '' });
  return compareSnapshots({ ...empty, ...left }, { ...empty, version: 'v2', ...right }, { model: 'm', directionOf, files: null });
}

function metric(left: number | null, right: number | null, name = 'f1'): unknown {
  const values = (value: number | null) => (value === null ? [] : [{ file: 'e.json', pointer: `/${name}`, value }]);
  const [first] = compare({ metrics: values(left) }, { metrics: values(right) }).metrics ?? [];
  return [first?.difference, first?.relative, first?.verdict];
}

function data(left: Partial<DataItem>, right: Partial<DataItem>): unknown {
  const item: DataItem = { path: 'd', role: 'output', md5: 'a', legacyMd5: false, size: 1, nfiles: null };
  const part = compare({ data: [{ ...item, ...left }] }, { data: [{ ...item, ...right }] }).data;
  return part?.changes[0]?.change ?? part?.unchanged;
}

describe('compareSnapshots', () => {
  it('judges metrics by difference and direction', () => {
    assert.deepEqual(metric(0.5, 0.75), [0.25, 0.5, 'better']);
    assert.deepEqual(metric(0.5, 0.75, 'loss'), [0.25, 0.5, 'worse']);
    assert.deepEqual(metric(-2, -1, 'loss'), [1, 0.5, 'worse']);
    assert.deepEqual(metric(2, 2, 'rows'), [0, 0, 'same']);
    assert.deepEqual(metric(2, 3, 'rows'), [1, 0.5, null]);
    assert.deepEqual(metric(0, 3), [3, null, 'better']);
  });

  it('says nothing of metrics that one side lacks or that are no finite numbers', () => {
    for (const [left, right] of [
      [null, 1],
      [1, null],
      [Number.NaN, 1],
      [1, Number.POSITIVE_INFINITY],
    ] as const)
      assert.deepEqual(metric(left, right), [null, null, null]);
  });

  it('tells added, removed and changed parameters, and null from nothing', () => {
    const params = (values: Readonly<Record<string, null | number | readonly number[]>>) =>
      Object.entries(values).map(([key, value]) => ({ file: 'params.yaml', key, value }));
    const part = compare(
      { params: params({ a: 1, b: [1, 2], c: null, same: Number.NaN }) },
      { params: params({ b: [2, 1], d: null, same: Number.NaN }) },
    ).params;
    assert.deepEqual(
      part?.changes.map(({ key, change, left, right }) => [key, change, left, right]),
      [
        ['a', 'removed', 1, null],
        ['b', 'modified', [1, 2], [2, 1]],
        ['c', 'removed', null, null],
        ['d', 'added', null, null],
      ],
    );
    assert.equal(part.unchanged, 1);
  });

  it('compares digests of one kind only', () => {
    assert.equal(data({}, {}), 1);
    assert.equal(data({}, { md5: 'b' }), 'modified');
    assert.equal(data({}, { md5: 'b', legacyMd5: true }), 'unknown');
    assert.equal(data({}, { legacyMd5: true }), 1);
    assert.equal(data({ md5: null }, { md5: null }), 'unknown');
  });

  it('does not take an unread file for one without parameters', () => {
    const params = [{ file: 'params.yaml', key: 'a', value: 1 }];
    const comparison = compare({ params }, { unread: [{ path: 'params.yaml', reason: 'broken' }] });
    assert.deepEqual(comparison.params, { changes: [], unchanged: 0 });
    assert.match(comparisonText(comparison, 'en'), /Not read\n.*\n {2}params\.yaml {2}v2 {7}is no JSON, YAML or TOML/);
    const absent = compare({ params }, { unread: [{ path: 'params.yaml', reason: 'absent' }] });
    assert.equal(absent.params?.changes[0]?.change, 'removed');
  });

  it('compares what is known where a version has no commit', () => {
    const run = { data: null, stages: null, packages: null };
    const comparison = compare({ ...run, metrics: [{ file: 'mlflow:t', pointer: '/f1', value: 1 }] }, { ...run, metrics: [] });
    assert.deepEqual([comparison.data, comparison.files, comparison.metrics?.length], [null, null, 1]);
    assert.match(comparisonText(comparison, 'pl'), /Dane i wyniki\n {2}Nieznane dla obu wersji naraz\./);
  });

  it('writes numbers that JSON cannot hold as text', () => {
    const of = (value: number) => ({
      metrics: [{ file: 'e.json', pointer: '/f1', value }],
      params: [{ file: 'p', key: 'k', value: [value] }],
    });
    const json: unknown = JSON.parse(JSON.stringify(comparisonJson(compare(of(Number.NaN), of(Number.NEGATIVE_INFINITY)))));
    assert.deepEqual(json, {
      ...compare({}, {}),
      metrics: [
        {
          file: 'e.json',
          pointer: '/f1',
          name: 'f1',
          left: 'NaN',
          right: '-Infinity',
          difference: null,
          relative: null,
          better: 'higher',
          knownBy: 'name',
          verdict: null,
        },
      ],
      params: { changes: [{ file: 'p', key: 'k', change: 'modified', left: ['NaN'], right: ['-Infinity'] }], unchanged: 0 },
    });
  });
});
