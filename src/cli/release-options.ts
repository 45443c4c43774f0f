import { parseArgs } from 'node:util';
import { UsageError } from './usage-error.ts';

/** What `promote` and `rollback` are told alike. */
export interface ReleaseOptions {
  readonly positionals: readonly string[];
  readonly to: string | undefined;
  readonly stage: string | undefined;
  readonly directory: string;
  /** Empty where none was given. */
  readonly reason: string;
  readonly isDryRun: boolean;
  readonly isConfirmed: boolean;
  readonly overridesGates: boolean;
  /** The model's name, typed again for a protected stage. */
  readonly confirm: string | undefined;
  readonly push: boolean;
  readonly format: 'text' | 'json';
}

/** Reads the arguments of `promote` and `rollback`; `UsageError` for what cannot be meant. */
export function readReleaseOptions(args: readonly string[]): ReleaseOptions {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      to: { type: 'string' },
      stage: { type: 'string' },
      dir: { type: 'string', default: '.' },
      reason: { type: 'string', default: '' },
      'dry-run': { type: 'boolean', default: false },
      yes: { type: 'boolean', default: false },
      'override-gates': { type: 'boolean', default: false },
      confirm: { type: 'string' },
      push: { type: 'boolean', default: false },
      format: { type: 'string', default: 'text' },
      // Both allow what only registries and gates on servers need; scripts may say them already.
      online: { type: 'boolean', default: false },
      'allow-env': { type: 'string', multiple: true, default: [] },
    },
  });
  const { format } = values;
  if (format !== 'text' && format !== 'json') throw new UsageError('oneOf', { option: '--format', value: format, values: 'text, json' });
  const reason = values.reason.trim();
  if (values['override-gates'] && reason === '') throw new UsageError('needs', { command: '--override-gates', words: '--reason TEXT' });
  return {
    positionals,
    to: values.to,
    stage: values.stage,
    directory: values.dir,
    reason,
    isDryRun: values['dry-run'],
    isConfirmed: values.yes,
    overridesGates: values['override-gates'],
    confirm: values.confirm,
    push: values.push,
    format,
  };
}
