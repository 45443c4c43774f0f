import { prepareRelease } from '../app/prepare-release.ts';
import type { Command } from './command.ts';
import { runRelease } from './release-command.ts';
import { readReleaseOptions } from './release-options.ts';
import { UsageError } from './usage-error.ts';

/** `airworthy promote MODEL VERSION --to STAGE`: puts a version into a stage, if the stage's gates let it. */
export const runPromote: Command = async (args, io, signal) => {
  const options = readReleaseOptions(args);
  const [model, version, ...others] = options.positionals;
  const stage = options.to;
  if (model === undefined || version === undefined || others.length > 0)
    throw new UsageError('takes', { command: 'promote', words: 'MODEL VERSION' });
  if (stage === undefined) throw new UsageError('needs', { command: 'promote', words: '--to STAGE' });
  if (options.stage !== undefined) throw new UsageError('stageByTo');
  return await runRelease(
    { io, options },
    (deps, { context, remote }, until) =>
      prepareRelease(deps, { context, request: { action: 'promote', model, version, stage, remote } }, until),
    signal,
  );
};
