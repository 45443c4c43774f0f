import { parseArgs } from 'node:util';
import { compareVersions } from '../app/compare-versions.ts';
import { comparisonJson } from '../core/compare/comparison-json.ts';
import { comparisonMarkdown } from '../core/compare/comparison-markdown.ts';
import { comparisonText } from '../core/compare/comparison-text.ts';
import { exitCodes, type Command } from './command.ts';
import { releaseDependencies } from './release-dependencies.ts';
import { openModel, orUsage, versionOf } from './version-arguments.ts';
import { UsageError } from './usage-error.ts';

/** `airworthy compare MODEL LEFT RIGHT`: what differs between two versions, from their commits. Always exit code 0: a difference is no finding. */
export const runCompare: Command = async (args, io, signal) => {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { dir: { type: 'string', default: '.' }, format: { type: 'string', default: 'text' } },
  });
  const { format } = values;
  const [model, left, right, ...others] = positionals;
  if (model === undefined || left === undefined || right === undefined || others.length > 0) {
    throw new UsageError('takes', { command: 'compare', words: 'MODEL LEFT RIGHT' });
  }
  if (format !== 'text' && format !== 'json' && format !== 'markdown') {
    throw new UsageError('oneOf', { option: '--format', value: format, values: 'text, json, markdown' });
  }
  const deps = await releaseDependencies(io);
  const comparison = await orUsage(io, async () => {
    const opened = await openModel(deps, { io, directory: values.dir, model }, signal);
    const versions = { left: await versionOf(opened, left, io, signal), right: await versionOf(opened, right, io, signal) };
    return compareVersions(deps, { ...opened, ...versions }, signal);
  });
  if (format === 'json') io.stdout(`${JSON.stringify(comparisonJson(comparison), null, 2)}\n`);
  else io.stdout(format === 'markdown' ? comparisonMarkdown(comparison, io.language) : comparisonText(comparison, io.language));
  return exitCodes.fine;
};
