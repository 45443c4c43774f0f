import assert from 'node:assert/strict';
import { inspectFile, readFile } from '../../../src/core/facts/read-file.ts';
import { createSourceText } from '../../../src/core/model/source-text.ts';

const inspect = (path: string, text: string): ReturnType<typeof inspectFile> =>
  inspectFile(readFile(createSourceText(path, text), { read: () => undefined }), path);

describe('files of YAML', () => {
  it('belong to the format of their name even when they are empty', () => {
    assert.deepEqual(
      inspect('airworthy.yaml', '').errors.map((error) => [error.line, error.column]),
      [[1, 1]],
    );
    assert.deepEqual(inspect('dvc.yaml', '# nothing yet\n'), {
      path: 'dvc.yaml',
      format: 'dvc-yaml',
      valid: true,
      errors: [],
      facts: { stages: [], outs: [], deps: [], metrics: [], plots: [], params: [], artifacts: [] },
    });
    assert.equal(inspect('MLmodel', '').valid, false);
  });

  it('say only what YAML refuses where YAML is broken', () => {
    const { format, valid, errors } = inspect('dvc.yaml', 'stages: [\n');
    assert.deepEqual([format, valid, errors.length, errors[0]?.line], ['dvc-yaml', false, 1, 2]);
  });

  it('hold one document where their tool reads one', () => {
    const { format, valid, errors } = inspect('dvc.lock', "schema: '2.0'\n---\nschema: '2.0'\n");
    assert.deepEqual([format, valid, errors.map((error) => error.line)], ['dvc-lock', false, [3]]);
  });

  it('may hold objects of several formats, listed one by one', () => {
    const service = 'apiVersion: v1\nkind: Service\nmetadata: {name: a}\n';
    const model =
      'apiVersion: serving.kserve.io/v1beta1\nkind: InferenceService\nmetadata: {name: b}\nspec: {predictor: {sklearn: {storageUri: s3://m}}}\n';
    assert.deepEqual(inspect('k8s/all.yaml', `${service}---\n${model}`).facts, {
      documents: [
        { format: 'kubernetes', objects: [{ kind: 'Service', name: 'a' }] },
        { format: 'kserve', name: 'b', namespace: null, storageUri: 's3://m', modelFormat: 'sklearn', canaryTrafficPercent: null },
      ],
    });
    assert.deepEqual(inspect('k8s/two.yaml', `${service}---\n${service}`).facts, {
      objects: [
        { kind: 'Service', name: 'a' },
        { kind: 'Service', name: 'a' },
      ],
    });
  });

  it('are unknown and valid where they are templates of Helm', () => {
    const text = 'apiVersion: v1\nkind: Service\nmetadata:\n  name: {{ .Release.Name }}\n';
    assert.deepEqual(inspect('chart/templates/a.yaml', text), {
      path: 'chart/templates/a.yaml',
      format: 'unknown',
      valid: true,
      errors: [],
      facts: {},
    });
  });
});
