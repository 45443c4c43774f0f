import assert from 'node:assert/strict';
import { trackingOffers } from '../../src/app/tracking-offers.ts';
import { runVersions } from '../../src/cli/versions.ts';
import { createFileTree } from '../../src/node/file-tree.ts';
import { createGit } from '../../src/node/git/git-repository.ts';
import { runCommand } from '../support/run-command.ts';
import { neverAborted, temporaryRepository, type TemporaryRepository } from '../support/temporary-repository.ts';

const signal = neverAborted();

describe('trackingOffers', function () {
  this.timeout(30_000);
  let place: TemporaryRepository;

  beforeEach(() => {
    place = temporaryRepository();
    place.write('.gitignore', '.env\n');
    place.write('.env', '# MLFLOW_TRACKING_URI=http://old:1\nexport MLFLOW_TRACKING_URI="http://mlflow.internal:5000/"\n');
    place.write('project/train.py', 'import mlflow\nmlflow.set_tracking_uri("https://tracking.example.com")\n');
    place.write('examples/train.py', 'import mlflow\nmlflow.set_tracking_uri("https://example.org")\n');
    place.write('deploy/compose.yaml', 'services:\n  api:\n    environment:\n      MLFLOW_TRACKING_URI: sqlite:///mlflow.db\n');
  });
  afterEach(() => {
    place.remove();
  });

  async function offers(environment: Readonly<Record<string, string>> = {}) {
    const repository = await createGit({ environment: place.environment }).open(place.root, signal);
    assert.ok(repository !== null);
    return trackingOffers({ repository, tree: createFileTree(place.root) }, { folder: 'project', environment }, signal);
  }

  it('finds servers in ignored environment files, in code and in the environment, and no database or example', async () => {
    assert.deepEqual(await offers({ MLFLOW_TRACKING_URI: 'http://127.0.0.1:9' }), [
      { url: 'http://127.0.0.1:9', from: { kind: 'environment', name: 'MLFLOW_TRACKING_URI' } },
      { url: 'http://mlflow.internal:5000', from: { kind: 'file', path: '.env', line: 2 } },
      { url: 'https://tracking.example.com', from: { kind: 'file', path: 'project/train.py', line: 2 } },
    ]);
  });

  it('is told by the listing of versions for people, and never by the one for machines', async () => {
    const io = { cwd: place.root, env: place.environment, language: 'en' as const };
    const text = await runCommand(runVersions, [], io);
    assert.match(text.stderr, /named in \.env:2: http:\/\/mlflow\.internal:5000\. Nothing was asked/);
    assert.equal((await runCommand(runVersions, ['--format', 'json'], io)).stderr, '');
  });
});
