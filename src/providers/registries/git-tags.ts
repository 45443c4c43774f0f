/** The registry that needs nothing but Git: GTO's annotated tags. */
import { message, type Message } from '../../core/l10n/message.ts';
import { parseGtoTag } from '../../core/release/gto-tag.ts';
import { commitsToDate } from '../../core/release/registry.ts';
import { registryReader } from '../../core/release/registry-reader.ts';
import { greatestCounter } from '../../core/release/registry-events.ts';
import type { ModelState } from '../../core/release/model-state.ts';
import type { ReleaseTag } from '../../core/release/release-tag.ts';
import type { RegistryChange } from '../../core/release/release-plan.ts';
import type { Write } from '../../core/release/write.ts';
import type { FileTree } from '../../ports/file-tree.ts';
import type { GitRepository, Identity } from '../../ports/git.ts';
import type { RegistryCache } from '../../ports/registry-cache.ts';
import { unhurried } from '../../ports/pace.ts';
import {
  ProviderError,
  type PreparedChange,
  type RegistryOrder,
  type RegistrySnapshot,
  type VersionRegistry,
} from '../../ports/version-registry.ts';
import { translated } from './git-failures.ts';

/** What the registry needs. */
export interface GitTagsDependencies {
  readonly repository: GitRepository;
  /** The work tree, for `.gto`. */
  readonly tree: FileTree;
  /** Null where nothing is kept between runs. */
  readonly cache: RegistryCache | null;
}

/** As many tags take so long to read that what they came to is worth keeping. */
const manyTags = 2000;

const texts = {
  holderMoved: {
    en: '{stage} of {model} has changed: planned on {before}, now {now}.',
    pl: 'Etap {stage} modelu {model} się zmienił: plan zakładał {before}, teraz jest {now}.',
  },
  behindRemote: {
    en: '{remote} has tags of {model} that are not here: {tags}.',
    pl: '{remote} ma tagi modelu {model}, których tu nie ma: {tags}.',
  },
  fetch: { en: 'Run git fetch --tags, look again and retry.', pl: 'Wykonaj git fetch --tags, sprawdź ponownie i spróbuj jeszcze raz.' },
  lookAgain: { en: 'Look at the versions again and retry.', pl: 'Sprawdź wersje ponownie i spróbuj jeszcze raz.' },
  noIdentity: { en: 'Git does not know your name and e-mail address.', pl: 'Git nie zna Twojego imienia i adresu e-mail.' },
  setIdentity: { en: 'Set user.name and user.email with git config.', pl: 'Ustaw user.name i user.email poleceniem git config.' },
} as const;

/** The Git tags of a repository as a registry of models. */
export function gitTagsRegistry({ repository, tree, cache }: GitTagsDependencies): VersionRegistry {
  // All tags come from one process, so that nothing is saved by asking for some.
  async function read(_names: readonly string[] | 'all', signal: AbortSignal): Promise<RegistrySnapshot> {
    return (cache?.isKept() === true ? await readKept(cache, signal) : null) ?? readTags(signal);
  }

  async function readKept(known: RegistryCache, signal: AbortSignal): Promise<RegistrySnapshot | null> {
    const [refs, extras] = await translated(() =>
      Promise.all([repository.refs(tagFolder, signal), gtoFiles({ repository, tree }, signal)]),
    );
    const tags = refs.map(({ name, object }) => ({ name: name.slice(tagFolder.length), object }));
    const models = known.load(originOf(tags, extras));
    return models === null ? null : { models, nextCounter: counterAmong(tags) };
  }

  async function readTags(signal: AbortSignal): Promise<RegistrySnapshot> {
    const reader = registryReader();
    const [tags, extras] = await translated(() =>
      Promise.all([
        repository.tags(signal, (some) => {
          reader.push(some);
        }),
        gtoFiles({ repository, tree }, signal),
      ]),
    );
    const commits = await unhurried(commitsToDate(tags), signal);
    const times = await translated(() => repository.commitTimes(commits, signal));
    const models = await unhurried(reader.finish(tags, { ...extras, commitTimes: times }), signal);
    if (tags.length >= manyTags) cache?.save(originOf(tags, extras), models);
    return { models, nextCounter: counterAmong(tags) };
  }

  async function identity(signal: AbortSignal): Promise<Identity> {
    const known = await translated(() => repository.identity(signal));
    if (known !== null) return known;
    throw new ProviderError('unauthorized', { text: message(texts.noIdentity), hint: message(texts.setIdentity) });
  }

  async function prepare({ change, record, remote }: RegistryOrder, signal: AbortSignal): Promise<PreparedChange> {
    const snapshot = await read('all', signal);
    checkUnchanged(change, snapshot);
    if (remote !== null) await checkRemote(repository, { change, remote }, signal);
    const now = await identity(signal);
    const at = Math.max(now.at, newestChange(change, snapshot) + 1000);
    const tag: Write = { kind: 'tag', name: change.name, commit: change.commit ?? '', message: record, at, offset: now.offset };
    return { writes: [tag], datedAfter: at === now.at ? null : at };
  }

  return {
    id: 'git',
    read,

    async actor(signal) {
      const { name, email } = await identity(signal);
      return `${name} <${email}>`;
    },

    prepare,
    prepareUnseen: (order, signal) => prepare({ ...order, remote: null }, signal),

    async verify(change, signal) {
      const state = stateOf(change, await read('all', signal));
      if (change.stage === null) {
        return state?.versions.some(({ version, commit, active }) => version === change.to && commit === change.commit && active) === true;
      }
      const holder = state?.stages.get(change.stage);
      if (change.action === 'unassign') return (holder?.version ?? null) === change.to;
      return holder?.ref === change.name && holder.version === change.to && holder.commit === change.commit;
    },
  };
}

const tagFolder = 'refs/tags/';

type NamedTag = Pick<ReleaseTag, 'name' | 'object'>;

/** All that models follow from: a tag's object, and the commit that it points to, cannot change without another id. */
function originOf(tags: readonly NamedTag[], extras: object): string {
  return JSON.stringify([extras, tags.map(({ name, object }) => `${name} ${object}`)]);
}

function counterAmong(tags: readonly NamedTag[]): RegistrySnapshot['nextCounter'] {
  return (artifact) => greatestCounter(tags, artifact) + 1;
}

function stateOf({ artifact }: RegistryChange, snapshot: RegistrySnapshot): ModelState | undefined {
  return snapshot.models.find((model) => model.artifact === artifact);
}

/**
 * When the model changed last. Of tags of one second GTO's order is not the one they were made in, and a clock that is behind would
 * make a tag that changes nothing, so a new tag is dated after the newest.
 */
function newestChange(change: RegistryChange, snapshot: RegistrySnapshot): number {
  return stateOf(change, snapshot)?.history[0]?.at ?? Number.NEGATIVE_INFINITY;
}

/** The plan's base must still be there: the same assignment in the stage, and the version where it was; a new version still new. */
function checkUnchanged(change: RegistryChange, snapshot: RegistrySnapshot): void {
  const state = stateOf(change, snapshot);
  const holder = change.stage === null ? null : (state?.stages.get(change.stage) ?? null);
  const known = state?.versions.filter(({ version }) => version === change.to) ?? [];
  const isThere =
    change.action === 'register'
      ? known.length === 0
      : change.action === 'unassign' ||
        change.to === change.commit ||
        known.some(({ commit, active }) => commit === change.commit && active);
  if ((holder?.object ?? null) === (change.holder?.object ?? null) && isThere) return;
  const shown = (one: typeof holder): string => (one === null ? '–' : `${one.version} (${one.ref}, ${one.by ?? '–'})`);
  const args = { model: change.model, stage: change.stage ?? change.to ?? '–', before: shown(change.holder), now: shown(holder) };
  throw conflict(message(texts.holderMoved, args), message(texts.lookAgain));
}

/** Someone's tags of this model at the remote that are not here mean that the plan does not know the newest state. */
async function checkRemote(
  repository: GitRepository,
  { change, remote }: { readonly change: RegistryChange; readonly remote: string },
  signal: AbortSignal,
): Promise<void> {
  const [theirs, ours] = await translated(() => Promise.all([repository.remoteTags(remote, signal), repository.tags(signal)]));
  const known = new Map(ours.map((tag) => [tag.name, tag.object]));
  const missing = theirs.filter((tag) => parseGtoTag(tag.name)?.artifact === change.artifact && known.get(tag.name) !== tag.object);
  if (missing.length === 0) return;
  const tags = missing
    .slice(0, 5)
    .map(({ name }) => name)
    .join(', ');
  throw conflict(message(texts.behindRemote, { remote, model: change.model, tags }), message(texts.fetch));
}

function conflict(text: Message, hint: Message): ProviderError {
  return new ProviderError('conflict', { text, hint });
}

/** What `artifacts.yaml` at HEAD and `.gto` in the work tree add, as GTO reads them. */
async function gtoFiles({ repository, tree }: Pick<GitTagsDependencies, 'repository' | 'tree'>, signal: AbortSignal) {
  const annotations = (commit: string) => repository.readBlobs([{ commit, path: 'artifacts.yaml' }], signal);
  const [[known = null], settings] = await Promise.all([annotations('HEAD'), tree.read('.gto', signal)]);
  const allowedStages = settings.kind === 'text' ? (await gtoReader()).allowedStages(settings.text) : null;
  const none = { annotated: [], headTime: null, allowedStages };
  // Few repositories have the file. Where it is, HEAD may have moved since, and the time is to be that of the commit that is read.
  const head = known === null ? null : await repository.resolveCommit('HEAD', signal);
  if (head === null) return none;
  const [bytes] = await annotations(head);
  if (bytes === undefined || bytes === null) return none;
  const annotated = (await gtoReader()).annotatedArtifacts(new TextDecoder().decode(bytes));
  const times = await repository.commitTimes([head], signal);
  return { annotated, headTime: times.get(head) ?? null, allowedStages };
}

/** Few repositories have GTO's files; without them nothing need be loaded that reads YAML. */
function gtoReader() {
  return import('../../core/release/gto-files.ts');
}
