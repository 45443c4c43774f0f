/** A folder of reports over time as the lines of a chart. */
import { driftTestKey } from '../facts/monitoring/drift-test.ts';
import { joinMessages } from '../l10n/join-messages.ts';
import { type Message, type Text, message } from '../l10n/message.ts';
import type { TimeRange } from '../model/series.ts';
import type { ChartAnswer, ChartLine, ChartPoint, ChartSpec } from './chart.ts';
import { type Reading, type ReportContent, type ReportQuestion, readingsOf, wholes } from './report-readings.ts';

/** A report and the time that it is about. */
export interface DatedReport {
  readonly path: string;
  /** Milliseconds since 1970 UTC. */
  readonly time: number;
  /** Where the time was found. */
  readonly timeFrom: 'report' | 'name' | 'modified';
  readonly content: ReportContent;
}

const texts = {
  noReports: { en: 'There is no report here.', pl: 'Nie ma tu żadnego raportu.' },
  noColumn: {
    en: 'No report says anything of the column {column}. Columns in the newest one: {columns}.',
    pl: 'Żaden raport nie mówi nic o kolumnie {column}. Kolumny w najnowszym: {columns}.',
  },
  noMetric: {
    en: 'No report has the metric {metric}. Metrics in the newest one: {metrics}.',
    pl: 'Żaden raport nie ma metryki {metric}. Metryki w najnowszym: {metrics}.',
  },
  noMethod: {
    en: 'No report uses the method {method} here. Methods used: {methods}.',
    pl: 'Żaden raport nie używa tu metody {method}. Użyte metody: {methods}.',
  },
  noDrift: {
    en: 'No report tells of drift over all columns, tests or expectations: name a column or a metric in the entry.',
    pl: 'Żaden raport nie mówi o dryfie wszystkich kolumn, testach ani oczekiwaniach: podaj we wpisie kolumnę (column) lub metrykę (metric).',
  },
  others: {
    en: '{n} {n|report uses|reports use} another method than the newest one ({methods}), whose numbers cannot be compared: name a method in the entry to see one of them.',
    pl: '{n} {n|raport używa|raporty używają|raportów używa} innej metody niż najnowszy ({methods}), a tych liczb nie można porównać: podaj metodę (method) we wpisie, aby zobaczyć jedną z nich.',
  },
  otherWholes: {
    en: '{n} {n|report tells|reports tell} something else ({methods}): name it as metric in the entry to see it.',
    pl: '{n} {n|raport mówi|raporty mówią|raportów mówi} o czymś innym ({methods}): podaj to jako metric we wpisie, aby to zobaczyć.',
  },
  limits: {
    en: 'The reports hold these lines to different thresholds, so none is drawn: declare warn or alert.',
    pl: 'Raporty stosują do tych linii różne progi, więc nie narysowano żadnego: zadeklaruj warn lub alert.',
  },
  unknownSide: {
    en: 'The reports do not say by which test, so that nobody can tell whether high or low is drift: declare direction and alert.',
    pl: 'Raporty nie mówią, z jakiego testu są wyniki, więc nie wiadomo, czy dryfem jest wartość wysoka, czy niska: zadeklaruj direction i alert.',
  },
  cut: { en: 'Only the first {shown} of {all} lines are shown.', pl: 'Pokazano tylko pierwsze linie: {shown} z {all}.' },
  modified: {
    en: 'Neither the report nor its name says a time: this is when the file was last changed.',
    pl: 'Ani raport, ani jego nazwa nie podaje czasu: to chwila ostatniej zmiany pliku.',
  },
} as const satisfies Readonly<Record<string, Text>>;

/** Lines that people can tell apart. */
const mostLines = 20;
/** Names listed in a warning. */
const mostNames = 8;
const longestName = 60;
/** Newest reports from which the pace is taken. */
const reportsForPace = 20;

/** What of an entry and its range a folder of reports is asked. */
export interface ReportsQuestion extends ReportQuestion, Pick<ChartSpec, 'method'> {
  readonly range: Pick<TimeRange, 'start' | 'end'>;
}

interface Found {
  readonly report: DatedReport;
  readonly reading: Reading;
}

/**
 * The chart of an entry over reports in any order. Numbers of different tests cannot be compared, so one chart holds those of one: the
 * entry's `method`, else that of the newest report; others are told in a warning. Thresholds are those of the newest report, where all
 * lines have the same. The pace is the middle one of the gaps between the newest reports.
 */
export function reportAnswer(question: ReportsQuestion, reports: readonly DatedReport[]): ChartAnswer {
  const sorted = reports.toSorted((one, other) => one.time - other.time || (one.path < other.path ? -1 : 1));
  const all = sorted.flatMap((report) => readingsOf(report.content, question).map((reading): Found => ({ report, reading })));
  const key = chosenKey(question, all);
  const chosen = all.filter(({ reading }) => reading.key === key);
  const newest = chosen.at(-1);
  if (newest === undefined) return nothing(whyNothing(question, sorted, all));
  const { lines, warnings } = linesOf(chosen, question.range);
  const limits = limitsOf(chosen);
  return {
    lines,
    method: newest.reading.method,
    defaults: limits.defaults,
    pace: paceOf(chosen),
    warnings: [...(question.method === null ? otherMethods(all, newest.reading) : []), ...limits.warnings, ...warnings],
  };
}

function chosenKey({ method }: ReportsQuestion, all: readonly Found[]): string | undefined {
  if (method !== null) return `test:${driftTestKey(method)}`;
  const keys = new Set(all.map(({ reading }) => reading.key));
  const whole = Object.values(wholes).find((one) => keys.has(one));
  // A report that tests a column twice names the test of its preset first.
  return whole ?? all.findLast(({ report }, index) => all[index - 1]?.report !== report)?.reading.key;
}

function nothing(why: Message): ChartAnswer {
  return { lines: [], method: null, defaults: { alert: null, direction: 'above', inclusive: true }, pace: null, warnings: [why] };
}

function whyNothing({ column, metric, method }: ReportsQuestion, sorted: readonly DatedReport[], all: readonly Found[]): Message {
  const newest = sorted.at(-1);
  if (newest === undefined) return message(texts.noReports);
  if (all.length > 0)
    return message(texts.noMethod, { method: method ?? '', methods: listed(all.map(({ reading }) => reading.methodName)) });
  const { format, facts } = newest.content;
  if (metric !== null) {
    const metrics = format === 'evidently' ? facts.values.map((value) => value.metric) : facts.expectations.map(({ type }) => type.value);
    return message(texts.noMetric, { metric, metrics: listed(metrics) });
  }
  if (column === null) return message(texts.noDrift);
  const columns =
    format === 'evidently' ? facts.columns.map(({ name }) => name.value) : facts.expectations.flatMap((one) => one.column ?? []);
  return message(texts.noColumn, { column, columns: listed(columns) });
}

/** Different names, as many as can be read. */
function listed(names: readonly string[]): string {
  const different = [...new Set(names)].filter((name) => name !== '');
  if (different.length === 0) return '–';
  const short = different.slice(0, mostNames).map((name) => (name.length > longestName ? `${name.slice(0, longestName)}…` : name));
  return different.length > mostNames ? `${short.join(', ')}, …` : short.join(', ');
}

function otherMethods(all: readonly Found[], { key, methodName }: Reading): readonly Message[] {
  const others = all.filter(({ reading }) => reading.key !== key);
  // One report may have several tests of the column; it is missing from the chart only where it lacks the chosen one.
  const shown = new Set(all.filter(({ reading }) => reading.key === key).map(({ report }) => report));
  const missing = new Set(others.map(({ report }) => report).filter((report) => !shown.has(report)));
  if (missing.size === 0) return [];
  const methods = listed(others.filter(({ report }) => missing.has(report)).map(({ reading }) => reading.methodName));
  return [message(key === methodName ? texts.otherWholes : texts.others, { n: missing.size, methods })];
}

function linesOf(
  found: readonly Found[],
  { start, end }: ReportsQuestion['range'],
): { readonly lines: readonly ChartLine[]; readonly warnings: readonly Message[] } {
  const lines = new Map<string, ChartPoint[]>();
  for (const { report, reading } of found) {
    if (report.time < start || report.time > end) continue;
    const points = lines.get(reading.line) ?? [];
    lines.set(reading.line, points);
    points.push(pointOf(report, reading));
  }
  const shown = [...lines].slice(0, mostLines);
  return {
    lines: shown.map(([name, points]) => ({ name, version: null, points })),
    warnings: shown.length < lines.size ? [message(texts.cut, { shown: shown.length, all: lines.size })] : [],
  };
}

function pointOf({ path, time, timeFrom }: DatedReport, { value, rows, note }: Reading): ChartPoint {
  const notes = [...(note === null ? [] : [note]), ...(timeFrom === 'modified' ? [message(texts.modified)] : [])];
  return {
    time,
    value,
    from: path,
    ...(rows === null || rows === undefined ? {} : { rows }),
    ...(notes.length === 0 ? {} : { note: joinMessages(...notes) }),
  };
}

/** The threshold of the newest number of each line, where that is one. */
function limitsOf(found: readonly Found[]): Pick<ChartAnswer, 'defaults' | 'warnings'> {
  const newest = new Map(found.map(({ reading }) => [reading.line, reading]));
  const limits = [...newest.values()].map(({ limit }) => limit);
  const defaults = limits[0] ?? { alert: null, direction: 'above', inclusive: true };
  const isOne = limits.every(({ alert, direction }) => alert === defaults.alert && direction === defaults.direction);
  if (!isOne) return { defaults: { ...defaults, alert: null }, warnings: [message(texts.limits)] };
  return { defaults, warnings: newest.get('')?.key === 'test:' ? [message(texts.unknownSide)] : [] };
}

/** The middle gap between the newest times; null where fewer than two gaps are known. */
function paceOf(found: readonly Found[]): number | null {
  const times = [...new Set(found.map(({ report }) => report.time))].slice(-reportsForPace);
  const gaps = times.slice(1).map((time, index) => time - (times[index] ?? time));
  return gaps.length < 2 ? null : (gaps.toSorted((one, other) => one - other)[Math.floor(gaps.length / 2)] ?? null);
}
