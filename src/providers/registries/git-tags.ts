/** The registry that needs nothing but Git: GTO's annotated tags. */
import { message, type Message } from '../../core/l10n/message.ts';
import { readData, valueAt, isList } from '../../core/facts/data-file.ts';
import type { Json } from '../../core/facts/format.ts';
import { createSourceText } from '../../core/model/source-text.ts';
import { parseGtoTag } from '../../core/release/gto-tag.ts';
import { commitsToDate, registryState } from '../../core/release/registry.ts';
import { greatestCounter } from '../../core/release/registry-events.ts';
import type { ReleasePlan } from '../../core/release/release-plan.ts';
import type { FileTree } from '../../ports/file-tree.ts';
import { GitError, type GitErrorCode, type GitRepository, type Identity } from '../../ports/git.ts';
import {
  ProviderError,
  type ProviderErrorCode,
  type Receipt,
  type RegistrySnapshot,
  type VersionRegistry,
} from '../../ports/version-registry.ts';

/** What the registry needs. */
export interface GitTagsDependencies {
  readonly repository: GitRepository;
  /** The work tree, for `.gto`. */
  readonly tree: FileTree;
}

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
  unsureRemote: {
    en: 'The push failed, and {remote} could not be asked whether it took {tag}. The tag was removed here.',
    pl: 'Wysyłanie nie powiodło się i nie udało się sprawdzić, czy {remote} przyjęło {tag}. Tag został tu usunięty.',
  },
  askRemote: {
    en: 'When the remote answers again, run git fetch --tags and look.',
    pl: 'Gdy zdalne repozytorium znów odpowie, wykonaj git fetch --tags i sprawdź.',
  },
} as const;

/** The Git tags of a repository as a registry of models. */
export function gitTagsRegistry({ repository, tree }: GitTagsDependencies): VersionRegistry {
  async function read(signal: AbortSignal): Promise<RegistrySnapshot> {
    const [tags, extras] = await translated(() => Promise.all([repository.tags(signal), gtoFiles({ repository, tree }, signal)]));
    const times = await translated(() => repository.commitTimes(commitsToDate(tags), signal));
    return {
      models: registryState(tags, { ...extras, commitTimes: times }),
      nextCounter: (artifact) => greatestCounter(tags, artifact) + 1,
    };
  }

  async function identity(signal: AbortSignal): Promise<Identity> {
    const known = await translated(() => repository.identity(signal));
    if (known !== null) return known;
    throw new ProviderError('unauthorized', { text: message(texts.noIdentity), hint: message(texts.setIdentity) });
  }

  return {
    id: 'git',
    can: { promote: true, rollback: true },
    read,

    async actor(signal) {
      const { name, email } = await identity(signal);
      return `${name} <${email}>`;
    },

    async apply({ plan, record }, signal) {
      const snapshot = await read(signal);
      checkUnchanged(plan, snapshot);
      if (plan.remote !== null) await checkRemote(repository, plan, plan.remote, signal);
      const now = await identity(signal);
      const at = Math.max(now.at, newestChange(plan, snapshot) + 1000);
      const tag = { name: plan.tag, commit: plan.commit, message: record, at, offset: now.offset };
      const object = await translated(() => repository.createTag(tag, signal));
      try {
        if (plan.remote !== null) await pushTag(repository, { plan, remote: plan.remote, object }, signal);
      } catch (error) {
        // The tag must not stay if the person gave up meanwhile, so taking it back is not aborted.
        await repository.deleteTag(plan.tag, object, new AbortController().signal);
        throw error;
      }
      return receipt({ plan, object, datedAfter: at === now.at ? null : at }, await read(signal));
    },
  };
}

/**
 * When the model changed last. Of tags of one second GTO's order is not the one they were made in, and a clock that is behind would
 * make a tag that changes nothing, so a new tag is dated after the newest.
 */
function newestChange(plan: ReleasePlan, snapshot: RegistrySnapshot): number {
  const state = snapshot.models.find(({ artifact }) => artifact === plan.artifact);
  return state?.history[0]?.at ?? Number.NEGATIVE_INFINITY;
}

interface Written {
  readonly plan: ReleasePlan;
  readonly object: string;
  readonly datedAfter: number | null;
}

function receipt({ plan, object, datedAfter }: Written, snapshot: RegistrySnapshot): Receipt {
  const holder = snapshot.models.find(({ artifact }) => artifact === plan.artifact)?.stages.get(plan.stage);
  const verified = holder?.object === object && holder.version === plan.to && holder.commit === plan.commit;
  return { ref: plan.tag, verified, pushed: plan.remote !== null, datedAfter };
}

/** The plan's base must still be there: the same assignment in the stage, and the version where it was. */
function checkUnchanged(plan: ReleasePlan, snapshot: RegistrySnapshot): void {
  const state = snapshot.models.find(({ artifact }) => artifact === plan.artifact);
  const now = state?.stages.get(plan.stage) ?? null;
  const isThere =
    plan.to === plan.commit ||
    state?.versions.some(({ version, commit, active }) => version === plan.to && commit === plan.commit && active) === true;
  if ((now?.object ?? null) === (plan.holder?.object ?? null) && isThere) return;
  const shown = (holder: typeof now): string => (holder === null ? '–' : `${holder.version} (${holder.ref}, ${holder.by})`);
  const args = { model: plan.model, stage: plan.stage, before: shown(plan.holder), now: shown(now) };
  throw new ProviderError('conflict', { text: message(texts.holderMoved, args), hint: message(texts.lookAgain) });
}

/** Someone's tags of this model at the remote that are not here mean that the plan does not know the newest state. */
async function checkRemote(repository: GitRepository, plan: ReleasePlan, remote: string, signal: AbortSignal): Promise<void> {
  const [theirs, ours] = await translated(() => Promise.all([repository.remoteTags(remote, signal), repository.tags(signal)]));
  const known = new Map(ours.map((tag) => [tag.name, tag.object]));
  const missing = theirs.filter((tag) => parseGtoTag(tag.name)?.artifact === plan.artifact && known.get(tag.name) !== tag.object);
  if (missing.length === 0) return;
  const tags = missing
    .slice(0, 5)
    .map(({ name }) => name)
    .join(', ');
  throw conflict(message(texts.behindRemote, { remote, model: plan.model, tags }), message(texts.fetch));
}

function conflict(text: Message, hint: Message): ProviderError {
  return new ProviderError('conflict', { text, hint });
}

/**
 * Sends the tag. After a failure the remote is asked whether it has the tag all the same, because a connection may break after the
 * remote has taken it.
 */
async function pushTag(
  repository: GitRepository,
  { plan, remote, object }: { readonly plan: ReleasePlan; readonly remote: string; readonly object: string },
  signal: AbortSignal,
): Promise<void> {
  try {
    await repository.push({ remote, refs: [`refs/tags/${plan.tag}`] }, signal);
  } catch (error) {
    const after = AbortSignal.timeout(20_000);
    const theirs = await repository.remoteTags(remote, after).catch(() => null);
    if (theirs?.some((tag) => tag.name === plan.tag && tag.object === object) === true) return;
    if (theirs !== null || isRefusal(error)) throw providerError(error);
    const args = { remote, tag: plan.tag };
    throw new ProviderError('unreachable', { text: message(texts.unsureRemote, args), hint: message(texts.askRemote) }, error);
  }
}

function isRefusal(error: unknown): boolean {
  return error instanceof GitError && error.code !== 'unreachable' && error.code !== 'failed';
}

/** What `artifacts.yaml` at HEAD and `.gto` in the work tree add, as GTO reads them. */
async function gtoFiles({ repository, tree }: GitTagsDependencies, signal: AbortSignal) {
  const [head, settings] = await Promise.all([repository.head(signal), tree.read('.gto', signal)]);
  const stages = settings.kind === 'text' ? valueAt(yaml('.gto', settings.text), '/stages') : undefined;
  const allowedStages = isList(stages) ? stages.filter((stage): stage is string => typeof stage === 'string') : null;
  const none = { annotated: [], headTime: null, allowedStages };
  if (head.commit === null) return none;
  const [bytes] = await repository.readBlobs([{ commit: head.commit, path: 'artifacts.yaml' }], signal);
  if (bytes === undefined || bytes === null) return none;
  const index = yaml('artifacts.yaml', new TextDecoder().decode(bytes));
  const annotated = index !== null && typeof index === 'object' && !isList(index) ? Object.keys(index) : [];
  const times = await repository.commitTimes([head.commit], signal);
  return { annotated, headTime: times.get(head.commit) ?? null, allowedStages };
}

function yaml(path: string, content: string): Json {
  return readData(createSourceText(path.endsWith('.yaml') ? path : `${path}.yaml`, content)) ?? null;
}

const codes: Readonly<Record<GitErrorCode, ProviderErrorCode>> = {
  'git-missing': 'unsupported',
  'not-a-repository': 'not-found',
  refused: 'unauthorized',
  'no-identity': 'unauthorized',
  conflict: 'conflict',
  unreachable: 'unreachable',
  unauthorized: 'unauthorized',
  'not-found': 'not-found',
  'invalid-name': 'unsupported',
  failed: 'bad-answer',
};

/** A failure of Git as a failure of the registry; anything else stays what it is. */
function providerError(error: unknown): unknown {
  return error instanceof GitError ? new ProviderError(codes[error.code], { text: error.text, hint: error.hint }, error) : error;
}

async function translated<Result>(action: () => Promise<Result>): Promise<Result> {
  try {
    return await action();
  } catch (error) {
    throw providerError(error);
  }
}
