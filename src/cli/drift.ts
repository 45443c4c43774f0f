/** `airworthy drift`: compares two files of rows column by column. Reads those two files and nothing else. */
import { setImmediate } from 'node:timers/promises';
import type { ColumnType } from '../core/drift/column-pair.ts';
import { type TableComparison, type TableDrift, driftOfColumns, judgeColumns, sharedColumns } from '../core/drift/compare-tables.ts';
import { driftJson } from '../core/drift/drift-json.ts';
import { driftTableText } from '../core/drift/drift-table-text.ts';
import type { ColumnDrift } from '../core/drift/judge-column.ts';
import { type Language, type Message, type Text, format, message } from '../core/l10n/message.ts';
import { type CliIo, exitCodes } from './command.ts';
import { DriftFiles } from './drift-files.ts';
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
} as const satisfies Readonly<Record<string, Text>>;

/**
 * Runs `drift --reference FILE --current FILE [--column NAME…] [--type NAME=TYPE…] [--format text|json]`.
 * Exit code 0 whether there is drift or not; throws UsageError for bad arguments, unknown columns and files that cannot be read.
 */
export async function runDrift(
  args: readonly string[],
  io: Pick<CliIo, 'stdout' | 'stderr' | 'language' | 'cwd'>,
  signal: AbortSignal,
): Promise<number> {
  const options = parseArguments(args, io.language);
  const files = new DriftFiles(io);
  try {
    const [reference, current] = [await files.open(options.reference, signal), await files.open(options.current, signal)];
    const shared = sharedColumns(reference.rows, current.rows);
    for (const column of [...(options.columns ?? []), ...options.types.keys()]) {
      if (!shared.includes(column)) throw usage(message(texts.unknownColumn, { column }), io.language);
    }
    const wanted = new Set(shared.filter((name) => options.columns?.includes(name) ?? true));
    const comparison = { reference: files.read(reference, wanted), current: files.read(current, wanted), types: options.types };
    const drift = await judge(comparison, signal);
    for (const { path, rows } of [reference, current]) for (const note of rows.notes) io.stderr(`${path}: ${format(note, io.language)}\n`);
    io.stdout(options.format === 'json' ? jsonOf(drift) : driftTableText(drift, io.language));
  } finally {
    await files.close();
  }
  return exitCodes.fine;
}

/** Lets the process hear of signals between two columns. */
async function judge(comparison: TableComparison, signal: AbortSignal): Promise<TableDrift> {
  const columns: ColumnDrift[] = [];
  for (const column of judgeColumns(comparison)) {
    columns.push(column);
    await setImmediate();
    signal.throwIfAborted();
  }
  return driftOfColumns(comparison, columns);
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

function usage(problem: Message, language: Language): UsageError {
  return new UsageError('asSaid', { text: format(problem, language) });
}
