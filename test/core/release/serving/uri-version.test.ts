import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { versionInUri, versionPlacesInUri } from '../../../../src/core/release/serving/uri-version.ts';
import {
  isSameScheme,
  isSameVersion,
  looksLikeVersion,
  spelledLike,
  versionLabel,
} from '../../../../src/core/release/serving/version-name.ts';

const digest = `sha256:${'0a'.repeat(32)}`;
const named: readonly (readonly [uri: string, version: string, kind: string])[] = [
  ['models:/fraud/7', '7', 'number'],
  ['models:/prod.ml.fraud/12', '12', 'number'],
  [`oci://reg/fraud@${digest}`, digest, 'digest'],
  ['oci://reg/team/fraud:v1.4.0', 'v1.4.0', 'tag'],
  ['s3://b/fraud/model.pkl?versionId=abc.1', 'abc.1', 'object'],
  ['hf://org/model:0123abcdef', '0123abcdef', 'commit'],
  ['gs://models/fraud/v1.4.0', 'v1.4.0', 'path'],
  ['gs://models/fraud/v1.4.0/model.joblib', 'v1.4.0', 'path'],
  ['gs://models/fraud/1.4.0/', '1.4.0', 'path'],
  ['s3://models/fraud-v1.4.0', 'v1.4.0', 'path'],
  ['s3://models/fraud-v1.4.0.tar.gz', 'v1.4.0', 'path'],
  ['s3://models/fraud-v1.4.0-onnx/model', 'v1.4.0', 'path'],
  ['s3://models/fraud/v1.5.0-rc.1/model.onnx', 'v1.5.0-rc.1', 'path'],
  ['s3://models/fraud_v7.pkl', 'v7', 'path'],
  ['s3://models/fraud/v7', 'v7', 'path'],
  ['s3://models/fraud/7/', '7', 'path'],
  ['pvc://models/fraud_1_4_0', '1_4_0', 'path'],
  ['https://host:8080/fraud/v1.4.0/model.zip?sig=v9', 'v1.4.0', 'path'],
  ['s3://models/v2/fraud/v1.4.0', 'v1.4.0', 'path'],
  ['gs://m/mlserver_1.5.0/fraud/v3', 'v3', 'path'],
  ['s3://m/v1.4.0/fraud-1.4.0.pkl', '1.4.0', 'path'],
];

const uncertain: readonly string[] = [
  'gs://kfserving-examples/models/sklearn/1.0/model',
  'gs://seldon-models/scv2/samples/mlserver_1.5.0/iris-sklearn',
  's3://m/v1.2.0/fraud-v1.4.0',
  's3://m/v1/fraud/v2',
];

const nameless: readonly string[] = [
  '',
  'models:/fraud@champion',
  's3://models/fraud/latest',
  'oci://reg/fraud:latest',
  's3://models/fraud',
  's3://models/resnet-50/model.pt',
  '7',
];

describe('versions in URIs', () => {
  for (const [uri, version, kind] of named) {
    it(`${version} in ${uri}`, () => {
      const found = versionInUri(uri);
      assert.deepEqual([found?.version, found?.kind, found?.isCertain], [version, kind, true]);
      assert.equal(uri.slice(found?.start, found?.end), version);
    });
  }
  for (const uri of uncertain) it(`no certain one in ${uri}`, () => assert.equal(versionInUri(uri)?.isCertain, false));
  for (const uri of nameless) it(`none in ${uri}`, () => assert.equal(versionInUri(uri), null));

  it('are found at every place that spells them', () => {
    const uri = 's3://m/v1.4.0/fraud_1_4_0/v2/fraud-1.4.0.pkl';
    const found = versionInUri(uri);
    assert.ok(found !== null);
    assert.deepEqual(
      versionPlacesInUri(uri, found).map(({ start, end }) => uri.slice(start, end)),
      ['v1.4.0', '1_4_0', '1.4.0'],
    );
  });

  it('are found in any text, or not, at a place inside it', () => {
    const word = fc.string({ unit: fc.constantFrom('v', '1', '.', '0', '_', '-', '/', ':', '@', '?', 'a', 's3://') });
    fc.assert(
      fc.property(fc.oneof(fc.string(), word), (uri) => {
        const found = versionInUri(uri);
        if (found === null) return;
        assert.equal(uri.slice(found.start, found.end), found.version);
        for (const { start, end } of versionPlacesInUri(uri, found)) assert.ok(start >= 0 && start < end && end <= uri.length);
      }),
    );
  });
});

describe('names of versions', () => {
  it('are one with and without v, with dots or underscores', () => {
    assert.ok(isSameVersion('v1.4.0', '1.4.0') && isSameVersion('v1_4_0', '1.4.0') && isSameVersion('v7', '7'));
    assert.ok(!isSameVersion('v1.4.0', 'v1.4.1') && !isSameVersion('7', '7.0'));
  });

  it('are compared like with like', () => {
    assert.deepEqual(
      [
        ['v1.4.0', '1.5.0-rc.1'],
        ['7', 'v8'],
        ['7', 'v1.4.0'],
        ['main', 'main'],
      ].map(([one = '', other = '']) => isSameScheme(one, other)),
      [true, true, false, false],
    );
  });

  const spelled: readonly (readonly [version: string, model: string, written: string | null])[] = [
    ['v1.5.0', 'v1.4.0', 'v1.5.0'],
    ['v1.5.0', '1.4.0', '1.5.0'],
    ['1.5.0', 'v1.4.0', 'v1.5.0'],
    ['v1.5.0', 'v1_4_0', 'v1_5_0'],
    ['v1.5.0-rc.1', 'v1_4_0', null],
    ['8', 'v7', 'v8'],
    ['v1.5.0', '7', null],
    ['champion', 'v7', null],
  ];
  for (const [version, model, written] of spelled)
    it(`${version} is ${String(written)} where ${model} was`, () => assert.equal(spelledLike(version, model), written));

  it('stand in labels of these names', () => {
    const keys = [
      'app.kubernetes.io/version',
      'version',
      'modelVersion',
      'model-version',
      'mlops.example.com/model_version',
      'model.version',
    ];
    assert.deepEqual(
      keys.filter((key) => !versionLabel.test(key)),
      [],
    );
    assert.deepEqual(
      ['helm.sh/chart', 'apiVersion', 'schema-version', 'app.kubernetes.io/name'].filter((key) => versionLabel.test(key)),
      [],
    );
    assert.deepEqual(['v1.4.0', '1_4_0', '7', 'canary', 'main', 'latest'].map(looksLikeVersion), [true, true, true, false, false, false]);
  });
});
