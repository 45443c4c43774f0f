// @ts-check
// Running npm without noise and without asking, with the person's own registry settings.
import { runCommand } from './processes.mjs';

/** Variables npm sets for its scripts name the checkout; an inner npm would take them for its own settings. */
const inherited = /^npm_(package|lifecycle|command|execpath|node_execpath|config_(local_prefix|prefix|init_module))/i;

/**
 * Runs npm to its end and shows what it warns of only when it fails.
 * @param {{
 *   readonly cwd: string,
 *   readonly args: readonly string[],
 *   readonly env?: NodeJS.ProcessEnv,
 *   readonly log?: (line: string) => void,
 *   readonly onLine?: (line: string) => void,
 * }} options
 * @returns {Promise<string>}
 */
export async function npm({ cwd, args, env = process.env, log = () => undefined, onLine = () => undefined }) {
  log(`npm ${args.join(' ')}`);
  const clean = Object.fromEntries(Object.entries(env).filter(([name]) => !inherited.test(name)));
  return runCommand({
    command: process.platform === 'win32' ? 'npm.cmd' : 'npm',
    args: [...args, '--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error'],
    cwd,
    env: clean,
    onLine,
  });
}
