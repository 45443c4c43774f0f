import { parseArgs } from 'node:util';
import { onlineFlags } from './online-servers.ts';
import { UsageError } from './usage-error.ts';

/** What the commands that release are told alike. */
export interface ReleaseOptions {
  readonly positionals: readonly string[];
  readonly to: string | undefined;
  readonly stage: string | undefined;
  /** The share of traffic for a canary, as written. */
  readonly percent: string | undefined;
  /** Whether the plan's commands are run. */
  readonly runsCommands: boolean;
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
  /** An MLflow server named beside all manifests; null where none is. */
  readonly trackingUri: string | null;
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
      percent: { type: 'string' },
      'run-commands': { type: 'boolean', default: false },
      dir: { type: 'string', default: '.' },
      reason: { type: 'string', default: '' },
      'dry-run': { type: 'boolean', default: false },
      yes: { type: 'boolean', default: false },
      'override-gates': { type: 'boolean', default: false },
      confirm: { type: 'string' },
      push: { type: 'boolean', default: false },
      'go-on-without': { type: 'boolean', default: false },
      format: { type: 'string', default: 'text' },
      ...onlineFlags,
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
    commit: values.commit,
    percent: values.percent,
    runsCommands: values['run-commands'],
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
    trackingUri: values['tracking-uri'] ?? null,
    allowedVariables: values['allow-env'],
  };
}
