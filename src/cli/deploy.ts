import { prepareRelease } from '../app/prepare-release.ts';
import type { Command } from './command.ts';
import { runRelease } from './release-command.ts';
import { readReleaseOptions } from './release-options.ts';
import { UsageError } from './usage-error.ts';

/** `airworthy deploy MODEL VERSION --to STAGE`: promotes a version and takes it into the stage's serving manifest or deploy command. */
export const runDeploy: Command = async (args, io, signal) => {
  const options = readReleaseOptions(args);
  const [model, version, ...others] = options.positionals;
  const stage = options.to;
  if (model === undefined || version === undefined || others.length > 0) {
    throw new UsageError('takes', { command: 'deploy', words: 'MODEL VERSION' });
  }
  if (stage === undefined) throw new UsageError('needs', { command: 'deploy', words: '--to STAGE' });
  return await runRelease(
    { io, options },
    (deps, { context, remote }, until) =>
      prepareRelease(deps, { context, request: { action: 'deploy', model, version, stage, remote } }, until),
    signal,
  );
};
