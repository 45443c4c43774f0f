import { join } from 'node:path';
import { applyRelease, type Receipt } from '../app/apply-release.ts';
import type { PreparedRelease, ReadyRelease } from '../app/prepare-release.ts';
import { openReleases, type ReleaseContext, type ReleaseDependencies } from '../app/release-context.ts';
import { format, message } from '../core/l10n/message.ts';
import { GitError } from '../ports/git.ts';
import { ProviderError } from '../ports/version-registry.ts';
import { runShellCommand } from '../node/run-command.ts';
import { exitCodes, type CliIo } from './command.ts';
import { releaseDependencies, releasePlace } from './release-dependencies.ts';
import type { ReleaseOptions } from './release-options.ts';
import { alreadyText, planText, receiptText, releaseJson, sentence } from './release-output.ts';
import { printable } from './table-text.ts';
import { isServerFailure, tellFailure } from './tell-failure.ts';
import { UsageError } from './usage-error.ts';

/** Prepares the release that a command asks for. */
export type Prepare = (
  deps: ReleaseDependencies,
  input: { readonly context: ReleaseContext; readonly remote: string | null },
  signal: AbortSignal,
) => Promise<PreparedRelease>;

const texts = {
  confirm: { en: 'Go on? [y/N] ', pl: 'Kontynuować? [t/N] ' },
  confirmModel: { en: 'This stage is protected. Type {model} to go on: ', pl: 'Ten etap jest chroniony. Wpisz {model}, aby kontynuować: ' },
  why: { en: 'Why? The reason is kept with the release: ', pl: 'Dlaczego? Powód zostanie zapisany razem z wydaniem: ' },
} as const;

/** What a run stands on once its arguments are read. */
interface Run {
  readonly io: CliIo;
  readonly options: ReleaseOptions;
}

/**
 * The way every release goes: plan, gates, confirmation, apply, read back. All that can be wrong with the request is found out before
 * anything is printed, so that standard output is empty at exit code 2.
 */
export async function runRelease(run: Run, prepare: Prepare, signal: AbortSignal): Promise<number> {
  const { io, options } = run;
  if (!options.isConfirmed && !options.isDryRun && io.ask === undefined) throw new UsageError('noTerminal');
  const deps = await releaseDependencies(io, options);
  const place = await releasePlace(options.directory, io);
  const prepared = await orUsage(io, async () => {
    const context = await openReleases(deps, place, signal);
    if (context === null) throw new UsageError('noRepository', { path: options.directory });
    const remote = options.push ? await remoteOf(context, signal) : null;
    try {
      return await prepare(deps, { context, remote }, signal);
    } catch (error) {
      if (isServerFailure(error)) return tellFailure(io, error);
      throw error;
    }
  });
  if (typeof prepared === 'number') return prepared;
  if (prepared.kind === 'refused') throw new UsageError('asSaid', { text: printable(format(prepared.reason, io.language)) });
  if (prepared.kind === 'already') return already(run, prepared);
  await checkConfirmation(run, prepared, signal);
  return perform(deps, { run, release: prepared }, signal);
}

async function perform(
  deps: ReleaseDependencies,
  { run, release }: { readonly run: Run; readonly release: ReadyRelease },
  signal: AbortSignal,
): Promise<number> {
  const { io, options } = run;
  if (options.format === 'text') io.stdout(planText(release, io.language));
  const finish = (code: number, receipt: Receipt | null, text: string): number => {
    io.stdout(options.format === 'json' ? `${JSON.stringify(releaseJson(release, receipt), null, 2)}\n` : text);
    return code;
  };
  if (release.isBlocked && !options.overridesGates) {
    io.stderr(sentence('blocked', io.language));
    return finish(exitCodes.blocked, null, '');
  }
  if (options.isDryRun) return finish(exitCodes.fine, null, sentence('dryRun', io.language));
  const reason = options.isConfirmed ? options.reason : await agreedReason(run, release);
  if (reason === null) return finish(exitCodes.fine, null, sentence('declined', io.language));
  try {
    const words = { reason, goesOnWithout: options.goesOnWithout };
    const receipt = await applyRelease(deps, { release, words }, signal);
    const ran = await runCommands(run, release, signal);
    const isWhole = ran && receipt.pending.length === 0;
    const code = !isWhole ? exitCodes.unreachable : receipt.verified ? exitCodes.fine : exitCodes.conflict;
    // A machine's document has no room for it, and whoever reads the log must learn of it.
    if (options.format === 'json' && receipt.pending.length > 0) io.stderr(receiptText(release, receipt, io.language));
    return finish(code, receipt, receiptText(release, receipt, io.language));
  } catch (error) {
    if (!(error instanceof ProviderError) && !(error instanceof GitError)) throw error;
    return finish(tellFailure(io, error), null, '');
  }
}

/** Runs the plan's commands if the person asked for that; false where one failed, and then those after it are not begun. */
async function runCommands({ io, options }: Run, { plan, context }: ReadyRelease, signal: AbortSignal): Promise<boolean> {
  for (const { command, environment, folder } of plan.commands) {
    if (!options.runsCommands) {
      const where = folder === '' ? 'notRun' : 'notRunIn';
      io.stderr(sentence(where, io.language, { command: printable(command), folder: printable(folder) }));
      continue;
    }
    const code = await runShellCommand({ command, environment, directory: join(context.repository.root, folder) }, signal);
    if (code === 0) continue;
    io.stderr(sentence('commandFailed', io.language, { command: printable(command), code: String(code) }));
    return false;
  }
  return true;
}

function already({ io, options }: Run, prepared: Extract<PreparedRelease, { kind: 'already' }>): number {
  const { model, holder, stage, note } = prepared;
  if (options.format === 'json') io.stdout(`${JSON.stringify(releaseJson(prepared, null), null, 2)}\n`);
  else io.stdout(alreadyText({ model, version: holder.version, stage, note: note ?? null }, io.language));
  return exitCodes.fine;
}

/** A protected stage wants the model's name and a reason, and a tag a name and e-mail; both are asked for before anything is printed. */
async function checkConfirmation(
  { io, options }: Run,
  { plan, isProtected, registry, context }: ReadyRelease,
  signal: AbortSignal,
): Promise<void> {
  if (options.isDryRun) return;
  if (options.isConfirmed && isProtected && (options.confirm !== plan.model || options.reason === '')) {
    throw new UsageError('protectedStage', { stage: plan.stage ?? '', model: plan.model });
  }
  await orUsage(io, () => (registry ?? context.registry).actor(signal));
}

/** Asks whether to go on: the reason where the person agrees, null where they do not. A protected stage is not entered without one. */
async function agreedReason({ io, options }: Run, { plan, isProtected }: ReadyRelease): Promise<string | null> {
  const { ask } = io;
  if (ask === undefined) return null;
  const answerTo = async (question: keyof typeof texts): Promise<string> =>
    (await ask(format(message(texts[question], { model: plan.model }), io.language))).trim();
  if (!isProtected) return /^(?:y|yes|t|tak)$/i.test(await answerTo('confirm')) ? options.reason : null;
  if ((await answerTo('confirmModel')) !== plan.model) return null;
  const reason = options.reason === '' ? await answerTo('why') : options.reason;
  return reason === '' ? null : reason;
}

/** The remote to push to: `origin`, else the only one there is. */
async function remoteOf({ repository }: ReleaseContext, signal: AbortSignal): Promise<string> {
  const remotes = await repository.remotes(signal);
  const remote = remotes.includes('origin') ? 'origin' : remotes.length === 1 ? remotes[0] : undefined;
  if (remote === undefined) throw new UsageError(remotes.length === 0 ? 'noRemote' : 'noOrigin');
  return remote;
}

/** Before anything is written, a failure of the local repository is the same to a script as a wrong argument: nothing can be done here. */
async function orUsage<Result>(io: CliIo, action: () => Promise<Result>): Promise<Result> {
  try {
    return await action();
  } catch (error) {
    if (!(error instanceof ProviderError) && !(error instanceof GitError)) throw error;
    throw new UsageError('asSaid', { text: printable(`${format(error.text, io.language)} ${format(error.hint, io.language)}`) });
  }
}
