import type { ReportedGate } from './gate-outcome.ts';
import { format } from '../l10n/message.ts';
import { csvCell } from '../report/csv-cell.ts';
import type { TrailEntry } from './trail-entry.ts';
import { placesOf } from './trail-words.ts';
import { isoTime } from './iso-time.ts';

const columns: readonly (readonly [string, (entry: TrailEntry) => string])[] = [
  ['time', ({ at }) => isoTime(at)],
  ['model', ({ model }) => model],
  ['registry', ({ registry }) => registry],
  ['action', ({ action }) => action],
  ['stage', ({ stage }) => stage ?? ''],
  ['role', ({ role }) => role ?? ''],
  ['from', ({ from }) => from ?? ''],
  ['from_source', ({ fromSource }) => fromSource ?? ''],
  ['to', ({ to }) => to ?? ''],
  ['by', ({ by }) => by],
  ['actor', ({ actor }) => actor ?? ''],
  ['identity', ({ identity }) => identity],
  ['reason', ({ reason }) => reason],
  ['reason_source', ({ reasonSource }) => reasonSource ?? ''],
  ['overridden', ({ overridden }) => String(overridden)],
  ['gates', ({ gates }) => gates.map(gateCell).join('; ')],
  [
    'traffic',
    ({ traffic }) =>
      traffic === null ? '' : `${traffic.before === null ? '' : `${String(traffic.before)} to `}${String(traffic.after)} %`,
  ],
  ['alert', ({ alert }) => alert?.name ?? ''],
  ['alert_since', ({ alert }) => (alert === null ? '' : isoTime(alert.since))],
  ['recorded', ({ recorded }) => String(recorded)],
  ['returns', ({ isReturn }) => String(isReturn)],
  ['ref', ({ ref }) => ref],
  ['commit', ({ commit }) => commit ?? ''],
  ['places', (entry) => placesOf(entry).join('; ')],
  ['notes', ({ notes }) => notes.map((note) => format(note, 'en')).join(' ')],
];

/**
 * The trail as CSV (RFC 4180): a header, CRLF, one row an entry, English words and ISO 8601 times in UTC. A cell that a spreadsheet would
 * take for a formula has `'` before it.
 */
export function trailCsv(entries: readonly TrailEntry[]): string {
  const rows = [columns.map(([name]) => name), ...entries.map((entry) => columns.map(([, cell]) => cell(entry)))];
  return rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');
}

function gateCell({ metric, value, limit, passed }: ReportedGate): string {
  return `${metric} ${value === null ? 'unknown' : String(value)} (${limit === null ? 'no limit' : String(limit)}, ${passed ? 'passed' : 'failed'})`;
}
