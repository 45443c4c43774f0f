import { extname } from 'node:path';
import { parseArgs } from 'node:util';
import { readTrail, type TrailAnswer } from '../app/release-trail.ts';
import { format, message, type Language, type Text } from '../core/l10n/message.ts';
import { trailCsv } from '../core/release/trail-csv.ts';
import { trailJson } from '../core/release/trail-json.ts';
import { trailMarkdown } from '../core/release/trail-markdown.ts';
import { auditText } from './audit-text.ts';
import { exitCodes, type Command } from './command.ts';
import { onlineFlags, onlineOptions, type OnlineOptions } from './online-servers.ts';
import { releaseDependencies, releasePlace } from './release-dependencies.ts';
import { tellRegistryErrors } from './registry-errors.ts';
import { printable } from './table-text.ts';
import { UsageError } from './usage-error.ts';
import { writeOut } from './write-out.ts';

const texts = {
  oneFolder: { en: 'audit takes one folder.', pl: 'Polecenie audit przyjmuje jeden katalog.' },
  badFormat: {
    en: '--format {value} is not one of text, json, csv, markdown.',
    pl: 'Wartość --format {value} nie jest jedną z: text, json, csv, markdown.',
  },
  badSince: {
    en: '--since {value} is no date such as 2026-11-01 or 2026-11-01T08:00:00Z.',
    pl: 'Wartość --since {value} nie jest datą taką jak 2026-11-01 lub 2026-11-01T08:00:00Z.',
  },
  noModel: { en: 'No model is named {value}. Known: {known}.', pl: 'Żaden model nie nazywa się {value}. Znane: {known}.' },
  noStage: { en: 'No stage is named {value}. Known: {known}.', pl: 'Żaden etap nie nazywa się {value}. Znane: {known}.' },
  forceAlone: { en: '--force needs --out FILE.', pl: 'Opcja --force wymaga --out PLIK.' },
  written: {
    en: '{path}: {n} {n|entry|entries}.',
    pl: '{path}: {n} {n|wpis|wpisy|wpisów}.',
  },
} as const satisfies Readonly<Record<string, Text>>;

const formats = ['text', 'json', 'csv', 'markdown'] as const;
type Format = (typeof formats)[number];

interface AuditOptions {
  readonly directory: string;
  readonly model: string | undefined;
  readonly stage: string | undefined;
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly since: number | undefined;
  readonly online: boolean;
  readonly servers: OnlineOptions;
  readonly format: Format;
  /** As given; null for standard output. */
  readonly out: string | null;
  readonly replaces: boolean;
}

/**
 * `airworthy audit [DIR]`: the trail of releases, rebuilt from what registries and Git keep. Exit code 3 where `--online` failed; the trail
 * of what did answer is printed all the same.
 */
export const runAudit: Command = async (args, io, signal) => {
  const options = readOptions(args, io.language);
  const place = await releasePlace(options.directory, io);
  const answer = await readTrail(await releaseDependencies(io, options.servers), { ...options, place }, signal);
  checkName(answer.models, { value: options.model, text: texts.noModel, language: io.language });
  checkName(answer.knownStages, { value: options.stage, text: texts.noStage, language: io.language });
  const output = outputOf(answer, options.format, io.language);
  if (options.out === null) io.stdout(output);
  else {
    await writeOut(output, { path: options.out, replaces: options.replaces }, io);
    io.stderr(`${printable(format(message(texts.written, { path: options.out, n: answer.entries.length }), io.language))}\n`);
  }
  if (options.format !== 'json') tellRegistryErrors(answer.errors, io);
  return options.online && answer.errors.some(({ code }) => code !== 'incomplete') ? exitCodes.unreachable : exitCodes.fine;
};

function readOptions(args: readonly string[], language: Language): AuditOptions {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      model: { type: 'string' },
      stage: { type: 'string' },
      since: { type: 'string' },
      format: { type: 'string' },
      out: { type: 'string' },
      force: { type: 'boolean', default: false },
      ...onlineFlags,
    },
  });
  const [directory = '.', ...others] = positionals;
  if (others.length > 0) throw usage(texts.oneFolder, language);
  if (values.force && values.out === undefined) throw usage(texts.forceAlone, language);
  return {
    directory,
    model: values.model,
    stage: values.stage,
    since: values.since === undefined ? undefined : timeOf(values.since, language),
    online: values.online,
    servers: onlineOptions(values),
    format: formatOf(values, language),
    out: values.out ?? null,
    replaces: values.force,
  };
}

/** Without `--format`, the file's ending says it. */
function formatOf(values: { readonly format?: string | undefined; readonly out?: string | undefined }, language: Language): Format {
  const byEnding: Readonly<Record<string, Format>> = { '.csv': 'csv', '.json': 'json', '.md': 'markdown' };
  const wanted = values.format ?? byEnding[extname(values.out ?? '').toLowerCase()] ?? 'text';
  const known = formats.find((one) => one === wanted);
  if (known === undefined) throw usage(texts.badFormat, language, { value: wanted });
  return known;
}

/** A day begins at midnight UTC, as all times of the trail are UTC. */
function timeOf(value: string, language: Language): number {
  const isDate = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d))?$/.test(value);
  const time = isDate ? Date.parse(value) : Number.NaN;
  // Date.parse takes 30 February for 2 March.
  const isReal = !Number.isNaN(time) && (value.length > 10 || new Date(time).toISOString().startsWith(value));
  if (!isReal) throw usage(texts.badSince, language, { value });
  return time;
}

/** A name that nobody knows is a mistake: an empty trail would be taken for an answer. */
function checkName(
  known: ReadonlySet<string>,
  { value, text, language }: { readonly value: string | undefined; readonly text: Text; readonly language: Language },
): void {
  if (value === undefined || known.has(value)) return;
  throw usage(text, language, { value, known: known.size === 0 ? '–' : [...known].sort().join(', ') });
}

function outputOf(answer: TrailAnswer, wanted: Format, language: Language): string {
  switch (wanted) {
    case 'text':
      return auditText(answer, language);
    case 'json':
      return `${JSON.stringify(trailJson(answer, answer.errors), null, 2)}\n`;
    case 'csv':
      return trailCsv(answer.entries);
    case 'markdown':
      return trailMarkdown(answer, { language, now: Date.now() });
  }
}

function usage(text: Text, language: Language, args: Readonly<Record<string, string>> = {}): UsageError {
  return new UsageError('asSaid', { text: printable(format(message(text, args), language)) });
}
