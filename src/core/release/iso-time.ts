const daySeconds = 86_400;

/** A time as ISO 8601 UTC in whole seconds, such as `2026-11-22T08:00:00Z`. Times that no date can hold are the nearest one that it can. */
export function isoTime(milliseconds: number): string {
  return isoTimes()(milliseconds);
}

/** As `isoTime`; null where the time is not known. */
export function isoTimeOrNull(milliseconds: number | null): string | null {
  return milliseconds === null ? null : isoTime(milliseconds);
}

/** `isoTime` for many times: to write the date takes far longer than the time of day, so that the last date is kept. */
export function isoTimes(): (milliseconds: number) => string {
  let last = { day: Number.NaN, text: '' };
  return (milliseconds) => {
    const furthest = 8.64e15;
    const time = Math.floor(Math.min(furthest, Math.max(-furthest, milliseconds)) / 1000);
    const day = Math.floor(time / daySeconds);
    if (day !== last.day) last = { day, text: new Date(day * daySeconds * 1000).toISOString().slice(0, -'00:00:00.000Z'.length) };
    const second = time - day * daySeconds;
    return `${last.text}${twoDigits(second / 3600)}:${twoDigits((second / 60) % 60)}:${twoDigits(second % 60)}Z`;
  };
}

function twoDigits(count: number): string {
  return String(Math.floor(count)).padStart(2, '0');
}
