import { message } from '../../core/l10n/message.ts';
import { ProviderError } from '../../ports/version-registry.ts';
import type { Writers } from '../../ports/writer.ts';

const texts = {
  offline: { en: 'Servers may not be asked here.', pl: 'Nie można tu pytać serwerów.' },
  goOnline: { en: 'Allow it (--online), then try again.', pl: 'Zezwól na to (--online) i spróbuj jeszcze raz.' },
  noRepository: { en: 'There is no Git repository to write to.', pl: 'Nie ma repozytorium Git do zapisu.' },
  openRepository: { en: 'Open a folder of the repository.', pl: 'Otwórz folder repozytorium.' },
} as const;

const refuse = (text: keyof typeof texts, hint: keyof typeof texts) => () =>
  Promise.reject(new ProviderError('unreachable', { text: message(texts[text]), hint: message(texts[hint]) }));

/** Writers where servers may not be asked: what would go to one fails as unreachable. */
export const noServerWriters: Pick<Writers, 'alias' | 'version-tag'> = {
  alias: refusing('offline', 'goOnline'),
  'version-tag': refusing('offline', 'goOnline'),
};

/** Writers where there is no repository. */
export const noGitWriters: Pick<Writers, 'tag' | 'branch' | 'file' | 'push'> = {
  tag: refusing('noRepository', 'openRepository'),
  branch: refusing('noRepository', 'openRepository'),
  file: refusing('noRepository', 'openRepository'),
  push: refusing('noRepository', 'openRepository'),
};

function refusing(text: keyof typeof texts, hint: keyof typeof texts) {
  const reject = refuse(text, hint);
  return { stateOf: reject, apply: reject, undo: reject };
}
