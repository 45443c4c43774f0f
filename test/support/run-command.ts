import type { CliIo, Command } from '../../src/cli/command.ts';
import { usageLine } from '../../src/cli/usage-error.ts';

/** What a command left behind. */
export interface CommandRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly questions: readonly string[];
}

/** Where and how to run a command. */
export interface CommandSetting {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly language?: 'en' | 'pl';
  /** What a person types; no terminal where it is left out. */
  readonly answer?: string;
}

/** Runs a command in this process as `main` does, usage errors included. */
export async function runCommand(command: Command, args: readonly string[], setting: CommandSetting): Promise<CommandRun> {
  const written = { stdout: '', stderr: '' };
  const questions: string[] = [];
  const { answer } = setting;
  const io: CliIo = {
    stdout: (text) => (written.stdout += text),
    stderr: (text) => (written.stderr += text),
    ask:
      answer === undefined
        ? undefined
        : (question) => {
            questions.push(question);
            return Promise.resolve(answer);
          },
    language: setting.language ?? 'en',
    cwd: setting.cwd,
    env: setting.env,
    isTerminal: false,
  };
  try {
    const code = await command(args, io, new AbortController().signal);
    return { code, ...written, questions };
  } catch (error) {
    const line = usageLine(error, io.language);
    if (line === undefined) throw error;
    return { code: 2, stdout: written.stdout, stderr: `${written.stderr}${line}`, questions };
  }
}
