import { message, type Message } from '../../core/l10n/message.ts';

const texts = {
  ahead: {
    en: 'The clock of {server} is {amount} ahead of this machine’s: its newest values are not asked for.',
    pl: 'Zegar {server} spieszy o {amount} względem tego komputera: pomijane są jego najnowsze wartości.',
  },
  behind: {
    en: 'The clock of {server} is {amount} behind this machine’s: its newest values look older than they are.',
    pl: 'Zegar {server} spóźnia się o {amount} względem tego komputera: jego najnowsze wartości wyglądają na starsze, niż są.',
  },
} as const;

/** Differences below this, in milliseconds, change nothing that a chart shows. */
const smallestSkew = 30_000;

/** A warning where a server's clock and ours differ so much that values seem to be missing or late. */
export function clockWarning(server: string, clockAhead: number | null): readonly Message[] {
  if (clockAhead === null || Math.abs(clockAhead) < smallestSkew) return [];
  return [message(clockAhead > 0 ? texts.ahead : texts.behind, { server, amount: amountOf(Math.abs(clockAhead)) })];
}

/** In the largest unit that leaves at least two of it: the same words in both languages. */
function amountOf(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 7_200) return `${Math.round(seconds / 60)} min`;
  return `${Math.round(seconds / 3_600)} h`;
}
