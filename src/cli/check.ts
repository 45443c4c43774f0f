import { statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { version as packageVersion } from '../../package.json';
import { judgeRepository } from '../app/judge-repository.ts';
import { defaultJudgeOptions } from '../core/engine/judge-options.ts';
import { checkJson } from '../core/report/check-json.ts';
import type { checkText } from '../core/report/check-text.ts';
import { type FailOn, failOnLevels, fails } from '../core/report/fail-on.ts';
import { createAnalysers } from './check-analysers.ts';
import { createReportCache } from '../node/report-cache.ts';
import { today } from '../node/today.ts';
import type { Analyser } from '../ports/analyser.ts';
import { type Command, exitCodes } from './command.ts';
import { openFolder } from './open-folder.ts';
import { UsageError } from './usage-error.ts';

/** Most of the program, of which a run needs nothing where all is known from the run before and a machine reads the result: loaded when it is asked for. */
export interface CheckParts {
  /** An analyser in this thread. */
  analyser(): Promise<Analyser>;
  /** The writer of the report for people. */
  text(): Promise<typeof checkText>;
}

/** `airworthy check [DIR]`: verdict, checklist and findings of every project in a folder. */
export function checkCommand(parts: CheckParts): Command {
  return async (args, io, signal) => {
    const started = performance.now();
    const startedAt = Date.now();
    const options = readOptions(args);
    const { tree, repository, facts, folder, folderName } = await openFolder(options.directory, io.cwd, signal);
    const cache = options.cache ? createReportCache({ root: tree.root, folder, tool: toolBuild(), environment: io.env, startedAt }) : null;
    const analysers = createAnalysers(join(__dirname, 'worker.js'), () => parts.analyser());
    const { reports, stats } = await judgeRepository(
      { tree, repository, cache, startAnalysers: analysers.start },
      { folder, folderName, facts, today: today(), options: defaultJudgeOptions },
      signal,
    ).finally(() => analysers.end());
    for (const failure of reports.flatMap((report) => report.failures)) {
      io.stderr(`Internal error in ${failure.ruleId}: ${failure.error}\n`);
    }
    const run = { folder, folderName, stats: { ...stats, ms: Math.round(performance.now() - started) } };
    if (options.format === 'json') io.stdout(`${JSON.stringify(checkJson(reports, run), null, 2)}\n`);
    else {
      const write = await parts.text();
      io.stdout(write(reports, run, { language: io.language, colour: io.isTerminal && io.env['NO_COLOR'] === undefined }));
    }
    return fails(reports, options.failOn) ? exitCodes.findings : exitCodes.fine;
  };
}

interface CheckOptions {
  readonly directory: string;
  readonly format: 'text' | 'json';
  readonly failOn: FailOn;
  readonly cache: boolean;
}

/** Reports of another release, build or Node are not taken for this one's. */
function toolBuild(): string {
  const { size, mtimeMs } = statSync(__filename);
  return `${packageVersion} ${String(size)} ${String(mtimeMs)} ${process.version}`;
}

function readOptions(args: readonly string[]): CheckOptions {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      format: { type: 'string', default: 'text' },
      'fail-on': { type: 'string', default: 'error' },
      'no-cache': { type: 'boolean', default: false },
    },
  });
  const [directory = '.', ...others] = positionals;
  if (others.length > 0) throw new UsageError('oneFolder', { command: 'check' });
  const { format } = values;
  if (format !== 'text' && format !== 'json') throw new UsageError('oneOf', { option: '--format', value: format, values: 'text, json' });
  const failOn = failOnLevels.find((level) => level === values['fail-on']);
  if (failOn === undefined)
    throw new UsageError('oneOf', { option: '--fail-on', value: values['fail-on'], values: failOnLevels.join(', ') });
  return { directory, format, failOn, cache: !values['no-cache'] };
}
