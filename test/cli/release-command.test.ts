import assert from 'node:assert/strict';
import type { Command } from '../../src/cli/command.ts';
import { runPromote } from '../../src/cli/promote.ts';
import { runRollback } from '../../src/cli/rollback.ts';
import { runVersions } from '../../src/cli/versions.ts';
import { releaseProject, type ReleaseProject } from '../support/release-project.ts';
import type { TemporaryRepository } from '../support/temporary-repository.ts';

describe('wrong use of release commands', function () {
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

  const usage: readonly (readonly [string, Command, string])[] = [
    ['no --yes and no terminal', runPromote, 'fraud v1.1.0 --to staging'],
    ['no stage', runPromote, 'fraud v1.1.0 --yes'],
    ['no version', runPromote, 'fraud --to staging --yes'],
    ['too many words', runPromote, 'fraud v1.1.0 x --to staging --yes'],
    ['an unknown option', runPromote, 'fraud v1.1.0 --to staging --yes --force'],
    ['an unknown model', runPromote, 'churn v1.1.0 --to staging --yes'],
    ['an unknown version', runPromote, 'fraud v9.0.0 --to staging --yes'],
    ['an unknown stage', runPromote, 'fraud v1.1.0 --to nowhere --yes'],
    ['an impossible stage', runPromote, 'fraud v1.1.0 --to a..b --yes'],
    ['a folder that is not there', runPromote, 'fraud v1.1.0 --to staging --yes --dir nowhere'],
    ['an unknown format', runPromote, 'fraud v1.1.0 --to staging --yes --format xml'],
    ['a push without a remote', runPromote, 'fraud v1.1.0 --to staging --yes --push'],
    ['nothing to roll back to', runRollback, 'fraud --stage staging --yes'],
    ['an unknown version to roll back to', runRollback, 'fraud --stage staging --to v9.0.0 --yes'],
    ['no stage to roll back', runRollback, 'fraud --yes'],
    ['two folders', runVersions, 'a b'],
    ['versions of no folder', runVersions, 'nowhere'],
  ];
  for (const [what, command, line] of usage) {
    it(`is a usage error: ${what}`, async () => {
      const { code, stdout, stderr } = await project.run(command, line);
      assert.deepEqual([code, stdout], [2, '']);
      assert.match(stderr, /^[^\n]+\n$/);
    });
  }
});
