/** What one report says on a chart: its numbers, each with the method by which it was got and the threshold that its tool holds it to. */
import { driftTestKey, driftTestSide } from '../facts/monitoring/drift-test.ts';
import type { EvidentlyFacts, ExpectationFact, GreatExpectationsFacts, ReportColumn } from '../facts/monitoring/report-facts.ts';
import { type Message, type Text, message } from '../l10n/message.ts';
import type { ChartAnswer, ChartPoint, ChartSpec } from './chart.ts';

/** A report of either tool. */
export type ReportContent =
  | { readonly format: 'evidently'; readonly facts: EvidentlyFacts }
  | { readonly format: 'great-expectations'; readonly facts: GreatExpectationsFacts };

/** A number of a report. */
export interface Reading {
  /** Equal for numbers that may be compared: of one test, of one metric. */
  readonly key: string;
  /** Tells the line from others of the same key. */
  readonly line: string;
  readonly value: number | null;
  readonly rows: ChartPoint['rows'] | null;
  /** How the number was got, for people. */
  readonly method: Message;
  /** As a manifest's `method` names it. */
  readonly methodName: string;
  /** What the tool holds it to. */
  readonly limit: ChartAnswer['defaults'];
  /** What a person must know of it; null where nothing is to be said. */
  readonly note: Message | null;
}

/** What of an entry decides which numbers of a report it means. */
export type ReportQuestion = Pick<ChartSpec, 'column' | 'metric'>;

const texts = {
  test: { en: '{method} of {column}, computed by Evidently', pl: '{method} kolumny {column}, obliczone przez Evidently' },
  unknownTest: {
    en: 'Drift score of {column} by Evidently; its reports do not say by which test',
    pl: 'Wynik dryfu kolumny {column} z Evidently; raporty nie mówią, z jakiego testu',
  },
  share: { en: 'Share of drifted columns, computed by Evidently', pl: 'Udział kolumn z dryfem, obliczony przez Evidently' },
  passed: { en: 'Share of Evidently’s tests that passed', pl: 'Udział zaliczonych testów Evidently' },
  metric: { en: '{metric}, computed by Evidently', pl: '{metric}, obliczone przez Evidently' },
  success: {
    en: 'Share of expectations that were met, in percent (Great Expectations)',
    pl: 'Odsetek spełnionych oczekiwań (Great Expectations)',
  },
  unexpected: {
    en: 'Values that an expectation on {column} did not expect, in percent (Great Expectations)',
    pl: 'Odsetek wartości kolumny {column} niezgodnych z oczekiwaniem (Great Expectations)',
  },
  unexpectedAnywhere: {
    en: 'Values that an expectation did not expect, in percent (Great Expectations)',
    pl: 'Odsetek wartości niezgodnych z oczekiwaniem (Great Expectations)',
  },
  notEvaluated: { en: 'The expectation could not be evaluated.', pl: 'Tego oczekiwania nie dało się sprawdzić.' },
  noScore: { en: 'The report has no score here.', pl: 'Raport nie ma tu wyniku.' },
} as const satisfies Readonly<Record<string, Text>>;

/** What a report says as a whole, under the names by which an entry's `metric` can ask for it; in the order in which one is taken. */
export const wholes = { share: 'share', tests: 'tests', success: 'success_percent' } as const;

const noLimit: ChartAnswer['defaults'] = { alert: null, direction: 'above', inclusive: true };

/** The numbers of a report that an entry means: with `metric` that metric's, with `column` its drift or its expectations, else the whole. */
export function readingsOf({ format, facts }: ReportContent, question: ReportQuestion): readonly Reading[] {
  return format === 'evidently' ? evidentlyReadings(facts, question) : validationReadings(facts, question);
}

function evidentlyReadings(facts: EvidentlyFacts, { column, metric }: ReportQuestion): readonly Reading[] {
  const rows = facts.rows.current === null && facts.rows.reference === null ? null : facts.rows;
  if (metric === wholes.tests) return testsReadings(facts, rows);
  if (metric !== null) return metricReadings(facts, metric, column);
  if (column !== null) return facts.columns.filter(({ name }) => name.value === column).map((one) => columnReading(one, rows));
  if (facts.dataset === null) return testsReadings(facts, rows);
  const { share, threshold } = facts.dataset;
  const limit = { alert: threshold, direction: 'above', inclusive: true } as const;
  return [wholeReading({ key: wholes.share, value: share, rows, method: message(texts.share), limit })];
}

function testsReadings({ tests }: EvidentlyFacts, rows: Reading['rows']): readonly Reading[] {
  if (tests === null) return [];
  const { total, passed } = tests;
  // A suite fails as a whole where any test does.
  const limit = { alert: 1, direction: 'below', inclusive: false } as const;
  return [wholeReading({ key: wholes.tests, value: total === 0 ? null : passed / total, rows, method: message(texts.passed), limit })];
}

function wholeReading(known: Pick<Reading, 'key' | 'value' | 'rows' | 'method' | 'limit'>): Reading {
  return { ...known, line: '', methodName: known.key, note: null };
}

function columnReading({ name, method, score, threshold, drifted }: ReportColumn, rows: Reading['rows']): Reading {
  const column = name.value;
  const shared = { line: '', value: score, rows, note: score === null ? message(texts.noScore) : null };
  if (method === null) return { ...shared, key: 'test:', methodName: '', method: message(texts.unknownTest, { column }), limit: noLimit };
  const side = driftTestSide(method);
  const limit =
    side === null
      ? sideSeen(score, threshold, drifted)
      : { alert: side.isOfScore ? threshold : null, direction: side.direction, inclusive: side.inclusive };
  return { ...shared, key: `test:${driftTestKey(method)}`, methodName: method, method: message(texts.test, { method, column }), limit };
}

/** On which side a person's own test finds drift, as this report shows. */
function sideSeen(score: number | null, threshold: number | null, drifted: boolean | null): Reading['limit'] {
  if (score === null || threshold === null || drifted === null || score === threshold) return noLimit;
  return { alert: threshold, direction: score > threshold === drifted ? 'above' : 'below', inclusive: true };
}

/** A metric's class, or its class with the keys of one of its numbers: `MeanValue`, `MissingValueCount.share`. */
function metricReadings({ values }: EvidentlyFacts, metric: string, column: string | null): readonly Reading[] {
  return values
    .filter((one) => (one.metric === metric || `${one.metric}.${one.path}` === metric) && (column === null || one.column === column))
    .map(({ metric: type, path, column: about, value }) => {
      const isOneNumber = type !== metric;
      const line = [...(column === null && about !== null ? [about] : []), ...(isOneNumber || path === '' ? [] : [path])].join(' ');
      const method = message(texts.metric, { metric });
      return { key: `metric:${metric}`, line, value, rows: null, method, methodName: '', limit: noLimit, note: null };
    });
}

function validationReadings(facts: GreatExpectationsFacts, { column, metric }: ReportQuestion): readonly Reading[] {
  if (metric === wholes.success || (column === null && metric === null)) {
    const limit = { alert: 100, direction: 'below', inclusive: false } as const;
    const whole = wholeReading({ key: wholes.success, value: facts.successPercent, rows: null, method: message(texts.success), limit });
    return [{ ...whole, line: facts.suite ?? '' }];
  }
  const wanted = facts.expectations.filter(
    (one) => (metric === null || one.type.value === metric) && (column === null || one.column === column),
  );
  return wanted.filter(isAboutValues).map((one) => expectationReading(one, column));
}

/** Others, such as those on means, have no share of unexpected values. */
function isAboutValues({ type, unexpectedPercent }: ExpectationFact): boolean {
  return unexpectedPercent !== null || /^expect_(?:column|column_pair|multicolumn|select_column)_values_/.test(type.value);
}

function expectationReading({ type, column: about, unexpectedPercent, elements, mostly }: ExpectationFact, column: string | null): Reading {
  return {
    key: 'unexpected',
    line: column === null && about !== null ? `${type.value} ${about}` : type.value,
    value: unexpectedPercent,
    rows: elements === null ? null : { reference: null, current: elements },
    method: column === null ? message(texts.unexpectedAnywhere) : message(texts.unexpected, { column }),
    methodName: '',
    // `mostly` is the share that must fit: a greater part of others fails. Rounded, for 1 - 0.9 is less than 0.1 in binary.
    limit: { alert: Number(((1 - mostly) * 100).toFixed(9)), direction: 'above', inclusive: false },
    note: unexpectedPercent === null ? message(texts.notEvaluated) : null,
  };
}
