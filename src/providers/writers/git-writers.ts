/** Writes to a Git repository: tags, branches, the file that a branch's new commit changed, and their push. */
import { message } from '../../core/l10n/message.ts';
import type { BranchWrite, FileWrite, PushWrite, TagWrite } from '../../core/release/write.ts';
import { GitError, type GitRepository } from '../../ports/git.ts';
import { ProviderError } from '../../ports/version-registry.ts';
import type { Writer, Writers } from '../../ports/writer.ts';
import { providerError, translated } from '../registries/git-failures.ts';

const texts = {
  unsureRemote: {
    en: 'The push failed, and {remote} could not be asked whether it took {refs}. What was made here was taken back.',
    pl: 'Wysyłanie nie powiodło się i nie udało się sprawdzić, czy {remote} przyjęło {refs}. To, co tu powstało, zostało cofnięte.',
  },
  askRemote: {
    en: 'When the remote answers again, run git fetch --tags and look.',
    pl: 'Gdy zdalne repozytorium znów odpowie, wykonaj git fetch --tags i sprawdź.',
  },
  fileMoved: {
    en: '{path} was changed by someone else meanwhile.',
    pl: 'Plik {path} został w międzyczasie zmieniony przez kogoś innego.',
  },
  lookAtFile: { en: 'Look at the file, then try again.', pl: 'Sprawdź plik i spróbuj jeszcze raz.' },
} as const;

/** How long the remote may take to say whether it has what a broken push sent, in milliseconds. */
const askAgain = 20_000;

/** The writers of one repository. */
export function gitWriters(repository: GitRepository): Pick<Writers, 'tag' | 'branch' | 'file' | 'push'> {
  return {
    tag: tagWriter(repository),
    branch: branchWriter(repository),
    file: fileWriter(repository),
    push: pushWriter(repository),
  };
}

function tagWriter(repository: GitRepository): Writer<TagWrite> {
  /** The tag's object where the tag is ours, whoever's it is else. */
  async function find({ name, commit, message: words, at }: TagWrite, signal: AbortSignal) {
    const tag = await translated(() =>
      repository.tag(name, signal).catch((error: unknown) => {
        // What cannot be a tag's name is the name of no tag, so that there is nothing to take back.
        if (error instanceof GitError && error.code === 'invalid-name') return null;
        throw error;
      }),
    );
    if (tag === null) return null;
    const isOurs = tag.commit === commit && tag.tagger?.at === at && tag.message?.trimEnd() === words.trimEnd();
    return { object: tag.object, isOurs };
  }
  return {
    async stateOf(write, signal) {
      const tag = await find(write, signal);
      return tag === null ? 'before' : tag.isOurs ? 'after' : 'other';
    },
    async apply(write, signal) {
      try {
        await translated(() => repository.createTag(write, signal));
      } catch (error) {
        if ((await find(write, signal))?.isOurs !== true) throw error;
      }
    },
    async undo(write, signal) {
      const tag = await find(write, signal);
      if (tag?.isOurs === true) await translated(() => repository.deleteTag(write.name, tag.object, signal));
    },
  };
}

function branchWriter(repository: GitRepository): Writer<BranchWrite> {
  const reason = 'airworthy: release';
  async function at({ name }: BranchWrite, signal: AbortSignal): Promise<string | null> {
    const refs = await translated(() => repository.refs(name, signal));
    return refs.find((ref) => ref.name === name)?.object ?? null;
  }
  return {
    async stateOf(write, signal) {
      const object = await at(write, signal);
      return object === write.after ? 'after' : object === write.before ? 'before' : 'other';
    },
    async apply(write, signal) {
      const { name: branch, before, after } = write;
      if ((await at(write, signal)) !== after) await translated(() => repository.moveBranch({ branch, before, after, reason }, signal));
    },
    async undo(write, signal) {
      const { name: branch, before, after } = write;
      if ((await at(write, signal)) !== after) return;
      await translated(() => repository.moveBranch({ branch, before: after, after: before, reason: `${reason} undone` }, signal));
    },
  };
}

function fileWriter(repository: GitRepository): Writer<FileWrite> {
  async function stateOf(write: FileWrite, signal: AbortSignal) {
    const { bytes, staged } = await translated(() => repository.fileState(write.path, signal));
    const text = bytes === null ? null : new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
    const isKnown = (text === write.before || text === write.after) && (staged === write.blobBefore || staged === write.blobAfter);
    if (!isKnown) return 'other';
    return text === write.after && staged === write.blobAfter ? 'after' : 'before';
  }
  async function put(write: FileWrite, text: string, blob: string, signal: AbortSignal): Promise<void> {
    const { path, mode } = write;
    if ((await stateOf(write, signal)) === 'other') {
      throw new ProviderError('conflict', { text: message(texts.fileMoved, { path }), hint: message(texts.lookAtFile) });
    }
    await translated(() => repository.putFile({ path, text, blob, mode }, signal));
  }
  return {
    stateOf,
    apply: (write, signal) => put(write, write.after, write.blobAfter, signal),
    undo: (write, signal) => put(write, write.before, write.blobBefore, signal),
  };
}

function pushWriter(repository: GitRepository): Writer<PushWrite> {
  /** Whether the remote has all refs as they are here. */
  async function isThere({ remote, refs }: PushWrite, signal: AbortSignal): Promise<boolean> {
    const [theirs, ours] = await translated(() => Promise.all([repository.remoteRefs(remote, signal), repository.refs('refs/', signal)]));
    const [there, here] = [theirs, ours].map((list) => new Map(list.map(({ name, object }) => [name, object])));
    return refs.every((name) => here?.get(name) !== undefined && here.get(name) === there?.get(name));
  }
  return {
    stateOf: async (write, signal) => ((await isThere(write, signal)) ? 'after' : 'before'),
    /** After a failure the remote is asked, because a connection may break after the remote has taken everything. */
    async apply(write, signal) {
      try {
        await repository.push(write, signal);
      } catch (error) {
        const answer = await isThere(write, AbortSignal.timeout(askAgain)).catch(() => null);
        if (answer === true) return;
        if (answer === false || isRefusal(error)) throw providerError(error);
        const args = { remote: write.remote, refs: write.refs.join(', ') };
        throw new ProviderError('unreachable', { text: message(texts.unsureRemote, args), hint: message(texts.askRemote) }, error);
      }
    },
    // What others may have fetched is not taken back; a push is the last write, so that nothing after it can fail.
    undo: () => Promise.resolve(),
  };
}

function isRefusal(error: unknown): boolean {
  return error instanceof GitError && error.code !== 'unreachable' && error.code !== 'failed';
}
