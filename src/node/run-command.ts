import { spawn } from 'node:child_process';

/** A program to start by the person's shell. */
export interface CommandCall {
  /** Given to the shell as it is; no value is ever put into it. */
  readonly command: string;
  /** Variables besides the person's own. */
  readonly environment: Readonly<Record<string, string>>;
  /** Existing directory to run in. */
  readonly directory: string;
}

/**
 * Runs a command in the person's terminal and waits for its end. What it prints goes to standard error, so that standard output stays
 * the caller's. The exit code is the answer; a command that a signal ended gives 128 and more, as shells count it.
 */
export function runShellCommand({ command, environment, directory }: CommandCall, signal: AbortSignal): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, {
      shell: true,
      cwd: directory,
      env: { ...process.env, ...environment },
      stdio: ['ignore', 2, 2],
      signal,
    });
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 128));
  });
}
