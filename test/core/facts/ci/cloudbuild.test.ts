import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cloudbuild } from '../../../../src/core/facts/ci/cloudbuild.ts';
import { checkAnyTree, checkTotal, parseText, truncations } from '../../../support/read-format.ts';

const path = 'cloudbuild.yaml';
const churn = `steps:
  - id: test
    name: python:3.12
    entrypoint: bash
    args: ['-c', 'pip install -r requirements.txt && pytest']
    dir: model
  - name: gcr.io/cloud-builders/docker
    args: [build, -t, '$_IMAGE', .]
  - name: ubuntu
    script: |
      #!/usr/bin/env bash
      echo done
    allowFailure: true
images: ['$_IMAGE']
substitutions:
  _IMAGE: europe-docker.pkg.dev/p/churn
options: { logging: CLOUD_LOGGING_ONLY }
timeout: 1200s
`;

describe('cloudbuild', () => {
  it('reads steps, images and substitutions', () => {
    const { facts, problems, inspected } = parseText(cloudbuild, churn, { path });
    assert.deepEqual(problems, []);
    assert.deepEqual(
      facts.steps.map(({ image, entrypoint, args, folder, forgiven }) => [image.value, entrypoint, args.length, folder, forgiven]),
      [
        ['python:3.12', 'bash', 2, 'model', false],
        ['gcr.io/cloud-builders/docker', null, 4, '', false],
        ['ubuntu', null, 0, '', true],
      ],
    );
    assert.deepEqual(inspected, {
      steps: [
        { id: 'test', image: 'python:3.12', script: null },
        { id: null, image: 'gcr.io/cloud-builders/docker', script: null },
        { id: null, image: 'ubuntu', script: '#!/usr/bin/env bash\necho done\n' },
      ],
      images: ['$_IMAGE'],
      substitutions: ['_IMAGE'],
    });
  });

  it('is known by its content elsewhere, and takes no pipeline of another system', () => {
    assert.ok(parseText(cloudbuild, churn, { path: 'ci/build.yaml' }).recognised);
    for (const other of ['steps:\n  - script: pytest\n', 'steps:\n  - name: Build\n    run: make\n', 'jobs: {}\n'])
      assert.ok(!parseText(cloudbuild, other, { path: 'ci/other.yaml' }).recognised, other);
  });

  it('says what Cloud Build would refuse, at its place', () => {
    const words = (text: string): readonly string[] =>
      parseText(cloudbuild, text, { path }).problems.map(({ span }) => text.slice(span.start, span.end));
    assert.deepEqual(words('steps:\n  - args: [a]\n  - name: x\n    script: y\n    args: [z]\nsubstitutions: {IMAGE: a}\n'), [
      'args',
      'script',
      'IMAGE',
    ]);
    assert.equal(words('images: [a]\n').length, 1);
    assert.equal(words('steps: none\n').length, 1);
  });

  it('survives truncations, any text and any tree', () => {
    for (const text of truncations(churn)) checkTotal(cloudbuild, text, { path });
    fc.assert(fc.property(fc.string(), (text) => checkTotal(cloudbuild, text, { path })));
    checkAnyTree(cloudbuild, ['steps', 'name', 'args', 'script', 'images', 'substitutions', 'entrypoint'], { path });
  }).timeout(30_000);
});
