import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { planFetch, type FetchPlan } from '../app/fetch-plan.ts';
import { chosenArtefacts, fetchVersion, type FetchChoice, type FetchReceipt } from '../app/fetch-version.ts';
import { isAvailable } from '../core/fetch/fetch-plan.ts';
import { format } from '../core/l10n/message.ts';
import { createDvcStores } from '../node/dvc/dvc-stores.ts';
import { openFileDrop } from '../node/file-drop.ts';
import { ProviderError } from '../ports/version-registry.ts';
import { exitCodes, type CliIo, type Command } from './command.ts';
import { fetchJson, fetchPlanText, fetchReceiptText } from './fetch-output.ts';
import { releaseDependencies } from './release-dependencies.ts';
import { printable } from './table-text.ts';
import { openModel, orUsage, versionOf } from './version-arguments.ts';
import { UsageError } from './usage-error.ts';

/**
 * `airworthy fetch MODEL VERSION --out DIR`: copies a version's artefacts out of Git, DVC's cache and remotes that can be read without
 * DVC. Exit code 3 where one cannot be had, also with `--dry-run`; 5 where a file is in the way, or the folder cannot take the files.
 */
export const runFetch: Command = async (args, io, signal) => {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      out: { type: 'string' },
      dir: { type: 'string', default: '.' },
      files: { type: 'boolean', default: false },
      data: { type: 'boolean', default: false },
      'dry-run': { type: 'boolean', default: false },
      format: { type: 'string', default: 'text' },
    },
  });
  const [model, version, ...others] = positionals;
  if (model === undefined || version === undefined || others.length > 0)
    throw new UsageError('takes', { command: 'fetch', words: 'MODEL VERSION' });
  if (values.format !== 'text' && values.format !== 'json')
    throw new UsageError('oneOf', { option: '--format', value: values.format, values: 'text, json' });
  if (values.out === undefined || values.out === '') throw new UsageError('needs', { command: 'fetch', words: '--out DIR' });
  const choice: FetchChoice = { withData: values.data, withFiles: values.files };
  const directory = resolve(io.cwd, values.out);
  const deps = await releaseDependencies(io);
  const dvcStores = createDvcStores();
  const { plan, repository } = await orUsage(io, async () => {
    const opened = await openModel(deps, { io, directory: values.dir, model }, signal);
    const request = { ...opened, version: await versionOf(opened, version, io, signal), directory };
    return {
      plan: await planFetch({ openTree: (root) => deps.openTree(root), dvcStores }, request, signal),
      repository: opened.context.repository,
    };
  });
  if (chosenArtefacts(plan, choice).length === 0 && !choice.withFiles) {
    throw new UsageError('notKnownWhat', { model: printable(model) });
  }
  const isText = values.format === 'text';
  if (isText) io.stdout(fetchPlanText(plan, choice, io.language));
  const tools = { repository, dvcStores, openDrop: openFileDrop };
  const outcome = values['dry-run']
    ? { receipt: null, code: exitCodes.fine }
    : await carryOut(io, () => fetchVersion(tools, { plan, ...choice }, signal));
  io.stdout(
    isText ? fetchReceiptText(outcome.receipt, io.language) : `${JSON.stringify(fetchJson(plan, choice, outcome.receipt), null, 2)}\n`,
  );
  if (outcome.code !== exitCodes.fine) return outcome.code;
  return isWhole(plan, choice, outcome.receipt) ? exitCodes.fine : exitCodes.unreachable;
};

/** Whether all that was asked for can be had: links, which are never written, do not count. */
function isWhole(plan: FetchPlan, choice: FetchChoice, receipt: FetchReceipt | null): boolean {
  const artefacts = chosenArtefacts(plan, choice);
  const missing = new Set(receipt?.skipped.map(({ path }) => path));
  return artefacts.every(({ place, path }) => isAvailable(place) && !missing.has(path));
}

interface Outcome {
  /** Null where nothing was written. */
  readonly receipt: FetchReceipt | null;
  readonly code: number;
}

async function carryOut(io: CliIo, fetch: () => Promise<FetchReceipt>): Promise<Outcome> {
  try {
    return { receipt: await fetch(), code: exitCodes.fine };
  } catch (error) {
    if (error instanceof ProviderError) {
      io.stderr(`${printable(format(error.text, io.language))}\n${printable(format(error.hint, io.language))}\n`);
      return { receipt: null, code: error.code === 'conflict' ? exitCodes.conflict : exitCodes.unreachable };
    }
    // The disk said no: a folder that may not be written, or no room left.
    if (!(error instanceof Error) || !('syscall' in error)) throw error;
    io.stderr(`${printable(error.message)}\n`);
    return { receipt: null, code: exitCodes.conflict };
  }
}
