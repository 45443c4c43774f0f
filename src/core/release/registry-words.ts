/** Words for registries and for why one could not be asked, which the versions view and the pages share. */
import { message, type Message, type Text } from '../l10n/message.ts';
import type { RegistryId } from './release-config.ts';
import type { RegistryError } from './versions-report.ts';

const texts = {
  offline: { en: '{registry} was not asked', pl: 'Nie zapytano {registry}' },
  unreachable: { en: '{registry} does not answer', pl: '{registry} nie odpowiada' },
  unauthorized: { en: '{registry} wants other credentials', pl: '{registry} wymaga innych danych logowania' },
  'not-found': { en: '{registry} does not know this model', pl: '{registry} nie zna tego modelu' },
  conflict: { en: '{registry} was changed meanwhile', pl: '{registry} w międzyczasie się zmienił' },
  'bad-answer': { en: '{registry} gave an answer that makes no sense', pl: '{registry} dał niezrozumiałą odpowiedź' },
  incomplete: { en: '{registry}: not all of the past is known', pl: '{registry}: nie cała przeszłość jest znana' },
  unsupported: { en: '{registry} could not be read', pl: 'Nie można odczytać {registry}' },
} as const satisfies Readonly<Record<RegistryError['code'], Text>>;

const registryTitles: Readonly<Record<RegistryId, string>> = { git: 'Git', mlflow: 'MLflow', kubernetes: 'Kubernetes' };

/** A registry's name as its makers write it. */
export function registryTitle(registry: RegistryId): string {
  return registryTitles[registry];
}

/** What kept a registry from being read, in a few words. */
export function registryProblem({ registry, code }: Pick<RegistryError, 'registry' | 'code'>): Message {
  return message(texts[code], { registry: registryTitle(registry) });
}
