import type { Text } from '../l10n/message.ts';

/** Sentences about a release that the editor and the command line share. */
export const releaseWords = {
  noGates: { en: 'No gates guard this stage.', pl: 'Tego etapu nie pilnuje żadna bramka.' },
  already: { en: '{model} {version} is in {stage} already.', pl: '{model} {version} już jest w etapie {stage}.' },
  verified: {
    en: 'Done. Read back from Git: {stage} is {to} (tag {ref}). What servers run is not known from that.',
    pl: 'Gotowe. Odczytano z Git: {stage} to {to} (tag {ref}). Nie mówi to, co działa na serwerach.',
  },
  unverified: {
    en: 'The tag {ref} was made, but read back {stage} is not {to}. List the versions and look.',
    pl: 'Utworzono tag {ref}, ale po ponownym odczycie {stage} to nie {to}. Wyświetl wersje i sprawdź.',
  },
  datedAfter: {
    en: 'The tag is dated {time}, after the newest tag of this model, because this machine’s clock is not ahead of it.',
    pl: 'Tag ma datę {time}, późniejszą niż najnowszy tag tego modelu, bo zegar tego komputera go nie wyprzedza.',
  },
} as const satisfies Readonly<Record<string, Text>>;
