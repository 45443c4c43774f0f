/** Days in ISO dates and in durations of the manifest. */

const units: Readonly<Record<string, number>> = { y: 365, w: 7, d: 1, h: 1 / 24, m: 1 / 1440, s: 1 / 86_400, ms: 1 / 86_400_000 };

/** Length of a duration such as `90d` or `1w2d`, in days; Prometheus' year has 365 days. */
export function durationDays(duration: string): number {
  return [...duration.matchAll(/(\d+)(ms|[ywdhms])/g)].reduce((sum, match) => sum + Number(match[1]) * (units[match[2] ?? ''] ?? 0), 0);
}

/** Whole days from one ISO date to another; NaN where one is no date. */
export function daysBetween(from: string, until: string): number {
  return Math.floor((Date.parse(`${until}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

/** The newest ISO date in a text that is not after today; null where there is none. */
export function newestDate(text: string, today: string): string | null {
  const dates = [...text.matchAll(/\b(20\d\d)[-_]?(0[1-9]|1[0-2])[-_]?(0[1-9]|[12]\d|3[01])\b/g)].map(
    (match) => `${match[1] ?? ''}-${match[2] ?? ''}-${match[3] ?? ''}`,
  );
  return (
    dates
      .filter((date) => date <= today)
      .sort()
      .at(-1) ?? null
  );
}
