/**
 * Git's one door: repositories read and written through the `git` program under `safe-settings.ts`. Only plumbing is used for reading
 * (`for-each-ref`, `ls-files`, `cat-file`, `diff-tree`, `rev-parse`), which applies no filter, shows no diff and checks no signature.
 * Invariant: no operation runs a program that the repository names (test/node/git/hostile-repository.test.ts).
 */
import { realpathSync } from 'node:fs';
import { isAbsolute, relative, resolve } from 'node:path';
import type { ReleaseTag } from '../../core/release/release-tag.ts';
import { GitError, type Git, type GitRepository, type Identity, type TagListener } from '../../ports/git.ts';
import { findRepository } from './find-repository.ts';
import { readConfig, writeSettings } from './git-config.ts';
import { errorFromOutput, gitError } from './git-errors.ts';
import { checkedObject, checkedRevision, checkedTagName } from './git-names.ts';
import { findGitProgram } from './git-program.ts';
import { commitTime, parseBatch, parseRefs, parseTracked, refFormat, splitNul, type GitObject, type TypedRef } from './parse-git-output.ts';
import { createRemoteAccess } from './remote-access.ts';
import type { RepositoryContext } from './repository-context.ts';
import { gitBytes, gitText, runGit, type GitProgram } from './run-git.ts';
import { annotatedAmong, tagParser } from './tag-objects.ts';
import { createTagWriter } from './tag-writer.ts';
import { createCommitWriter } from './commit-writer.ts';
import { createFileReader } from './file-reader.ts';
import { createTreeReader } from './tree-reader.ts';

/** Settings of `createGit`; what is left out comes from this process. */
export interface GitOptions {
  /** Environment of the person: PATH, HOME, identity. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Absolute path of the Git program; looked up on the PATH where it is left out. */
  readonly program?: string;
}

/** Git over the program found on the PATH. */
export function createGit(options: GitOptions = {}): Git {
  const environment = options.environment ?? process.env;
  return {
    async open(directory, signal) {
      signal.throwIfAborted();
      const place = findRepository(directory);
      if (place === null) return null;
      const path = options.program ?? findGitProgram(environment, process.platform);
      if (path === null) throw gitError('missing');
      return openRepository({ path, environment }, place.root, signal);
    },
  };
}

async function openRepository(program: GitProgram, folder: string, signal: AbortSignal): Promise<GitRepository | null> {
  let output: string;
  try {
    output = await gitText(
      program,
      { directory: folder, args: ['rev-parse', '--show-toplevel', '--absolute-git-dir', '--is-shallow-repository'] },
      signal,
    );
  } catch (error) {
    if (error instanceof GitError && error.code === 'not-a-repository') return null;
    throw error;
  }
  const [top = '', gitDirectory = '', shallow = ''] = output.split(/\r?\n/);
  const root = realpathSync(top);
  // `core.worktree` could point at any folder of the machine; a submodule's points at where its `.git` file lies.
  if (findRepository(root)?.root !== root || !isWithin(root, folder)) throw gitError('workTree', { path: top });
  return repositoryAt({ program, root, gitDirectory: resolve(root, gitDirectory) }, shallow === 'true');
}

function isWithin(root: string, folder: string): boolean {
  const path = relative(root, folder);
  return path === '' || (!path.startsWith('..') && !isAbsolute(path));
}

function repositoryAt(context: RepositoryContext, isShallow: boolean): GitRepository {
  const { program, root } = context;
  const call = (args: readonly string[], input?: string) => ({ directory: root, args, ...(input === undefined ? {} : { input }) });

  async function objects(names: readonly string[], signal: AbortSignal): Promise<readonly (GitObject | null)[]> {
    if (names.length === 0) return [];
    const output = await gitBytes(program, call(['cat-file', '--batch'], names.map((name) => `${name}\n`).join('')), signal);
    return parseBatch(output, names);
  }

  async function refsOf(pattern: string, signal: AbortSignal): Promise<readonly TypedRef[]> {
    return parseRefs(await gitText(program, call(['for-each-ref', '--sort=refname', `--format=${refFormat}`, pattern]), signal));
  }

  /** The tags that a name stands for: itself, and as a folder those below it; every tag for ''. */
  async function tagsOf(name: string, onTags: TagListener | undefined, signal: AbortSignal): Promise<readonly ReleaseTag[]> {
    const refs = await refsOf(`refs/tags/${name}`, signal);
    const parser = tagParser(refs, onTags);
    const ids = annotatedAmong(refs).map(({ object }) => `${object}\n`);
    if (ids.length > 0) {
      const onOutput = (bytes: Uint8Array): void => {
        parser.push(bytes);
      };
      await gitBytes(program, { ...call(['cat-file', '--batch', '--buffer'], ids.join('')), onOutput }, signal);
    }
    const { tags: found, nested } = parser.end();
    if (nested.length === 0) return found;
    const names = nested.map((one) => `refs/tags/${one}^{commit}`);
    const output = await gitText(program, call(['cat-file', '--batch-check'], names.map((one) => `${one}\n`).join('')), signal);
    const commits = new Map(output.split('\n').map((line, index) => [nested[index], /^([0-9a-f]+) commit /.exec(line)?.[1] ?? null]));
    return found.map((tag) => (commits.has(tag.name) ? { ...tag, commit: commits.get(tag.name) ?? null } : tag));
  }

  async function resolveCommit(revision: string, signal: AbortSignal): Promise<string | null> {
    const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${checkedRevision(revision)}^{commit}`];
    const output = await runGit(program, call(args), signal);
    return output.exitCode === 0 ? output.stdout.toString('utf8').trim() : null;
  }

  return {
    root,
    gitDirectory: context.gitDirectory,
    isShallow,
    resolveCommit,
    ...createTagWriter(context),
    ...createRemoteAccess(context),
    ...createCommitWriter(context),
    ...createFileReader(context, { objects, isShallow }),
    tags: (signal, onTags) => tagsOf('', onTags, signal),
    ...createTreeReader(context),

    async head(signal) {
      const [commit, branch] = await Promise.all([
        resolveCommit('HEAD', signal),
        runGit(program, call(['symbolic-ref', '--quiet', 'HEAD']), signal),
      ]);
      const name = branch.exitCode === 0 ? branch.stdout.toString('utf8').trim() : null;
      return { commit, branch: name?.replace(/^refs\/heads\//, '') ?? null };
    },

    async listing(folder, signal) {
      const scope = folder === '' ? [] : ['--', folder];
      const [tracked, untracked] = await Promise.all([
        gitText(program, call(['--literal-pathspecs', 'ls-files', '--stage', '-z', ...scope]), signal),
        gitText(program, call(['--literal-pathspecs', 'ls-files', '--others', '--exclude-standard', '-z', ...scope]), signal),
      ]);
      return { tracked: parseTracked(tracked), untracked: splitNul(untracked) };
    },

    async filesNamed(names, signal) {
      const patterns = names.map((name) => `:(glob)**/${name}`);
      const args = ['ls-files', '--cached', '--others', '--exclude-standard', '-z', '--', ...patterns];
      // A path in conflict is listed once for each of its sides.
      return [...new Set(splitNul(await gitText(program, call(args), signal)))];
    },

    async ignored(paths, signal) {
      const usable = paths.filter((path) => path !== '' && !path.includes('\0'));
      if (usable.length === 0) return new Set();
      // A path that begins with a colon would be read as a pattern, and this command takes no --literal-pathspecs.
      const input = usable.map((path) => `./${path}\0`).join('');
      const output = await runGit(program, call(['check-ignore', '--stdin', '-z'], input), signal);
      // 0: some are ignored, 1: none is.
      if (output.exitCode > 1) throw errorFromOutput(output);
      return new Set(splitNul(output.stdout.toString('utf8')).map((path) => path.slice('./'.length)));
    },

    async tag(name, signal) {
      const all = await tagsOf(checkedTagName(name), undefined, signal);
      return all.find((tag) => tag.name === name) ?? null;
    },

    refs: (prefix, signal) => refsOf(checkedRevision(prefix), signal),

    async readBlobs(files, signal) {
      // A line end would part the name in two; no such path can be asked for in a batch.
      const usable = files.filter(({ path }) => path !== '' && !/[\0\n]/.test(path));
      const names = usable.map(({ commit, path }) => `${commit === 'HEAD' ? commit : checkedObject(commit)}:${path}`);
      const found = await objects(names, signal);
      const bytes = new Map(usable.map((file, index) => [file, found[index] ?? null]));
      return files.map((file) => {
        const object = bytes.get(file);
        return object?.type === 'blob' ? object.bytes : null;
      });
    },

    async commitTimes(commits, signal) {
      const wanted = [...new Set(commits.map(checkedObject))];
      const found = await objects(wanted, signal);
      const times = new Map<string, number>();
      wanted.forEach((commit, index) => {
        const object = found[index];
        const time = object?.type === 'commit' ? commitTime(object.bytes) : null;
        if (time !== null) times.set(commit, time);
      });
      return times;
    },

    async identity(signal) {
      const settings = writeSettings(await readConfig(program, root, signal));
      const output = await runGit(program, { ...call(['var', 'GIT_COMMITTER_IDENT']), settings }, signal);
      return output.exitCode === 0 ? parseIdentity(output.stdout.toString('utf8')) : null;
    },
  };
}

function parseIdentity(line: string): Identity | null {
  const match = /^(.+) <([^<>]*)> (-?\d+) ([+-]\d{4})\s*$/.exec(line);
  if (match === null) return null;
  return { name: match[1] ?? '', email: match[2] ?? '', at: Number(match[3]) * 1000, offset: match[4] ?? '+0000' };
}
