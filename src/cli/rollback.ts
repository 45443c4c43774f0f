import { prepareRelease } from '../app/prepare-release.ts';
import type { Command } from './command.ts';
import { runRelease } from './release-command.ts';
import { readReleaseOptions } from './release-options.ts';
import { UsageError } from './usage-error.ts';

/** `airworthy rollback MODEL --stage STAGE [--to VERSION]`: brings an earlier version back into a stage. Gates are shown and never block. */
export const runRollback: Command = async (args, io, signal) => {
  const options = readReleaseOptions(args);
  const [model, ...others] = options.positionals;
  const { stage, to = null } = options;
  if (model === undefined || others.length > 0) throw new UsageError('takes', { command: 'rollback', words: 'MODEL' });
  if (stage === undefined) throw new UsageError('needs', { command: 'rollback', words: '--stage STAGE' });
  return await runRelease(
    { io, options },
    (deps, { context, remote }, until) =>
      prepareRelease(
        deps,
        { context, request: { action: 'rollback', model, stage, to, remote, goesOnWithout: options.goesOnWithout } },
        until,
      ),
    signal,
  );
};
