import { message } from '../../core/l10n/message.ts';
import type { AliasWrite, VersionTagWrite, WriteState } from '../../core/release/write.ts';
import { ProviderError } from '../../ports/version-registry.ts';
import type { Writer } from '../../ports/writer.ts';
import { mlflowError } from './mlflow-failures.ts';
import type { MlflowClient } from './mlflow-client.ts';

const texts = {
  aliasMoved: {
    en: 'The alias {alias} of {model} was moved by somebody else: it is at {now}, not at {before} or {after}.',
    pl: 'Alias {alias} modelu {model} przesunął ktoś inny: wskazuje na {now}, a nie na {before} ani {after}.',
  },
  tagTaken: {
    en: 'Version {version} of {model} has another tag {key} already.',
    pl: 'Wersja {version} modelu {model} ma już inny tag {key}.',
  },
  lookAgain: { en: 'Look at the versions again and retry.', pl: 'Sprawdź wersje ponownie i spróbuj jeszcze raz.' },
} as const;

/** The writers of one or several MLflow servers; `clientOf` throws a `ProviderError` for a server that is not configured any more. */
export function mlflowWriters(clientOf: (server: string) => MlflowClient): {
  readonly 'version-tag': Writer<VersionTagWrite>;
  readonly alias: Writer<AliasWrite>;
} {
  return { 'version-tag': versionTagWriter(clientOf), alias: aliasWriter(clientOf) };
}

function versionTagWriter(clientOf: (server: string) => MlflowClient): Writer<VersionTagWrite> {
  async function valueOf({ server, model: name, version, key }: VersionTagWrite, signal: AbortSignal): Promise<string | null> {
    const found = await clientOf(server).version({ name, version }, signal);
    // With its version, a tag is gone too.
    return found?.tags.find((tag) => tag.key === key)?.value ?? null;
  }

  async function write(one: VersionTagWrite, { from, to }: Turn, signal: AbortSignal): Promise<void> {
    const { server, model: name, version, key } = one;
    const now = await valueOf(one, signal);
    if (now === to) return;
    if (now !== from) throw conflict(message(texts.tagTaken, { version, model: name, key }));
    const client = clientOf(server);
    await (to === null
      ? client.deleteVersionTag({ name, version, key }, signal)
      : client.setVersionTag({ name, version, key, value: to }, signal));
  }

  return {
    stateOf: async (one, signal) => stateIn(one, await valueOf(one, signal)),
    apply: (one, signal) => write(one, { from: one.before, to: one.after }, signal),
    undo: (one, signal) => write(one, { from: one.after, to: one.before }, signal),
  };
}

/**
 * MLflow has no compare-and-set: what stands there is read just before and just after, so that somebody else's move between the two is
 * told, but cannot be kept from being overwritten.
 */
function aliasWriter(clientOf: (server: string) => MlflowClient): Writer<AliasWrite> {
  async function holderOf({ server, model, alias }: AliasWrite, signal: AbortSignal): Promise<string | null> {
    const found = await clientOf(server).model(model, signal);
    if (found === null) throw mlflowError('missing', { server, what: model });
    return found.aliases.find((one) => one.alias === alias)?.version ?? null;
  }

  function moved({ model, alias, before, after }: AliasWrite, now: string | null): ProviderError {
    return conflict(message(texts.aliasMoved, { alias, model, now: now ?? '–', before: before ?? '–', after: after ?? '–' }));
  }

  async function write(one: AliasWrite, { from, to }: Turn, signal: AbortSignal): Promise<void> {
    const { server, model: name, alias } = one;
    const now = await holderOf(one, signal);
    if (now === to) return;
    if (now !== from) throw moved(one, now);
    const client = clientOf(server);
    await (to === null ? client.deleteAlias({ name, alias }, signal) : client.setAlias({ name, alias, version: to }, signal));
    const afterwards = await holderOf(one, signal);
    if (afterwards !== to) throw moved(one, afterwards);
  }

  return {
    stateOf: async (one, signal) => stateIn(one, await holderOf(one, signal)),
    apply: (one, signal) => write(one, { from: one.before, to: one.after }, signal),
    undo: (one, signal) => write(one, { from: one.after, to: one.before }, signal),
  };
}

interface Turn {
  readonly from: string | null;
  readonly to: string | null;
}

function stateIn({ before, after }: { readonly before: string | null; readonly after: string | null }, now: string | null): WriteState {
  return now === after ? 'after' : now === before ? 'before' : 'other';
}

function conflict(text: ReturnType<typeof message>): ProviderError {
  return new ProviderError('conflict', { text, hint: message(texts.lookAgain) });
}
