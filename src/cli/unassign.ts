import { prepareRelease } from '../app/prepare-release.ts';
import type { Command } from './command.ts';
import { runRelease } from './release-command.ts';
import { readReleaseOptions } from './release-options.ts';
import { UsageError } from './usage-error.ts';

/** `airworthy unassign MODEL --stage STAGE`: takes the version out of a stage. */
export const runUnassign: Command = async (args, io, signal) => {
  const options = readReleaseOptions(args);
  const [model, ...others] = options.positionals;
  const { stage } = options;
  if (model === undefined || others.length > 0) throw new UsageError('takes', { command: 'unassign', words: 'MODEL' });
  if (stage === undefined) throw new UsageError('needs', { command: 'unassign', words: '--stage STAGE' });
  return await runRelease(
    { io, options },
    (deps, { context, remote }, until) => prepareRelease(deps, { context, request: { action: 'unassign', model, stage, remote } }, until),
    signal,
  );
};
