import { prepareRelease } from '../app/prepare-release.ts';
import type { Command } from './command.ts';
import { runRelease } from './release-command.ts';
import { readReleaseOptions } from './release-options.ts';
import { UsageError } from './usage-error.ts';

/** `airworthy shadow MODEL VERSION [--to STAGE]`: lets a version see copies of the requests; it answers nobody. */
export const runShadow: Command = async (args, io, signal) => {
  const options = readReleaseOptions(args);
  const [model, version, ...others] = options.positionals;
  if (model === undefined || version === undefined || others.length > 0) {
    throw new UsageError('takes', { command: 'shadow', words: 'MODEL VERSION' });
  }
  const stage = options.to ?? null;
  return await runRelease(
    { io, options },
    (deps, { context, remote }, until) =>
      prepareRelease(deps, { context, request: { action: 'shadow', model, version, stage, remote } }, until),
    signal,
  );
};
