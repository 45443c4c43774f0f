import { realpathSync } from 'node:fs';
import { isAbsolute, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { GitRef, GitRepository } from '../../ports/git.ts';
import { networkSettings, readConfig } from './git-config.ts';
import { gitError } from './git-errors.ts';
import { checkedRemoteName } from './git-names.ts';
import type { RepositoryContext } from './repository-context.ts';
import { parseRemoteRefs } from './parse-git-output.ts';
import { gitText, runGit } from './run-git.ts';

type RemoteAccess = Pick<GitRepository, 'remotes' | 'pushAddress' | 'push' | 'remoteTags' | 'remoteRefs'>;

/**
 * Talks to configured remotes over https, http, ssh or a local path; every other transport is refused. The remote's program names
 * (`remote.*.receivepack`, `uploadpack`) are not taken from the configuration, and no local hook runs.
 */
export function createRemoteAccess({ program, root }: RepositoryContext): RemoteAccess {
  async function addresses(remote: string, kind: 'fetch' | 'push', signal: AbortSignal): Promise<readonly string[]> {
    const args = ['remote', 'get-url', '--all', ...(kind === 'push' ? ['--push'] : []), '--', checkedRemoteName(remote)];
    const output = await runGit(program, { directory: root, args }, signal);
    if (output.exitCode !== 0) throw gitError('noRemote', { name: remote }, new Error(output.stderr));
    const found = output.stdout
      .toString('utf8')
      .split('\n')
      .filter((line) => line !== '');
    for (const address of found) checkAddress(address, remote);
    return found;
  }

  /** A repository that came with the work tree could bring its own hooks, which would run here when pushed to. */
  function checkAddress(address: string, remote: string): void {
    const path = localPath(address);
    if (path === null) return;
    const inside = relative(root, realOf(resolve(root, path)));
    if (inside === '' || (!inside.startsWith('..') && !isAbsolute(inside))) throw gitError('insideWorkTree', { name: remote });
  }

  async function remoteRefs(remote: string, signal: AbortSignal): Promise<readonly GitRef[]> {
    await addresses(remote, 'fetch', signal);
    const config = await readConfig(program, root, signal);
    const output = await gitText(
      program,
      {
        directory: root,
        args: ['ls-remote', '--heads', '--tags', '--refs', '--quiet', '--upload-pack=git-upload-pack', '--', remote],
        reach: 'network',
        ...networkSettings(config, program.environment),
      },
      signal,
    );
    return parseRemoteRefs(output);
  }

  return {
    remoteRefs,

    async remotes(signal) {
      const output = await gitText(program, { directory: root, args: ['remote'] }, signal);
      return output.split('\n').filter((line) => line !== '');
    },

    async pushAddress(remote, signal) {
      return withoutCredentials((await addresses(remote, 'push', signal))[0] ?? '');
    },

    async push({ remote, refs }, signal) {
      await addresses(remote, 'push', signal);
      const config = await readConfig(program, root, signal);
      await gitText(
        program,
        {
          directory: root,
          args: [
            'push',
            '--atomic',
            '--porcelain',
            '--no-verify',
            '--no-follow-tags',
            '--no-signed',
            '--recurse-submodules=no',
            '--receive-pack=git-receive-pack',
            '--',
            remote,
            ...refs.map((ref) => `${ref}:${ref}`),
          ],
          reach: 'network',
          ...networkSettings(config, program.environment),
        },
        signal,
      );
    },

    async remoteTags(remote, signal) {
      const prefix = 'refs/tags/';
      const refs = await remoteRefs(remote, signal);
      return refs.flatMap(({ name, object }) => (name.startsWith(prefix) ? [{ name: name.slice(prefix.length), object }] : []));
    },
  };
}

/** The path that an address means on this machine; null for an address of a server. See "Git URLs" in git-push(1). */
export function localPath(address: string): string | null {
  if (/^file:\/\//i.test(address)) {
    try {
      return fileURLToPath(address);
    } catch {
      return null;
    }
  }
  if (/^[A-Za-z][A-Za-z0-9+.-]*:\/\//.test(address) || /^[A-Za-z][A-Za-z0-9+.-]*::/.test(address)) return null;
  if (/^[A-Za-z]:[\\/]/.test(address)) return address;
  const colon = address.indexOf(':');
  const slash = address.indexOf('/');
  return colon >= 0 && (slash < 0 || colon < slash) ? null : address;
}

function realOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

/** An address without the user and password that may be in it, to be shown. */
export function withoutCredentials(address: string): string {
  return address.replace(/^([A-Za-z][A-Za-z0-9+.-]*:\/\/)[^/@]*@/, '$1');
}
