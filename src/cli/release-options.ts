import { parseArgs } from 'node:util';
import { UsageError } from './command.ts';

/** What the commands that release are told alike. */
export interface ReleaseOptions {
  readonly positionals: readonly string[];
  readonly to: string | undefined;
  readonly stage: string | undefined;
  /** The commit to register. */
  readonly commit: string | undefined;
  readonly directory: string;
  /** Empty where none was given. */
  readonly reason: string;
  readonly isDryRun: boolean;
  readonly isConfirmed: boolean;
  readonly overridesGates: boolean;
  /** The model's name, typed again for a protected stage. */
  readonly confirm: string | undefined;
  readonly push: boolean;
  /** Whether to go on without what cannot be reached, leaving it pending. */
  readonly goesOnWithout: boolean;
  readonly format: 'text' | 'json';
  /** Whether servers that the manifest names may be asked. */
  readonly isOnline: boolean;
  /** Variables whose values may be sent to them as credentials. */
  readonly allowedVariables: readonly string[];
}

/** Reads the arguments of a command that releases; `UsageError` for what cannot be meant. */
export function readReleaseOptions(args: readonly string[]): ReleaseOptions {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      to: { type: 'string' },
      stage: { type: 'string' },
      commit: { type: 'string' },
      dir: { type: 'string', default: '.' },
      reason: { type: 'string', default: '' },
      'dry-run': { type: 'boolean', default: false },
      yes: { type: 'boolean', default: false },
      'override-gates': { type: 'boolean', default: false },
      confirm: { type: 'string' },
      push: { type: 'boolean', default: false },
      'go-on-without': { type: 'boolean', default: false },
      format: { type: 'string', default: 'text' },
      online: { type: 'boolean', default: false },
      'allow-env': { type: 'string', multiple: true, default: [] },
    },
  });
  const { format } = values;
  if (format !== 'text' && format !== 'json') throw new UsageError(`--format ${format} is not one of text, json.`);
  const reason = values.reason.trim();
  if (values['override-gates'] && reason === '') throw new UsageError('--override-gates needs --reason TEXT.');
  return {
    positionals,
    to: values.to,
    stage: values.stage,
    commit: values.commit,
    directory: values.dir,
    reason,
    isDryRun: values['dry-run'],
    isConfirmed: values.yes,
    overridesGates: values['override-gates'],
    confirm: values.confirm,
    push: values.push,
    goesOnWithout: values['go-on-without'],
    format,
    isOnline: values.online,
    allowedVariables: values['allow-env'],
  };
}
