import { joinMessages } from '../core/l10n/join-messages.ts';
import { message, type Message } from '../core/l10n/message.ts';
import { ProviderError } from '../ports/version-registry.ts';

/** Asks the servers of one evaluation of gates. */
export interface ServerQuestions {
  /**
   * What `ask` gives, or why the server gave nothing: its refusal, or that it took too long. A server that was found not to answer is not
   * asked again. Rejects with the signal's reason when aborted, and with what is no failure of a server.
   */
  ask<T>(name: string, ask: (signal: AbortSignal) => Promise<T>): Promise<T | { readonly failure: Message }>;
}

const texts = {
  late: {
    en: 'The source {name} did not answer within {seconds} s.',
    pl: 'Źródło {name} nie odpowiedziało w ciągu {seconds} s.',
  },
} as const;

/** Begins the questions of one evaluation. `timeout` is in milliseconds and holds for each question by itself. */
export function serverQuestions(timeout: number, signal: AbortSignal): ServerQuestions {
  const silent = new Map<string, Message>();
  return {
    async ask(name, ask) {
      const known = silent.get(name);
      if (known !== undefined) return { failure: known };
      const limit = AbortSignal.timeout(timeout);
      try {
        return await ask(AbortSignal.any([signal, limit]));
      } catch (error) {
        signal.throwIfAborted();
        if (error instanceof ProviderError) {
          const failure = joinMessages(error.text, error.hint);
          if (error.code === 'unreachable') silent.set(name, failure);
          return { failure };
        }
        if (!limit.aborted) throw error;
        const failure = message(texts.late, { name, seconds: Math.ceil(timeout / 1000) });
        silent.set(name, failure);
        return { failure };
      }
    },
  };
}
