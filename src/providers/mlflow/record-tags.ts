/** Releases as tags on a model's version: one tag a release, its key saying when, its value the record. */
import { formatReleaseMessage, parseReleaseMessage } from '../../core/release/release-message.ts';

/** Characters that every MLflow from 2.0 on keeps of a tag's value (3.x: 100,000), and of its key. */
export const largestTag = { value: 5000, key: 250 } as const;

const prefix = 'airworthy.release.';

/** The key of a release's tag: its time, and a word that no other release of that millisecond has. */
export function recordKey(at: number, nonce: string): string {
  const time = new Date(at).toISOString().replace(/[-:]/g, '');
  return `${prefix}${time}.${nonce}`;
}

/** The time in a key of ours, in milliseconds since 1970-01-01T00:00Z; null for every other key. */
export function timeOfKey(key: string): number | null {
  if (!key.startsWith(prefix)) return null;
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)\.(\d{3})Z\.[\w-]+$/.exec(key.slice(prefix.length));
  if (match === null) return null;
  const [, year = '', month = '', day = '', hour = '', minute = '', second = '', fraction = ''] = match;
  const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction}Z`);
  return Number.isNaN(at) ? null : at;
}

/**
 * A record short enough for a tag: the gates' words go first, then the gates that passed, then the gates; never who, when, why, from and to.
 * Null where these alone are too long.
 */
export function fitRecord(text: string, limit: number): string | null {
  const record = parseReleaseMessage(text);
  if (text.length <= limit || record === null) return text.length <= limit ? text : null;
  const { gates } = record;
  const shorter = [
    gates.map((gate) => ({ ...gate, why: gate.passed ? '' : gate.why })),
    gates.map((gate) => ({ ...gate, why: '' })),
    gates.filter(({ passed }) => !passed).map((gate) => ({ ...gate, why: '' })),
    [],
  ].map((kept) => formatReleaseMessage({ ...record, gates: kept }));
  return shorter.find(({ length }) => length <= limit) ?? null;
}
