import { createInterface } from 'node:readline/promises';
import { version as packageVersion } from '../../package.json';
import { type Language, languageOf } from '../core/l10n/message.ts';
import type { CheckParts } from './judge-folder.ts';
import { type CliIo, type Command, exitCodes } from './command.ts';
import { helpText } from './help.ts';
import { UsageError, usageLine } from './usage-error.ts';

/** Most of the program, of which a run needs nothing where all is known from the run before and a machine reads the result. */
const checkParts: CheckParts = {
  analyser: async () => (await import('../app/local-analyser.ts')).createLocalAnalyser(),
  writers: async () => (await import('../core/report/writers.ts')).writers,
};

/** Every command by its name; `help` and `--version` are answered here. Each is loaded when it is asked for: most of the program is for one of them. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  check: async () => (await import('./check.ts')).checkCommand(checkParts),
  report: async () => (await import('./report.ts')).reportCommand(checkParts),
  init: async () => (await import('./init.ts')).runInit,
  inspect: async () => (await import('./inspect.ts')).runInspect,
  versions: async () => (await import('./versions.ts')).runVersions,
  compare: async () => (await import('./compare.ts')).runCompare,
  fetch: async () => (await import('./fetch.ts')).runFetch,
  promote: async () => (await import('./promote.ts')).runPromote,
  deploy: async () => (await import('./deploy.ts')).runDeploy,
  rollback: async () => (await import('./rollback.ts')).runRollback,
  shadow: async () => (await import('./shadow.ts')).runShadow,
  canary: async () => (await import('./canary.ts')).runCanary,
  undo: async () => (await import('./undo.ts')).runUndo,
  unassign: async () => (await import('./unassign.ts')).runUnassign,
  register: async () => (await import('./register.ts')).runRegister,
  recover: async () => (await import('./recover.ts')).runRecover,
  audit: async () => (await import('./audit.ts')).runAudit,
  drift: async () => (await import('./drift.ts')).runDrift,
  rules: async () => (await import('./explain.ts')).runRules,
  explain: async () => (await import('./explain.ts')).runExplain,
};

/** Runs one command line; the exit code is returned, never forced, so that output is flushed. */
async function run(argv: readonly string[], env: CliIo['env'], signal: AbortSignal): Promise<number> {
  const { args, language, unknownLanguage } = withLanguage(argv, env);
  const [name, ...rest] = args;
  const io = createIo(language, env);
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    io.stdout(helpText(language));
    return exitCodes.fine;
  }
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (name === '--version') {
    io.stdout(`${packageVersion}\n`);
    return exitCodes.fine;
  }
  if (load !== undefined && (rest.includes('--help') || rest.includes('-h'))) {
    io.stdout(helpText(language));
    return exitCodes.fine;
  }
  try {
    if (unknownLanguage !== null) throw new UsageError('oneOf', { option: '--lang', value: unknownLanguage, values: 'en, pl' });
    if (load === undefined) throw new UsageError('unknownCommand', { name });
    const command = await load();
    return await command(rest, io, signal);
  } catch (error) {
    const line = usageLine(error, language);
    if (line === undefined) throw error;
    io.stderr(line);
    return exitCodes.usage;
  }
}

interface Spoken {
  /** The arguments without `--lang`. */
  readonly args: readonly string[];
  readonly language: Language;
  /** What `--lang` said where that is no language of ours. */
  readonly unknownLanguage: string | null;
}

/** `--lang en|pl` counts anywhere; else the environment's locale. */
function withLanguage(argv: readonly string[], env: CliIo['env']): Spoken {
  // An empty variable is one that is not set.
  const locale = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'];
  const at = argv.findIndex((arg) => arg === '--lang' || arg.startsWith('--lang='));
  if (at < 0) return { args: argv, language: languageOf(locale), unknownLanguage: null };
  const isJoined = argv[at]?.includes('=') === true;
  const value = isJoined ? argv[at]?.slice('--lang='.length) : argv[at + 1];
  const isKnown = /^(?:en|pl)\b/i.test(value?.replace('_', '-') ?? '');
  return {
    args: argv.filter((_, index) => index !== at && (isJoined || index !== at + 1)),
    language: languageOf(isKnown ? value : locale),
    unknownLanguage: isKnown ? null : (value ?? ''),
  };
}

function createIo(language: Language, env: CliIo['env']): CliIo {
  return {
    stdout: (text) => process.stdout.write(text),
    stderr: (text) => process.stderr.write(text),
    ask: process.stdin.isTTY && process.stdout.isTTY ? askOnTerminal : undefined,
    language,
    cwd: process.cwd(),
    env,
    isTerminal: process.stdout.isTTY,
  };
}

async function askOnTerminal(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await terminal.question(question);
  } finally {
    terminal.close();
  }
}

const controller = new AbortController();
process.once('SIGINT', () => {
  controller.abort();
});
// A reader that goes away early (`| head`) is no error of ours.
process.stdout.on('error', (error: Error) => {
  if (!('code' in error) || error.code !== 'EPIPE') throw error;
});

run(process.argv.slice(2), process.env, controller.signal).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    if (!controller.signal.aborted) process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    // 130: ended by Ctrl-C, as shells count it; 70: an error inside, as sysexits.h counts it.
    process.exitCode = controller.signal.aborted ? 130 : 70;
  },
);
