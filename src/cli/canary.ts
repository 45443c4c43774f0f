import { prepareRelease } from '../app/prepare-release.ts';
import type { Command } from './command.ts';
import { runRelease } from './release-command.ts';
import { readReleaseOptions } from './release-options.ts';
import { UsageError } from './usage-error.ts';

/** `airworthy canary MODEL --percent N [--stage STAGE]`: gives the canary that runs another share of the traffic; 100 makes it the one for all. */
export const runCanary: Command = async (args, io, signal) => {
  const options = readReleaseOptions(args);
  const [model, ...others] = options.positionals;
  if (model === undefined || others.length > 0) throw new UsageError('takes', { command: 'canary', words: 'MODEL' });
  if (options.percent === undefined) throw new UsageError('needs', { command: 'canary', words: '--percent N' });
  const { percent, stage = null } = options;
  if (!/^\d{1,3}$/.test(percent) || Number(percent) > 100) {
    throw new UsageError('oneOf', { option: '--percent', value: percent, values: '0…100' });
  }
  return await runRelease(
    { io, options },
    (deps, { context, remote }, until) =>
      prepareRelease(deps, { context, request: { action: 'canary', model, percent: Number(percent), stage, remote } }, until),
    signal,
  );
};
