/** Which MLflow server keeps a model. */
import { message, type Message } from '../l10n/message.ts';
import { serverAddress } from '../project/tracking-address.ts';
import { declaredServer, type DeclaredServer } from './gate-source.ts';
import { bareModel, type ReleaseConfig, type ReleaseModel } from './release-config.ts';

const texts = {
  unclear: {
    en: '{model} does not say which MLflow source keeps it. Name one as mlflow: { source: … } in airworthy.yaml.',
    pl: 'Model {model} nie mówi, które źródło MLflow go przechowuje. Podaj je jako mlflow: { source: … } w airworthy.yaml.',
  },
} as const;

/** The servers of type mlflow that manifests declare, and the one that the person named, each once. */
export function modelServers({ models }: ReleaseConfig, named: DeclaredServer | null): readonly DeclaredServer[] {
  const servers = new Map<string, DeclaredServer>();
  for (const { sources } of models) {
    for (const [name, source] of Object.entries(sources)) {
      if (source.type !== 'mlflow' || source.url === undefined) continue;
      servers.set(JSON.stringify([source.url, source.auth]), { ...source, name, url: source.url });
    }
  }
  const isDeclared = [...servers.values()].some(({ url }) => serverAddress(url) === serverAddress(named?.url ?? ''));
  if (named !== null && !isDeclared) servers.set(named.url, named);
  return [...servers.values()];
}

/** The server that keeps a model: the source that it names, else the only one of its manifest, else the one that the person named. */
export function serverOf(model: ReleaseModel, named: DeclaredServer | null): DeclaredServer | { readonly failure: Message } {
  if (model.source !== null) return declaredServer(model, { name: model.source, type: 'mlflow' });
  const names = Object.entries(model.sources).flatMap(([name, { type }]) => (type === 'mlflow' ? [name] : []));
  const [only] = names;
  if (only !== undefined && names.length === 1) return declaredServer(model, { name: only, type: 'mlflow' });
  return named ?? { failure: message(texts.unclear, { model: model.name }) };
}

/** The server of an MLflow model by the name that reports give it: the one its manifest means, else the one that the person named. */
export function serverOfReported(
  { models }: ReleaseConfig,
  name: string,
  named: DeclaredServer | null,
): DeclaredServer | { readonly failure: Message } {
  return serverOf(models.find((model) => model.registry === 'mlflow' && model.name === name) ?? bareModel(name, 'mlflow'), named);
}
