import { checks } from '../core/checks/index.ts';
import { format, message } from '../core/l10n/message.ts';
import { explanationPage } from '../core/report/explanation-page.ts';
import { rules } from '../core/rules/index.ts';
import { type Command, exitCodes } from './command.ts';
import { UsageError } from './usage-error.ts';

/** `airworthy explain RULE`: the page of a rule or check. */
export const runExplain: Command = (args, io) => {
  const [id, ...others] = args;
  if (id === undefined || others.length > 0) throw new UsageError('oneRule');
  if (![...rules, ...checks].some((candidate) => candidate.id === id)) throw new UsageError('unknownRule', { id });
  io.stdout(explanationPage(id, io.language));
  return Promise.resolve(exitCodes.fine);
};

/** `airworthy rules`: all rules and checks, a line each. */
export const runRules: Command = (args, io) => {
  if (args.length > 0) throw new UsageError('noArguments', { command: 'rules' });
  const width = Math.max(...[...rules, ...checks].map(({ id }) => id.length));
  for (const rule of rules) io.stdout(`${rule.id.padEnd(width)}  ${rule.severity.padEnd(8)}${format(message(rule.title), io.language)}\n`);
  for (const check of checks) io.stdout(`${check.id.padEnd(width)}  check   ${format(message(check.title), io.language)}\n`);
  return Promise.resolve(exitCodes.fine);
};
