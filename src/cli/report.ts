import { extname } from 'node:path';
import { parseArgs } from 'node:util';
import type { WrittenFormat } from '../core/report/writers.ts';
import { type Command, exitCodes } from './command.ts';
import { type CheckParts, judgeFolder, reportFacts } from './judge-folder.ts';
import { onlineFlags, onlineOptions, type OnlineOptions } from './online-servers.ts';
import { UsageError } from './usage-error.ts';
import { type OutFile, writeOut } from './write-out.ts';

const formats: Readonly<Record<string, WrittenFormat>> = { '.html': 'html', '.htm': 'html', '.md': 'markdown' };

/** `airworthy report [DIR] --out FILE.html|md`: the report as a file to hand on. Fails on nothing that it finds. */
export function reportCommand(parts: CheckParts): Command {
  return async (args, io, signal) => {
    const { directory, out, format, online } = readOptions(args);
    const { reports, run, hasSilentServer } = await judgeFolder(
      parts,
      { request: { directory, cache: true, changedSince: null, online }, io },
      signal,
    );
    const writers = await parts.writers();
    await writeOut(writers[format](reports, { ...reportFacts(run, io, 'never'), colour: false }), out, io);
    io.stderr(`${out.path}\n`);
    return hasSilentServer ? exitCodes.unreachable : exitCodes.fine;
  };
}

interface ReportOptions {
  readonly directory: string;
  readonly out: OutFile;
  readonly format: WrittenFormat;
  readonly online: OnlineOptions;
}

function readOptions(args: readonly string[]): ReportOptions {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { out: { type: 'string' }, force: { type: 'boolean', default: false }, ...onlineFlags },
  });
  const [directory = '.', ...others] = positionals;
  if (others.length > 0) throw new UsageError('oneFolder', { command: 'report' });
  const format = formats[extname(values.out ?? '').toLowerCase()];
  if (values.out === undefined || format === undefined) throw new UsageError('outEnding');
  return { directory, out: { path: values.out, replaces: values.force }, format, online: onlineOptions(values) };
}
