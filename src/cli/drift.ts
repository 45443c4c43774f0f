/** `airworthy drift`: compares two files of rows column by column. Reads those two files and nothing else. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { ColumnType } from '../core/drift/column-pair.ts';
import { type TableDrift, compareTables, sharedColumns } from '../core/drift/compare-tables.ts';
import { driftJson } from '../core/drift/drift-json.ts';
import { driftTableText } from '../core/drift/drift-table-text.ts';
import { readTable } from '../core/drift/read-table.ts';
import type { DriftTable } from '../core/drift/table.ts';
import { type Language, type Message, type Text, format, message } from '../core/l10n/message.ts';
import { type CliIo, exitCodes } from './command.ts';
import { UsageError } from './usage-error.ts';

const texts = {
  needsFiles: {
    en: 'drift needs both --reference FILE and --current FILE.',
    pl: 'Polecenie drift wymaga obu opcji: --reference PLIK i --current PLIK.',
  },
  unknownArgument: { en: "drift does not know the argument '{argument}'.", pl: 'Polecenie drift nie zna argumentu „{argument}”.' },
  needsValue: { en: '{option} needs a value.', pl: 'Opcja {option} wymaga wartości.' },
  badFormat: { en: "--format is text or json, not '{value}'.", pl: 'Opcja --format przyjmuje text albo json, a nie „{value}”.' },
  badType: {
    en: "--type is NAME=numeric, NAME=categorical or NAME=boolean, not '{value}'.",
    pl: 'Opcja --type ma postać NAZWA=numeric, NAZWA=categorical albo NAZWA=boolean, a nie „{value}”.',
  },
  unknownColumn: { en: "Both files must have the column '{column}'.", pl: 'Kolumna „{column}” musi być w obu plikach.' },
  unreadable: { en: "Cannot read '{path}': {reason}.", pl: 'Nie można odczytać pliku „{path}”: {reason}.' },
} as const satisfies Readonly<Record<string, Text>>;

/**
 * Runs `drift --reference FILE --current FILE [--column NAME…] [--type NAME=TYPE…] [--format text|json]`.
 * Exit code 0 whether there is drift or not; throws UsageError for bad arguments, unknown columns and files that cannot be read.
 */
export async function runDrift(
  args: readonly string[],
  io: Pick<CliIo, 'stdout' | 'language' | 'cwd'>,
  signal: AbortSignal,
): Promise<number> {
  const options = parseArguments(args, io.language);
  const reference = await loadTable(options.reference, io, signal);
  const current = await loadTable(options.current, io, signal);
  const known = new Set(sharedColumns(reference, current));
  for (const column of [...(options.columns ?? []), ...options.types.keys()]) {
    if (!known.has(column)) throw usage(message(texts.unknownColumn, { column }), io.language);
  }
  const drift = compareTables({
    reference,
    current,
    types: options.types,
    ...(options.columns === null ? {} : { columns: options.columns }),
  });
  io.stdout(options.format === 'json' ? jsonOf(drift) : driftTableText(drift, io.language));
  return exitCodes.fine;
}

function jsonOf(drift: TableDrift): string {
  return `${JSON.stringify(driftJson(drift), null, 2)}\n`;
}

interface DriftOptions {
  readonly reference: string;
  readonly current: string;
  /** Null for all columns that both files have. */
  readonly columns: readonly string[] | null;
  readonly types: ReadonlyMap<string, ColumnType>;
  readonly format: 'text' | 'json';
}

const optionNames: ReadonlySet<string> = new Set(['--reference', '--current', '--column', '--type', '--format']);

/** `--column` and `--type` take as many values as follow, up to the next option; all options may be written `--option=value` too. */
function parseArguments(args: readonly string[], language: Language): DriftOptions {
  const given = new Map<string, readonly string[]>();
  let at = 0;
  while (at < args.length) {
    const argument = args[at] ?? '';
    const [option, inline] = splitOption(argument);
    if (!optionNames.has(option)) throw usage(message(texts.unknownArgument, { argument }), language);
    at += 1;
    let end = at;
    if (inline === null) while (end < args.length && !optionNames.has(splitOption(args[end] ?? '')[0])) end += 1;
    const values = inline === null ? args.slice(at, end) : [inline];
    if (values.length === 0) throw usage(message(texts.needsValue, { option }), language);
    const many = option === '--column' || option === '--type';
    const extra = many ? undefined : values[1];
    if (extra !== undefined) throw usage(message(texts.unknownArgument, { argument: extra }), language);
    given.set(option, many ? [...(given.get(option) ?? []), ...values] : values);
    at = inline === null ? end : at;
  }
  const one = (option: string): string | undefined => given.get(option)?.[0];
  const [reference, current, chosen = 'text'] = [one('--reference'), one('--current'), one('--format')];
  if (reference === undefined || current === undefined) throw usage(message(texts.needsFiles), language);
  if (chosen !== 'text' && chosen !== 'json') throw usage(message(texts.badFormat, { value: chosen }), language);
  const types = new Map((given.get('--type') ?? []).map((value) => parseType(value, language)));
  return { reference, current, columns: given.get('--column') ?? null, types, format: chosen };
}

function splitOption(argument: string): readonly [string, string | null] {
  const equals = argument.indexOf('=');
  return argument.startsWith('--') && equals > 0 ? [argument.slice(0, equals), argument.slice(equals + 1)] : [argument, null];
}

/** A column's name may hold `=` itself, so the last one divides. */
function parseType(value: string, language: Language): readonly [string, ColumnType] {
  const equals = value.lastIndexOf('=');
  const type = value.slice(equals + 1);
  if (equals < 1 || (type !== 'numeric' && type !== 'categorical' && type !== 'boolean')) {
    throw usage(message(texts.badType, { value }), language);
  }
  return [value.slice(0, equals), type];
}

async function loadTable(path: string, io: Pick<CliIo, 'language' | 'cwd'>, signal: AbortSignal): Promise<DriftTable> {
  const result = readTable(await loadBytes(path, io, signal), path);
  if (result.kind === 'table') return result.table;
  const place = result.line === 0 ? path : `${path}:${String(result.line)}`;
  throw new UsageError('asSaid', { text: `${place}: ${format(result.message, io.language)}` });
}

async function loadBytes(path: string, io: Pick<CliIo, 'language' | 'cwd'>, signal: AbortSignal): Promise<Uint8Array> {
  try {
    return await readFile(resolve(io.cwd, path), { signal });
  } catch (error) {
    signal.throwIfAborted();
    throw usage(message(texts.unreadable, { path, reason: reasonOf(error) }), io.language);
  }
}

/** The system's code such as ENOENT, which is the same in every language; else the first line of what was said. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && typeof error.code === 'string') return error.code;
  return error.message.split('\n')[0] ?? '';
}

function usage(problem: Message, language: Language): UsageError {
  return new UsageError('asSaid', { text: format(problem, language) });
}
