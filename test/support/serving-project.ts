import assert from 'node:assert/strict';
import * as z from 'zod';
import type { Command } from '../../src/cli/command.ts';
import { runCanary } from '../../src/cli/canary.ts';
import { runDeploy } from '../../src/cli/deploy.ts';
import { runPromote } from '../../src/cli/promote.ts';
import { runRegister } from '../../src/cli/register.ts';
import { runRollback } from '../../src/cli/rollback.ts';
import { runShadow } from '../../src/cli/shadow.ts';
import { runUnassign } from '../../src/cli/unassign.ts';
import { runUndo } from '../../src/cli/undo.ts';
import { runVersions } from '../../src/cli/versions.ts';
import { readServing } from '../../src/core/release/serving/read-serving.ts';
import { runCommand, type CommandRun, type CommandSetting } from './run-command.ts';
import { temporaryRepository, type TemporaryRepository } from './temporary-repository.ts';

const commands: Readonly<Record<string, Command>> = {
  canary: runCanary,
  deploy: runDeploy,
  promote: runPromote,
  register: runRegister,
  rollback: runRollback,
  shadow: runShadow,
  unassign: runUnassign,
  undo: runUndo,
  versions: runVersions,
};

const stagesJson = z.object({
  models: z.array(z.object({ registry: z.string(), stages: z.record(z.string(), z.unknown()) })),
});
const tagStage = z.object({ version: z.string() });

/** A model that Git tags keep and a manifest serves, and what is done with it. */
export interface ServingProject {
  readonly place: TemporaryRepository;
  readonly path: string;
  /** Runs `COMMAND ARGS…`; words are split at spaces, an argument with spaces goes in `more`. */
  readonly run: (line: string, setting?: Partial<CommandSetting>, more?: readonly string[]) => Promise<CommandRun>;
  /** As `run` with `--yes`; fails unless the exit code is 0. Gives standard output and error. */
  readonly done: (line: string) => Promise<string>;
  /** What the manifest in the work tree serves: role, version and percent of each side. */
  readonly served: () => readonly string[];
  /** What the tags say of the stages. */
  readonly stages: () => Promise<Readonly<Record<string, string>>>;
}

/** Makes a repository with a model in versions 4, 5 and 6 and a committed manifest that serves version 4. The caller removes it. */
export function servingProject({
  text,
  model = 'fraud',
  declared,
  versions = ['v1.4.0', 'v1.5.0', 'v1.6.0'],
  folder = '',
}: {
  readonly text: string;
  readonly model?: string;
  /** What `airworthy.yaml` says of the model besides its name, as a flow map without its braces. */
  readonly declared: string;
  readonly versions?: readonly string[];
  /** The project's folder with a `/` at its end. */
  readonly folder?: string;
}): ServingProject {
  const place = temporaryRepository();
  const path = `${folder}k8s/${model}.yaml`;
  place.commit(`${folder}airworthy.yaml`, `version: 1\nmodels:\n  - {name: ${model}, ${declared}}\n`);
  versions.forEach((version, index) => {
    place.tag(`${model}@${version}`, place.commit('model.txt', version), 1_700_000_100 + index);
  });
  place.commit(path, text);
  return servingProjectAt(place, path);
}

/** A project that is there already. */
export function servingProjectAt(place: TemporaryRepository, path: string): ServingProject {
  const run: ServingProject['run'] = (line, setting = {}, more = []) => {
    const [name = '', ...args] = line.split(' ');
    const command = commands[name];
    assert.ok(command !== undefined, name);
    return runCommand(command, [...args, ...more], { cwd: place.root, env: place.environment, ...setting });
  };
  return {
    place,
    path,
    run,
    async done(line) {
      const { code, stdout, stderr } = await run(`${line} --yes`);
      assert.equal(code, 0, `${line}: ${stderr}`);
      return stdout + stderr;
    },
    served() {
      const objects = readServing(path, place.read(path));
      return objects.flatMap(({ slots }) =>
        slots.map(({ role, version, traffic }) => `${role} ${version?.value ?? '?'} ${String(traffic)}`),
      );
    },
    async stages() {
      const { stdout } = await run('versions --format json');
      const model = stagesJson.parse(JSON.parse(stdout)).models.find(({ registry }) => registry === 'git');
      return Object.fromEntries(Object.entries(model?.stages ?? {}).map(([stage, holder]) => [stage, tagStage.parse(holder).version]));
    },
  };
}

/** That nothing is half done: a clean index and work tree, and a store that is whole. */
export function assertTidy({ place }: Pick<ServingProject, 'place'>): void {
  assert.equal(place.git('status', '--porcelain'), '');
  assert.equal(place.git('fsck', '--no-dangling', '--no-progress'), '');
}
