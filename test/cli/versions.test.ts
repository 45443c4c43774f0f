import assert from 'node:assert/strict';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { fraudManifest, releaseProject, type ReleaseProject } from '../support/release-project.ts';
import type { TemporaryRepository } from '../support/temporary-repository.ts';

describe('airworthy versions', function () {
  this.timeout(60_000);
  let project: ReleaseProject;
  let place: TemporaryRepository;
  beforeEach(() => {
    project = releaseProject();
    ({ place } = project);
  });
  afterEach(() => {
    place.remove();
  });

  it('lists a declared MLflow model as empty, and says that it was not asked', async () => {
    place.write('airworthy.yaml', `${fraudManifest}  - { name: churn, registry: mlflow }\n`);
    const { code, stdout } = await project.versions('--format json');
    assert.equal(code, 0);
    const report = z
      .object({
        models: z.array(z.record(z.string(), z.unknown())),
        errors: z.array(z.object({ registry: z.string(), code: z.string() })),
        disagreements: z.tuple([]),
      })
      .parse(JSON.parse(stdout));
    assert.deepEqual(report.models[0], {
      model: 'churn',
      name: 'churn',
      registry: 'mlflow',
      latest: null,
      versions: [],
      stages: {},
      history: [],
    });
    assert.deepEqual(
      report.errors.map(({ registry, code: why }) => [registry, why]),
      [['mlflow', 'offline']],
    );
    assert.equal((await project.versions('--format json --online')).code, 3);
  });

  it('says which registry was not asked in the language of the reader', async () => {
    place.write('airworthy.yaml', `${fraudManifest}  - { name: churn, registry: mlflow }\n`);
    const [english, polish] = [await project.versions(''), await project.versions('', { language: 'pl' })];
    assert.match(english.stderr, /^MLflow was not asked: /);
    assert.equal(polish.stderr.split('\n')[0], `Nie zapytano MLflow: ${english.stderr.split('\n')[0] ?? ''}`);
  });

  it('lists nothing without Git, and cannot promote there', async () => {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'airworthy-plain-')));
    const { code, stdout } = await project.versions('--format json', { cwd: folder });
    assert.deepEqual([code, JSON.parse(stdout)], [0, { models: [], disagreements: [], errors: [] }]);
    assert.equal((await project.promote('fraud v1.1.0 --to staging --yes', { cwd: folder })).code, 2);
    rmSync(folder, { recursive: true });
  });

  it('prints models for people, with no control character of a name', async () => {
    place.tag('fraud#staging#1', place.git('rev-parse', 'fraud@v1.1.0^{commit}'), 1_700_002_000, { by: 'E\u001b[31mve' });
    const { stdout } = await project.versions('');
    assert.match(stdout, /^fraud \(git\), latest v1\.3\.0\n {2}Stages\n {4}staging {2}v1\.1\.0 {2}\S+Z {2}E\?\[31mve\n/);
  });
});
