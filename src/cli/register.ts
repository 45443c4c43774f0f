import { prepareRelease } from '../app/prepare-release.ts';
import type { Command } from './command.ts';
import { runRelease } from './release-command.ts';
import { readReleaseOptions } from './release-options.ts';
import { UsageError } from './usage-error.ts';

/** `airworthy register MODEL VERSION [--commit REVISION]`: gives a commit, HEAD where none is named, the name of a version. */
export const runRegister: Command = async (args, io, signal) => {
  const options = readReleaseOptions(args);
  const [model, version, ...others] = options.positionals;
  if (model === undefined || version === undefined || others.length > 0)
    throw new UsageError('takes', { command: 'register', words: 'MODEL VERSION' });
  const revision = options.commit ?? 'HEAD';
  return await runRelease(
    { io, options },
    (deps, { context, remote }, until) =>
      prepareRelease(deps, { context, request: { action: 'register', model, version, revision, remote } }, until),
    signal,
  );
};
