/** Asks sources side by side, each by itself, so that one that fails or is slow takes nothing from the others. */
import { message, type Message } from '../core/l10n/message.ts';
import { ProviderError, type ProviderErrorCode, type ProviderErrorPlace } from '../ports/version-registry.ts';
import { mapLimited } from './map-limited.ts';

/** Why there is no answer, and what to do. */
export interface AskFailure {
  /** 'internal' where it is our own mistake. */
  readonly code: ProviderErrorCode | 'internal';
  readonly text: Message;
  readonly hint: Message;
  /** The part of the declaration that is at fault; null where none is known to be. */
  readonly at: ProviderErrorPlace | null;
  /** For the log. */
  readonly cause: unknown;
}

/** What became of a question. */
export type Outcome<Answer> =
  { readonly kind: 'answer'; readonly answer: Answer } | { readonly kind: 'failure'; readonly failure: AskFailure };

/** Something to ask. */
export interface Question {
  /** Who is asked: a server's origin, or the files of a project. One place is asked a few questions at a time. */
  readonly place: string;
  /** Asks, and tells what became of it. Rejects only with the signal's reason. */
  readonly ask: (signal: AbortSignal) => Promise<void>;
}

/** Questions that one place is asked at once: a server of a team has others to answer too. */
const mostAtOnce = 4;

const texts = {
  internal: {
    en: 'This is a mistake of Airworthy’s own. It was written to the log.',
    pl: 'To błąd samego Airworthy. Zapisano go w dzienniku.',
  },
  report: { en: 'Please report it.', pl: 'Prosimy o zgłoszenie go.' },
} as const;

/** Asks everything, different places at the same time. Rejects only with the signal's reason. */
export async function askSideBySide(questions: readonly Question[], signal: AbortSignal): Promise<void> {
  const places = new Map<string, Question[]>();
  for (const question of questions) places.set(question.place, [...(places.get(question.place) ?? []), question]);
  await Promise.all(
    [...places.values()].map((own) =>
      mapLimited(own, mostAtOnce, (question) => {
        signal.throwIfAborted();
        return question.ask(signal);
      }),
    ),
  );
}

/** The answer or the failure. Rejects only with the signal's reason. */
export async function outcomeOf<Answer>(ask: (signal: AbortSignal) => Promise<Answer>, signal: AbortSignal): Promise<Outcome<Answer>> {
  try {
    const answer = await ask(signal);
    signal.throwIfAborted();
    return { kind: 'answer', answer };
  } catch (error) {
    signal.throwIfAborted();
    return { kind: 'failure', failure: failureOf(error) };
  }
}

function failureOf(error: unknown): AskFailure {
  if (error instanceof ProviderError) return { code: error.code, text: error.text, hint: error.hint, at: error.at, cause: error };
  return { code: 'internal', text: message(texts.internal), hint: message(texts.report), at: null, cause: error };
}
