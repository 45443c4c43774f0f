import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A real Git repository in a temporary folder, with a home of its own so that no setting of this machine counts. */
export interface TemporaryRepository {
  readonly root: string;
  /** The environment to run Git with. */
  readonly environment: Readonly<Record<string, string>>;
  /** Runs git here and gives its trimmed output. */
  git(...args: readonly string[]): string;
  /** Writes a file, its folders included. */
  write(path: string, text: string): void;
  /** The text of a file of the work tree. */
  read(path: string): string;
  /** Writes a file and commits it; gives the commit's id. */
  commit(path: string, text: string): string;
  /** Makes an annotated tag with a tagger's time in seconds since 1970. */
  tag(
    name: string,
    commit: string,
    time: number,
    options?: { readonly message?: string; readonly by?: string; readonly offset?: string },
  ): void;
  /** Removes the folder. */
  remove(): void;
}

/** Time of the first commit, in seconds since 1970; each further commit is a second younger. */
export const firstCommitTime = 1_700_000_000;

/** Which repository to make. */
export interface TemporaryRepositoryOptions {
  readonly bare?: boolean;
  readonly cloneOf?: string;
  /** How many commits a clone gets; all where it is left out. */
  readonly depth?: number;
  readonly copyOf?: TemporaryRepository;
  /** A folder that is to be the repository. It stays one when this is removed, without files: an editor has it open. */
  readonly at?: string;
}

/** Makes an empty repository, a clone of another one, or a copy of one with its home, which takes no process. */
export function temporaryRepository(options: TemporaryRepositoryOptions = {}): TemporaryRepository {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'airworthy-git-')));
  const root = options.at ?? join(folder, 'repository');
  const home = join(folder, 'home');
  const environment: Record<string, string> = {
    PATH: process.env['PATH'] ?? '',
    HOME: home,
    XDG_CONFIG_HOME: join(home, 'config'),
    GIT_CONFIG_NOSYSTEM: '1',
  };
  const run = (args: readonly string[], extra: Readonly<Record<string, string>>, input?: string): string =>
    execFileSync('git', [...args], {
      cwd: folder,
      env: { ...environment, ...extra },
      encoding: 'utf8',
      stdio: ['pipe', 'pipe', 'pipe'],
      maxBuffer: 1e9,
      ...(input === undefined ? {} : { input }),
    }).trim();
  const start =
    options.cloneOf === undefined
      ? ['init', '-q', '-b', 'main', ...(options.bare === true ? ['--bare'] : [])]
      : ['clone', '-q', ...(options.depth === undefined ? [] : ['--depth', String(options.depth)]), options.cloneOf];
  if (options.copyOf === undefined) {
    mkdirSync(home);
    run([...start, root], {});
    writeFileSync(join(home, '.gitconfig'), '[user]\n\tname = Ana Nowak\n\temail = ana@example.com\n');
  } else cpSync(dirname(options.copyOf.root), folder, { recursive: true });
  let commits = 0;
  const git = (...args: readonly string[]): string => run(['-C', root, ...args], {});
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  return {
    root,
    environment,
    git,
    write,
    read: (path) => readFileSync(join(root, path), 'utf8'),
    commit(path, text) {
      write(path, text);
      git('--literal-pathspecs', 'add', '-f', '--', path);
      const date = `${String(firstCommitTime + commits)} +0000`;
      commits += 1;
      run(['-C', root, 'commit', '-q', '--allow-empty', '-m', path], { GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date });
      return git('rev-parse', 'HEAD');
    },
    tag(name, commit, time, { message = name, by = 'Ana Nowak', offset = '+0000' } = {}) {
      run(
        ['-C', root, 'tag', '-a', '-F', '-', name, commit],
        { GIT_COMMITTER_DATE: `${String(time)} ${offset}`, GIT_COMMITTER_NAME: by },
        message,
      );
    },
    remove() {
      if (options.at !== undefined) {
        git('rm', '-rqf', '--ignore-unmatch', '.');
        git('clean', '-fdxq');
        git('commit', '-q', '--allow-empty', '-m', 'Emptied');
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A signal that nobody aborts. */
export function neverAborted(): AbortSignal {
  return new AbortController().signal;
}
