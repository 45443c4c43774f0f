import { durationPattern } from '../../config/duration-pattern.ts';

/** Whether Prometheus reads a text as a duration: `0`, or units y w d h m s ms from the greatest to the least, each once. */
export function isPrometheusDuration(text: string): boolean {
  return text === '0' || durationPattern.test(text);
}

const seconds: Readonly<Record<string, number>> = { y: 31_536_000, w: 604_800, d: 86_400, h: 3600, m: 60, s: 1, ms: 0.001 };

/** Seconds of a duration (a year has 365 days); undefined for what is none. */
export function prometheusSeconds(text: string): number | undefined {
  if (!isPrometheusDuration(text)) return undefined;
  return [...text.matchAll(/(\d+)(ms|[ywdhms])/g)].reduce((sum, [, count, unit]) => sum + Number(count) * (seconds[unit ?? ''] ?? 0), 0);
}
