import { gitError } from './git-errors.ts';
import { gitText, type GitProgram } from './run-git.ts';
import type { GitSetting } from './safe-settings.ts';
import { splitNul } from './parse-git-output.ts';

/** One line of Git's configuration. The key is in lower case but for its middle part. */
export interface ConfigEntry {
  /** True where the person or the machine set it, outside of any repository. */
  readonly trusted: boolean;
  readonly key: string;
  readonly value: string;
}

/** All of Git's configuration for a repository, in the order in which Git reads it. */
export async function readConfig(program: GitProgram, root: string, signal: AbortSignal): Promise<readonly ConfigEntry[]> {
  const output = await gitText(program, { directory: root, args: ['config', '--list', '--show-scope', '-z'] }, signal);
  return parseConfig(output);
}

/** The entries in the output of `git config --list --show-scope -z`, those of our own command line left out. */
export function parseConfig(output: string): readonly ConfigEntry[] {
  const parts = splitNul(output);
  const entries: ConfigEntry[] = [];
  for (let at = 0; at + 1 < parts.length; at += 2) {
    const scope = parts[at] ?? '';
    const entry = parts[at + 1] ?? '';
    if (scope === 'command') continue;
    const end = entry.indexOf('\n');
    entries.push({
      trusted: scope === 'system' || scope === 'global',
      key: end < 0 ? entry : entry.slice(0, end),
      value: end < 0 ? 'true' : entry.slice(end + 1),
    });
  }
  return entries;
}

/**
 * Settings for a process that writes refs. Hooks that newer releases of Git take from the configuration are switched off, and signing
 * programs come from the person's own settings or are Git's defaults: whether and with which key to sign may be said in the
 * repository too, a repository's `gpg.program` and its like never run.
 */
export function writeSettings(config: readonly ConfigEntry[]): readonly GitSetting[] {
  const openpgp = trustedValue(config, ['gpg.program', 'gpg.openpgp.program']) ?? 'gpg';
  const settings = [
    `gpg.program=${openpgp}`,
    `gpg.openpgp.program=${openpgp}`,
    `gpg.x509.program=${trustedValue(config, ['gpg.x509.program']) ?? 'gpgsm'}`,
    `gpg.ssh.program=${trustedValue(config, ['gpg.ssh.program']) ?? 'ssh-keygen'}`,
    'user.useConfigOnly=true',
  ];
  if (config.some((entry) => entry.key === 'gpg.ssh.defaultkeycommand')) {
    // The program `false` fails, so signing with no key named fails rather than running the repository's command.
    settings.push(`gpg.ssh.defaultKeyCommand=${trustedValue(config, ['gpg.ssh.defaultkeycommand']) ?? 'false'}`);
  }
  return [...settings, ...disabledHooks(config)];
}

function disabledHooks(config: readonly ConfigEntry[]): readonly GitSetting[] {
  const names = new Set<string>();
  for (const { key } of config) {
    const name = /^hook\.(.+)\.[^.]+$/s.exec(key)?.[1];
    if (name === undefined) continue;
    // Such a key cannot be given with -c, so the hook could not be switched off.
    if (name.includes('=')) throw gitError('invalidName', { name: JSON.stringify(key) });
    names.add(name);
  }
  return [...names].map((name) => `hook.${name}.enabled=false`);
}

/** What a process that talks to a remote needs of the person's own settings, and what a repository may not set. */
export interface NetworkSettings {
  readonly settings: readonly GitSetting[];
  readonly sshCommand: string;
}

/**
 * Settings for a process that talks to a remote: the person's own credential helpers and ssh command are kept, the repository's are
 * not, and cookies are never written to a file that a repository names.
 */
export function networkSettings(
  config: readonly ConfigEntry[],
  environment: Readonly<Record<string, string | undefined>>,
): NetworkSettings {
  const settings: GitSetting[] = [];
  for (const { trusted, key, value } of config) {
    if (trusted && /^credential\.(?:[^=]*\.)?(?:helper|usehttppath|username)$/s.test(key)) settings.push(`${key}=${value}`);
    if (!trusted && /^http\.(?:[^=]*\.)?savecookies$/s.test(key)) settings.push(`${key}=false`);
  }
  const sshCommand = environment['GIT_SSH_COMMAND'] ?? trustedValue(config, ['core.sshcommand']) ?? 'ssh';
  return { settings: [...settings, ...disabledHooks(config)], sshCommand };
}

function trustedValue(config: readonly ConfigEntry[], keys: readonly string[]): string | null {
  return config.findLast((entry) => entry.trusted && keys.includes(entry.key))?.value ?? null;
}
