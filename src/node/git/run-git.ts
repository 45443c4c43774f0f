import { simpleGit } from 'simple-git';
import { errorFromOutput, processError } from './git-errors.ts';
import { safeEnvironment, safeSettings, type GitReach, type GitSetting } from './safe-settings.ts';

/** How to start Git: the program's absolute path and the environment to start from. */
export interface GitProgram {
  readonly path: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** One Git process to run. */
export interface GitCall {
  /** Existing directory to run in. */
  readonly directory: string;
  /** The subcommand and its arguments; paths come after `--`. */
  readonly args: readonly string[];
  /** Bytes for standard input; a subcommand that reads it gets no other. */
  readonly input?: string;
  readonly reach?: GitReach;
  /** Settings on top of the safe ones, later ones winning. */
  readonly settings?: readonly GitSetting[];
  /** Variables on top of the safe environment. */
  readonly variables?: Readonly<Record<string, string>>;
  /** The person's own ssh command; Git's default where it is left out. */
  readonly sshCommand?: string;
  /** Takes standard output while it comes, which is in `GitOutput` all the same. */
  readonly onOutput?: (bytes: Uint8Array) => void;
}

/** What a process left behind. */
export interface GitOutput {
  readonly exitCode: number;
  readonly stdout: Buffer;
  /** Git's words, in English. */
  readonly stderr: string;
}

/**
 * Flags that simple-git wants before it passes on the settings of `safeSettings`: each names a setting that could run a program, and
 * here every one of them is set so that none runs. No argument of ours comes from a person without having been checked.
 */
const permitted = {
  allowUnsafeAskPass: true,
  allowUnsafeCredentialHelper: true,
  allowUnsafeCustomBinary: true,
  allowUnsafeDiffExternal: true,
  allowUnsafeEditor: true,
  allowUnsafeFsMonitor: true,
  allowUnsafeGitProxy: true,
  allowUnsafeGpgProgram: true,
  allowUnsafeHooksPath: true,
  allowUnsafePack: true,
  allowUnsafePager: true,
  allowUnsafeProtocolOverride: true,
  allowUnsafeSshCommand: true,
  allowUnsafeSubmodule: true,
} as const;

/**
 * Runs one Git process and waits for its end. Any exit code is an answer; only a missing program, an abort or output that could not
 * be had is an error.
 */
export async function runGit(program: GitProgram, call: GitCall, signal: AbortSignal): Promise<GitOutput> {
  signal.throwIfAborted();
  const safe = safeEnvironment(program.environment, { reach: call.reach ?? 'local', sshCommand: call.sshCommand ?? 'ssh' });
  const environment = { ...safe, ...call.variables };
  // A property of an object, so that the type checker knows that the callback below may have changed it.
  const seen: { output: GitOutput | null } = { output: null };
  try {
    const git = simpleGit({
      baseDir: call.directory,
      binary: program.path,
      config: [...safeSettings, ...(call.settings ?? [])],
      abort: signal,
      // The `close` event alone ends a call: with `exit` too, simple-git may cut off what is still in the pipe.
      completion: { onClose: true, onExit: false },
      unsafe: permitted,
      allowEnvironment: Object.keys(environment),
      ...(call.input === undefined ? {} : { input: () => call.input }),
      errors(error, result) {
        seen.output = {
          exitCode: result.exitCode,
          stdout: Buffer.concat(result.stdOut),
          stderr: Buffer.concat(result.stdErr).toString('utf8'),
        };
        return error;
      },
    }).env(environment);
    const { onOutput } = call;
    if (onOutput !== undefined) git.outputHandler((_program, stdout) => stdout.on('data', onOutput));
    const [command = '', ...rest] = call.args;
    // `binaryCatFile` leaves the bytes alone, `raw` would decode blobs that are not text.
    await (command === 'cat-file' ? git.binaryCatFile([...rest]) : git.raw([...call.args]));
  } catch (error) {
    signal.throwIfAborted();
    if (seen.output === null || seen.output.exitCode < 0) throw processError(error);
  }
  if (seen.output === null) throw processError(null);
  return seen.output;
}

/** Runs a process that must succeed and gives its output. */
export async function gitBytes(program: GitProgram, call: GitCall, signal: AbortSignal): Promise<Buffer> {
  const output = await runGit(program, call, signal);
  if (output.exitCode !== 0) throw errorFromOutput(output);
  return output.stdout;
}

/** As `gitBytes`, as text. */
export async function gitText(program: GitProgram, call: GitCall, signal: AbortSignal): Promise<string> {
  return (await gitBytes(program, call, signal)).toString('utf8');
}
