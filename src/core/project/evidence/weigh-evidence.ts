import type { CheckAnswer, EvidenceOffer } from '../../engine/define-check.ts';
import { type MessageArgs, type Text, message } from '../../l10n/message.ts';
import type { Project, UnreadReason } from '../project.ts';

/** What a check found, sorted by how much it proves. */
export interface WeighedEvidence {
  /** Wired, so that it takes effect: one piece is enough. */
  readonly met: readonly EvidenceOffer[];
  /** Documented, built but not wired, or by hand. Each says what it lacks. */
  readonly partial: readonly EvidenceOffer[];
  /** The reason where nothing was found. */
  readonly missing: Text;
  readonly missingArgs?: MessageArgs;
  /** What speaks against it, listed where nothing speaks for it. */
  readonly against?: readonly EvidenceOffer[];
  /** Files in which evidence would have stood: one that could not be read makes `missing` into `unknown`. */
  readonly looksIn?: RegExp;
}

/** More places than this help nobody; the first ones are the strongest. */
const mostEvidence = 12;

const unreadTexts = {
  'too-large': {
    en: '{path} is too large to be read, so nobody can say.',
    pl: 'Plik {path} jest za duży, aby go odczytać, więc nie można tego ocenić.',
  },
  unreadable: { en: '{path} cannot be opened, so nobody can say.', pl: 'Nie można otworzyć pliku {path}, więc nie można tego ocenić.' },
  'not-text': {
    en: '{path} is not valid UTF-8, so nobody can say.',
    pl: 'Plik {path} nie jest poprawnym UTF-8, więc nie można tego ocenić.',
  },
  outside: {
    en: '{path} is a link out of the repository and was not read, so nobody can say.',
    pl: 'Plik {path} jest dowiązaniem poza repozytorium i nie został odczytany, więc nie można tego ocenić.',
  },
} as const satisfies Record<UnreadReason, Text>;

/** The answer that the evidence gives: the strongest kind decides, and its first piece is the reason. */
export function weighEvidence(project: Project, found: WeighedEvidence): CheckAnswer {
  const [met] = found.met;
  if (met !== undefined) return { status: 'met', reason: met.why, evidence: strongest(found.met) };
  const [partial] = found.partial;
  if (partial !== undefined) return { status: 'partial', reason: partial.why, evidence: strongest(found.partial) };
  const { looksIn } = found;
  const unread = looksIn === undefined ? undefined : unreadFile(project, (path) => looksIn.test(path));
  if (unread !== undefined) return unread;
  return { status: 'missing', reason: message(found.missing, found.missingArgs), evidence: strongest(found.against ?? []) };
}

/** The first pieces, each once: a document that the manifest names is found by its words as well. */
function strongest(offers: readonly EvidenceOffer[]): readonly EvidenceOffer[] {
  if (offers.length < 2) return offers;
  const first = new Map<string, EvidenceOffer>();
  for (const item of offers) {
    if (first.size === mostEvidence) break;
    const key = JSON.stringify([item.path, item.ref, item.span?.start, item.why.en, item.why.args]);
    if (!first.has(key)) first.set(key, item);
  }
  return [...first.values()];
}

/** The answer `unknown` for the first file that matches and that could not be read; undefined where all could. */
export function unreadFile(project: Project, isLookedFor: (path: string) => boolean): CheckAnswer | undefined {
  for (const file of project.tree.values()) {
    if (file.unread === null || !isLookedFor(file.path)) continue;
    const why = message(unreadTexts[file.unread], { path: file.path });
    return { status: 'unknown', reason: why, evidence: [{ path: file.path, span: null, why }] };
  }
  return undefined;
}
