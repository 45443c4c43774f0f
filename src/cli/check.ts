import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { judgeRepository } from '../app/judge-repository.ts';
import { defaultJudgeOptions } from '../core/engine/judge-project.ts';
import { checkJson } from '../core/report/check-json.ts';
import { checkText } from '../core/report/check-text.ts';
import { type FailOn, failOnLevels, fails } from '../core/report/fail-on.ts';
import { createAnalysers } from './check-analysers.ts';
import { today } from '../node/today.ts';
import { type Command, UsageError, exitCodes } from './command.ts';
import { openFolder } from './open-folder.ts';

/** `airworthy check [DIR]`: verdict, checklist and findings of every project in a folder. */
export const runCheck: Command = async (args, io, signal) => {
  const started = performance.now();
  const options = readOptions(args);
  const opened = await openFolder(options.directory, io.cwd, signal);
  const { tree, repository, facts, folder, folderName } = opened;
  const request = { folder, folderName, facts, today: today(), options: defaultJudgeOptions };
  const analysers = createAnalysers(join(__dirname, 'worker.js'));
  const { reports, stats } = await judgeRepository({ tree, repository, startAnalysers: analysers.start }, request, signal).finally(() =>
    analysers.end(),
  );
  for (const failure of reports.flatMap((report) => report.failures)) {
    io.stderr(`Internal error in ${failure.ruleId}: ${failure.error}\n`);
  }
  const run = { folder, folderName, stats: { ...stats, ms: Math.round(performance.now() - started) } };
  if (options.format === 'json') io.stdout(`${JSON.stringify(checkJson(reports, run), null, 2)}\n`);
  else io.stdout(checkText(reports, run, { language: io.language, colour: io.isTerminal && io.env['NO_COLOR'] === undefined }));
  return fails(reports, options.failOn) ? exitCodes.findings : exitCodes.fine;
};

interface CheckOptions {
  readonly directory: string;
  readonly format: 'text' | 'json';
  readonly failOn: FailOn;
}

function readOptions(args: readonly string[]): CheckOptions {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      format: { type: 'string', default: 'text' },
      'fail-on': { type: 'string', default: 'error' },
      // Nothing is cached on disk yet, so this is how every run goes; scripts may say it already.
      'no-cache': { type: 'boolean', default: false },
    },
  });
  const [directory = '.', ...others] = positionals;
  if (others.length > 0) throw new UsageError('check takes one folder.');
  const { format } = values;
  if (format !== 'text' && format !== 'json') throw new UsageError(`--format ${format} is not one of text, json.`);
  const failOn = failOnLevels.find((level) => level === values['fail-on']);
  if (failOn === undefined) throw new UsageError(`--fail-on ${values['fail-on']} is not one of ${failOnLevels.join(', ')}.`);
  return { directory, format, failOn };
}
