import type { GitRepository } from '../../ports/git.ts';
import { readConfig, writeSettings } from './git-config.ts';
import { errorFromOutput, gitError } from './git-errors.ts';
import { checkedObject, checkedTagName } from './git-names.ts';
import type { RepositoryContext } from './repository-context.ts';
import { runGit } from './run-git.ts';

/**
 * Makes and takes back annotated tags. No hook runs. A tag is signed where Git's settings say `tag.gpgSign`, with the person's own
 * signing programs only (see `writeSettings`).
 */
export function createTagWriter({ program, root }: RepositoryContext): Pick<GitRepository, 'createTag' | 'deleteTag'> {
  async function holds(name: string, signal: AbortSignal): Promise<string | null> {
    const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `refs/tags/${name}`];
    const output = await runGit(program, { directory: root, args }, signal);
    return output.exitCode === 0 ? output.stdout.toString('utf8').trim() : null;
  }

  return {
    async createTag(tag, signal) {
      const name = checkedTagName(tag.name);
      const settings = writeSettings(await readConfig(program, root, signal));
      const output = await runGit(
        program,
        {
          directory: root,
          args: ['tag', '-a', '--cleanup=verbatim', '-F', '-', '--', name, checkedObject(tag.commit)],
          input: tag.message.endsWith('\n') ? tag.message : `${tag.message}\n`,
          settings,
          variables: { GIT_COMMITTER_DATE: `@${String(Math.floor(tag.at / 1000))} ${tag.offset}` },
        },
        signal,
      );
      if (output.exitCode !== 0) {
        const taken = /already exists|cannot lock ref(?!.*: (?:Permission denied|Read-only file system))/.test(output.stderr);
        throw taken ? gitError('tagTaken', { name }, new Error(output.stderr)) : errorFromOutput(output);
      }
      const object = await holds(name, signal);
      if (object === null) throw gitError('failed', {}, new Error(`refs/tags/${name} is not there`));
      return object;
    },

    async deleteTag(name, object, signal) {
      const ref = `refs/tags/${checkedTagName(name)}`;
      const settings = writeSettings(await readConfig(program, root, signal));
      const args = ['update-ref', '-d', ref, checkedObject(object)];
      const output = await runGit(program, { directory: root, args, settings }, signal);
      if (output.exitCode === 0) return true;
      if ((await holds(name, signal)) !== object) return false;
      throw errorFromOutput(output);
    },
  };
}
