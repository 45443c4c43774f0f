import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Baseline, readBaseline, sinceBaseline } from '../core/report/baseline.ts';
import { checkJson } from '../core/report/check-json.ts';
import { type FailOn, failOnLevels, fails } from '../core/report/fail-on.ts';
import type { WrittenFormat } from '../core/report/writers.ts';
import { type CliIo, type Command, exitCodes } from './command.ts';
import { type CheckParts, judgeFolder, reportFacts } from './judge-folder.ts';
import { onlineFlags, onlineOptions, type OnlineOptions } from './online-servers.ts';
import { UsageError } from './usage-error.ts';

/** `airworthy check [DIR]`: verdict, checklist and findings of every project in a folder. */
export function checkCommand(parts: CheckParts): Command {
  return async (args, io, signal) => {
    const options = readOptions(args);
    // Before the work: a wrong file is said at once.
    const baseline = options.baseline === null ? null : await loadBaseline(options.baseline, io);
    const { reports: all, run, hasSilentServer } = await judgeFolder(parts, { request: options, io }, signal);
    // A change answers for its own findings, not for a verdict that may be as old as the project, unless that is what is asked for.
    const isOfChange = options.changedSince !== null && options.failOn !== 'no-go';
    const known: ReadonlySet<string> = new Set(isOfChange ? all.map(({ root }) => root) : []);
    const { reports, knownVerdicts } = baseline === null ? { reports: all, knownVerdicts: known } : sinceBaseline(all, baseline, run);
    if (options.format === 'json') io.stdout(`${JSON.stringify(checkJson(reports, run), null, 2)}\n`);
    else {
      const writers = await parts.writers();
      io.stdout(writers[options.format](reports, reportFacts(run, io, options.failOn)));
    }
    if (fails(reports, options.failOn, new Set([...known, ...knownVerdicts]))) return exitCodes.findings;
    return hasSilentServer ? exitCodes.unreachable : exitCodes.fine;
  };
}

async function loadBaseline(path: string, { cwd }: Pick<CliIo, 'cwd'>): Promise<Baseline> {
  const text = await readFile(resolve(cwd, path), 'utf8').catch(() => {
    throw new UsageError('noFile', { path });
  });
  const baseline = readBaseline(text);
  if (baseline === null) throw new UsageError('badBaseline', { path });
  return baseline;
}

interface CheckOptions {
  readonly directory: string;
  readonly format: 'json' | WrittenFormat;
  readonly failOn: FailOn;
  readonly cache: boolean;
  readonly baseline: string | null;
  readonly changedSince: string | null;
  readonly online: OnlineOptions;
}

const formats = ['text', 'json', 'sarif', 'junit', 'markdown', 'html', 'github'] as const satisfies readonly CheckOptions['format'][];

function readOptions(args: readonly string[]): CheckOptions {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      format: { type: 'string', default: 'text' },
      'fail-on': { type: 'string', default: 'error' },
      baseline: { type: 'string' },
      'changed-since': { type: 'string' },
      'no-cache': { type: 'boolean', default: false },
      ...onlineFlags,
    },
  });
  const [directory = '.', ...others] = positionals;
  if (others.length > 0) throw new UsageError('oneFolder', { command: 'check' });
  const format = formats.find((one) => one === values.format);
  if (format === undefined) throw new UsageError('oneOf', { option: '--format', value: values.format, values: formats.join(', ') });
  const failOn = failOnLevels.find((level) => level === values['fail-on']);
  if (failOn === undefined)
    throw new UsageError('oneOf', { option: '--fail-on', value: values['fail-on'], values: failOnLevels.join(', ') });
  return {
    directory,
    format,
    failOn,
    cache: !values['no-cache'],
    baseline: values.baseline ?? null,
    changedSince: values['changed-since'] ?? null,
    online: onlineOptions(values),
  };
}
