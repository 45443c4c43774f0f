/** A model whose server cannot be reached, as far as its serving manifest tells of it: enough to roll back what can be reached. */
import { message, type Message } from '../core/l10n/message.ts';
import type { ModelState, StageHolder } from '../core/release/model-state.ts';
import type { ReleaseModel } from '../core/release/release-config.ts';
import { aliasOf } from '../core/release/release-plan.ts';
import { ProviderError } from '../ports/version-registry.ts';
import { registryOfServer } from './model-server.ts';
import { manifestState, type OpenedModel } from './open-model.ts';
import { findModel, type ReleaseContext, type ReleaseDependencies } from './release-context.ts';

/** What someone wants to go back to. */
export interface UnreachedRequest {
  readonly context: ReleaseContext;
  readonly name: string;
  readonly to: string | null;
}

const texts = {
  unseen: {
    en: 'MLflow cannot be reached: what {stage} holds and held is taken from {path} and its Git history. MLflow’s part stays pending, and is written later only if the alias is at {from} then.',
    pl: 'Nie można połączyć się z MLflow: zawartość i historię etapu {stage} odczytano z {path} i jego historii w Git. Część w MLflow pozostaje do zapisania i zostanie zapisana później tylko wtedy, gdy alias będzie wskazywał na {from}.',
  },
  goOn: {
    en: 'Try again when it answers. To move the serving manifest now and leave MLflow’s part pending, add --go-on-without.',
    pl: 'Spróbuj ponownie, gdy odpowie. Aby już teraz zmienić manifest serwowania, a część w MLflow zostawić na później, dodaj --go-on-without.',
  },
} as const;

/** Null where no manifest serves the model under MLflow's own version numbers. */
export async function openUnreached(
  deps: ReleaseDependencies,
  { context, name, to }: UnreachedRequest,
  signal: AbortSignal,
): Promise<OpenedModel | null> {
  const { model } = findModel(context, name);
  if (model.registry !== 'mlflow') return null;
  const served = await manifestState(context, model, signal);
  if (served === null) return null;
  const registry = await registryOfServer(deps, { context, model }, signal);
  const state = asOnServer(served, model, to);
  return { model, state, registry, server: null, artifact: model.registryName, counter: 1 };
}

/** What to know of a plan that a manifest alone tells. */
export function unreachedWarning({ stage, from, path }: { readonly stage: string; readonly from: string; readonly path: string }): Message {
  return message(texts.unseen, { stage, from, path });
}

/** The same failure, with the way on that there is. */
export function withWayOn(error: ProviderError): ProviderError {
  return new ProviderError(error.code, { text: error.text, hint: message(texts.goOn) }, error);
}

/** A manifest's story in MLflow's numbers; the version that the person names is taken to be there, since nobody can say that it is not. */
function asOnServer(state: ModelState, model: ReleaseModel, to: string | null): ModelState {
  const known = state.versions.flatMap((one) => {
    const version = numberOf(one.version);
    return version === null ? [] : [{ ...one, version }];
  });
  const named = to === null ? null : numberOf(to);
  const isNew = named !== null && !known.some(({ version }) => version === named);
  const versions = isNew ? [...known, { version: named, commit: null, ref: '', active: true, registeredAt: null, author: null }] : known;
  const stages = [...state.stages].flatMap(([stage, holder]): readonly (readonly [string, StageHolder])[] => {
    const version = numberOf(holder.version);
    return version === null ? [] : [[stage, { ...holder, version, object: version, ref: aliasOf(model, stage) }]];
  });
  const history = state.history.flatMap((event) => {
    const version = event.version === null ? null : numberOf(event.version);
    return version === null ? [] : [{ ...event, version }];
  });
  return { ...state, versions, stages: new Map(stages), history };
}

function numberOf(version: string): string | null {
  return /^v?(\d{1,19})$/.exec(version)?.[1] ?? null;
}
