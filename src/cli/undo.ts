import { prepareUndo } from '../app/undo-release.ts';
import type { Command } from './command.ts';
import { runRelease } from './release-command.ts';
import { readReleaseOptions } from './release-options.ts';
import { UsageError } from './usage-error.ts';

/** `airworthy undo MODEL [--stage STAGE]`: takes back the last release of a model by another one that is recorded like any other. */
export const runUndo: Command = async (args, io, signal) => {
  const options = readReleaseOptions(args);
  const [model, ...others] = options.positionals;
  if (model === undefined || others.length > 0) throw new UsageError('takes', { command: 'undo', words: 'MODEL' });
  const stage = options.stage ?? null;
  return await runRelease(
    { io, options },
    (deps, { context, remote }, until) => prepareUndo(deps, { context, model, stage, remote }, until),
    signal,
  );
};
