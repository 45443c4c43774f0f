import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { Command } from '../../src/cli/command.ts';
import { runPromote } from '../../src/cli/promote.ts';
import { runRollback } from '../../src/cli/rollback.ts';
import { runVersions } from '../../src/cli/versions.ts';
import { runCommand, type CommandRun, type CommandSetting } from './run-command.ts';
import { temporaryRepository, type TemporaryRepository } from './temporary-repository.ts';

/** A manifest with one model, a gate on f1 and a protected stage. */
export const fraudManifest = `version: 1
models:
  - name: fraud
    stages: [staging, production, open]
    protected: [production]
    gates:
      - { metric: f1, from: metrics/eval.json#/test/f1, min: 0.85, stages: [staging, production] }
`;

/** The JSON document of `promote` and `rollback`. */
export const releaseJson = z.strictObject({
  plan: z.array(z.strictObject({ step: z.string(), target: z.string(), before: z.string().nullable(), after: z.string() })),
  gates: z.array(z.strictObject({ metric: z.string(), value: z.unknown(), limit: z.unknown(), passed: z.boolean(), why: z.string() })),
  applied: z.boolean(),
  verified: z.boolean(),
});

const stagesJson = z.object({ models: z.array(z.object({ stages: z.record(z.string(), z.object({ version: z.string() })) })) });

/** A command line, run in the project or elsewhere. */
type RunLine = (line: string, setting?: Partial<CommandSetting>) => Promise<CommandRun>;

/** A repository with the model fraud in versions v1.1.0 (f1 0.86), v1.2.0 (0.9) and v1.3.0 (0.5). */
export interface ReleaseProject {
  readonly place: TemporaryRepository;
  readonly promote: RunLine;
  readonly rollback: RunLine;
  readonly versions: RunLine;
  readonly run: (command: Command, line: string, setting?: Partial<CommandSetting>) => Promise<CommandRun>;
  /** Registers a version on a commit with these metrics. */
  readonly register: (version: string, metrics: string) => string;
  /** Registers a version on a commit that is there. */
  readonly registerAt: (version: string, commit: string) => void;
  readonly inStage: (stage: string) => Promise<string | undefined>;
}

/** Makes the project; the caller removes it. */
export function releaseProject(): ReleaseProject {
  const place = temporaryRepository();
  // A property, so that each tag is younger than the one before.
  const clock = { now: 1_700_001_000 };
  const registerAt = (version: string, commit: string): void => {
    clock.now += 10;
    place.tag(`fraud@${version}`, commit, clock.now);
  };
  const register = (version: string, metrics: string): string => {
    const commit = place.commit('metrics/eval.json', metrics);
    registerAt(version, commit);
    return commit;
  };
  const run = (command: Command, line: string, setting: Partial<CommandSetting> = {}): Promise<CommandRun> =>
    runCommand(
      command,
      line.split(' ').filter((arg) => arg !== ''),
      { cwd: place.root, env: place.environment, ...setting },
    );
  place.commit('airworthy.yaml', fraudManifest);
  register('v1.1.0', '{"test": {"f1": 0.86}}');
  register('v1.2.0', '{"test": {"f1": 0.9}}');
  register('v1.3.0', '{"test": {"f1": 0.5}}');
  return {
    place,
    run,
    register,
    registerAt,
    promote: (line, setting) => run(runPromote, line, setting),
    rollback: (line, setting) => run(runRollback, line, setting),
    versions: (line, setting) => run(runVersions, line, setting),
    async inStage(stage) {
      const { stdout } = await run(runVersions, '--format json');
      return stagesJson.parse(JSON.parse(stdout)).models[0]?.stages[stage]?.version;
    },
  };
}

/** MD5 as DVC writes it. */
export function md5Of(text: string): string {
  return createHash('md5').update(text).digest('hex');
}
