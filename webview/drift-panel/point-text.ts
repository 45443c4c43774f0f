/** A point's numbers in words, for the place of the selected point, for the tooltip and for the data table. */
import type { PanelChart, PanelLine } from '../../src/protocol/drift-panel.ts';
import type { PanelWord } from '../../src/protocol/panel-words.ts';
import type { Words } from './words.ts';

/** What of a chart decides how its values and verdicts are named. */
export type Judged = Pick<PanelChart, 'unit' | 'group' | 'warn' | 'alert'>;

/** A value as it is read: with its unit, or what there is instead of a number. */
export function valueText(line: PanelLine, at: number, unit: string, words: Words): string {
  const value = line.values[at] ?? null;
  return value === null ? (line.odd[String(at)] ?? words.say('noValue')) : words.quantity(value, unit);
}

/** What a point's verdict is called in its chart. */
export function verdictWord({ verdicts }: PanelLine, at: number, chart: Judged, words: Words): string {
  switch (verdicts.charAt(at)) {
    case 'a':
      return words.say(goodAndBad(chart).bad);
    case 'w':
      return words.say('warn');
    case 'n':
      return words.say('notEnough');
    case 'o':
      return words.say(goodAndBad(chart).good);
    default:
      return words.say('noValue');
  }
}

/** What a chart's state is called. */
export function stateWord(chart: Judged & Pick<PanelChart, 'state'>, words: Words): string {
  switch (chart.state) {
    case 'alert':
      return words.say(goodAndBad(chart).bad);
    case 'warn':
      return words.say('warn');
    case 'ok':
      return words.say(goodAndBad(chart).good);
    case 'not-enough-data':
      return words.say('notEnough');
    case 'no-value':
      return words.say('noValue');
    case 'loading':
      return words.say('chartLoading');
    case 'failed':
      return words.say('failed');
  }
}

/** Where there is no threshold nothing is judged, and nothing is called fine. */
function goodAndBad({ group, warn, alert }: Judged): { readonly good: PanelWord; readonly bad: PanelWord } {
  if (warn === null && alert === null) return { good: 'unjudged', bad: 'alert' };
  return group === 'drift' ? { good: 'noDrift', bad: 'drift' } : { good: 'fine', bad: 'alert' };
}

/** All of a point in a few sentences. */
export function pointSentence(chart: Judged, line: PanelLine, at: number, words: Words): string {
  const [time, value] = [words.time(line.times[at] ?? 0), valueText(line, at, chart.unit, words)];
  const verdict = verdictWord(line, at, chart, words);
  const rows = line.rows?.[at];
  const from = line.from?.[at] ?? '';
  return [
    line.name === '' ? words.say('point', { time, value, verdict }) : words.say('pointOfLine', { line: line.name, time, value, verdict }),
    ...(rows === undefined ? [] : [rowsText(rows, line.reference, words)]),
    ...(from === '' ? [] : [words.say('pointFrom', { from })]),
    ...(line.notes[String(at)] === undefined ? [] : [line.notes[String(at)] ?? '']),
  ].join(' ');
}

function rowsText(rows: number, reference: number | null, words: Words): string {
  return reference === null
    ? words.say('pointRows', { rows: words.count(rows) })
    : words.say('pointRowsReference', { rows: words.count(rows), reference: words.count(reference) });
}
