/** The shape of a command: arguments in, texts and an exit code out. Commands never end the process themselves. */
import type { Language } from '../core/l10n/message.ts';

/** Where a command writes and what it knows of its surroundings. */
export interface CliIo {
  /** Writes to standard output as it is. */
  stdout(text: string): void;
  /** Writes to standard error as it is. */
  stderr(text: string): void;
  /** Asks a question on the terminal; undefined where there is none. */
  readonly ask: ((question: string) => Promise<string>) | undefined;
  readonly language: Language;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether colours and box characters may be written to standard output. */
  readonly isTerminal: boolean;
}

/** One command of `airworthy`. */
export type Command = (args: readonly string[], io: CliIo, signal: AbortSignal) => Promise<number>;

/** Exit codes, a contract with scripts. */
export const exitCodes = { fine: 0, findings: 1, usage: 2, unreachable: 3, blocked: 4, conflict: 5 } as const;
