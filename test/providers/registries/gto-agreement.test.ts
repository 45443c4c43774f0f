import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { delimiter, join } from 'node:path';
import * as z from 'zod';
import { reportGitModels, type ReportedModel } from '../../../src/core/release/versions-report.ts';
import { noReleaseConfig } from '../../../src/core/release/release-config.ts';
import { createFileTree } from '../../../src/node/file-tree.ts';
import { createGit } from '../../../src/node/git/git-repository.ts';
import { allAtOnce } from '../../../src/core/steps/steps.ts';
import { gitTagsRegistry } from '../../../src/providers/registries/git-tags.ts';
import { runPromote } from '../../../src/cli/promote.ts';
import { runRollback } from '../../../src/cli/rollback.ts';
import { generateTags, writeTags } from '../../support/generate-tags.ts';
import { runCommand } from '../../support/run-command.ts';
import { neverAborted, temporaryRepository, type TemporaryRepository } from '../../support/temporary-repository.ts';

const shown = z.record(z.string(), z.object({ version: z.string().nullable(), stage: z.record(z.string(), z.string().nullable()) }));
const historic = z.array(
  z.object({
    timestamp: z.string(),
    artifact: z.string(),
    event: z.string(),
    version: z.string().nullable(),
    stage: z.string().nullable(),
    author: z.string(),
    ref: z.string(),
  }),
);
const versionsOfOne = z.array(
  z.object({
    version: z.string(),
    ref: z.string(),
    commit_hexsha: z.string(),
    is_active: z.boolean(),
    created_at: z.string(),
    author: z.string(),
    registrations: z.array(z.unknown()),
  }),
);

const eventNames: Readonly<Record<string, string>> = {
  register: 'registration',
  deregister: 'deregistration',
  assign: 'assignment',
  unassign: 'unassignment',
  deprecate: 'deprecation',
};

/** The folder of the real gto; null where it cannot be had. Never null under CI. */
function gtoFolder(): string | null {
  const isCi = process.env['CI'] === 'true';
  try {
    return execFileSync('python3', ['test/sample/venv.py', 'gto', ...(isCi ? [] : ['--if-present'])], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    }).trim();
  } catch (error) {
    if (isCi) throw error;
    return null;
  }
}

describe('agreement with the real gto', function () {
  this.timeout(180_000);
  let bin = '';
  let place: TemporaryRepository;
  before(function () {
    const folder = gtoFolder();
    if (folder === null) {
      process.stdout.write("    skipped: gto is not installed; 'python3 test/sample/venv.py gto' installs it\n");
      this.skip();
    }
    bin = folder;
  });
  beforeEach(() => {
    place = temporaryRepository();
  });
  afterEach(() => {
    place.remove();
  });

  function gto(...args: readonly string[]): string {
    const env = { ...place.environment, PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}` };
    return execFileSync(join(bin, 'gto'), [...args], { cwd: place.root, env, encoding: 'utf8', maxBuffer: 1e9 });
  }

  async function ours(): Promise<readonly ReportedModel[]> {
    const signal = neverAborted();
    const repository = await createGit({ environment: place.environment }).open(place.root, signal);
    assert.ok(repository !== null);
    const { models } = await gitTagsRegistry({ repository, tree: createFileTree(place.root), cache: null }).read('all', signal);
    return allAtOnce(reportGitModels(models, noReleaseConfig));
  }

  function second(time: string): string {
    return new Date(time).toISOString().replace('.000Z', 'Z');
  }

  async function assertAgreement(): Promise<readonly ReportedModel[]> {
    const models = await ours();
    const theirs = shown.parse(JSON.parse(gto('show', '--json')));
    assert.deepEqual(
      Object.fromEntries(
        models.map(({ name, latest, stages }) => [
          name,
          { version: latest, stage: Object.fromEntries(Object.entries(stages).map(([stage, { version }]) => [stage, version])) },
        ]),
      ),
      Object.fromEntries(
        Object.entries(theirs).map(([name, { version, stage }]) => [
          name,
          { version, stage: Object.fromEntries(Object.entries(stage).filter(([, held]) => held !== null)) },
        ]),
      ),
    );
    const history = historic.parse(JSON.parse(gto('history', '--json')));
    for (const model of models) {
      assert.deepEqual(
        model.history.map(({ action, version, stage, at, by, ref }) => [eventNames[action], version, stage, at, by, ref]),
        history
          .filter(({ artifact }) => artifact === model.name)
          .map(({ event, version, stage, timestamp, author, ref }) => [event, version, stage, second(timestamp), author, ref]),
      );
    }
    return models;
  }

  /** As above for each version of each model; gto wants a run for each model. */
  function assertVersionsAgree(models: readonly ReportedModel[]): void {
    for (const model of models) {
      const registered = versionsOfOne
        .parse(JSON.parse(gto('show', model.name, '--deprecated', '--json')))
        .filter(({ registrations }) => registrations.length > 0);
      assert.deepEqual(
        model.versions.map(({ version, ref, commit, active, registeredAt, author }) => [
          version,
          ref,
          commit,
          active,
          registeredAt,
          author,
        ]),
        registered.map((v) => [v.version, v.ref, v.commit_hexsha, v.is_active, second(v.created_at), v.author]),
      );
    }
  }

  for (const seed of [1, 2, 3]) {
    it(`shows what gto shows on generated tags (${String(seed)})`, async () => {
      const commits = Array.from({ length: 25 }, (_, index) => place.commit('f', String(index)));
      writeTags(place, generateTags(commits, 250, seed));
      const models = await assertAgreement();
      if (seed === 1) assertVersionsAgree(models);
    });
  }

  it('hides what gto hides, and lists what it lists', async () => {
    const one = place.commit('a', '1');
    const two = place.commit('artifacts.yaml', 'annotated:\n  type: model\nrevived:\n  type: model\n');
    place.write('.gto', 'stages: [prod, dev]\n');
    for (const [index, name] of ['gone', 'kept', 'revived'].entries()) {
      place.tag(`${name}@v1.0.0`, one, 1_699_000_000 + index);
      place.tag(`${name}#prod#1`, two, 1_699_000_010 + index);
      place.tag(`${name}#other#2`, one, 1_699_000_020 + index);
    }
    // One after all commits, one between a tag and the commits it tags, one between the first commit and HEAD.
    place.tag('gone@deprecated#3', one, 1_800_000_000);
    place.tag('kept@deprecated#3', one, 1_699_500_000);
    place.tag('revived@deprecated#3', one, 1_700_000_000);
    assert.deepEqual(
      (await ours()).map(({ name }) => name),
      ['annotated', 'kept', 'revived'],
    );
    assertVersionsAgree(await assertAgreement());
  });

  it('writes tags that gto understands, and reads gto’s', async () => {
    for (const [index, version] of ['v1.0.0', 'v1.1.0'].entries())
      gto('register', 'fraud', place.commit('a', String(index)), '--version', version);
    const cli = { cwd: place.root, env: place.environment };
    gto('assign', 'fraud', '--version', 'v1.0.0', '--stage', 'prod');
    assert.equal((await runCommand(runPromote, ['fraud', 'v1.1.0', '--to', 'prod', '--yes', '--reason', 'x\n\ny'], cli)).code, 0);
    assert.equal(shown.parse(JSON.parse(gto('show', '--json')))['fraud']?.stage['prod'], 'v1.1.0');
    assert.equal((await runCommand(runRollback, ['fraud', '--stage', 'prod', '--yes'], cli)).code, 0);
    assert.equal(shown.parse(JSON.parse(gto('show', '--json')))['fraud']?.stage['prod'], 'v1.0.0');
    assert.match(gto('check-ref', 'fraud#prod#3'), /assigned to version "v1\.0\.0" of artifact "fraud"/);
    gto('deprecate', 'fraud', 'v1.0.0', 'prod');
    await assertAgreement();
  });
});
