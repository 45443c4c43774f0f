/** Charts from the batches of `files` sources: the drift of each batch against the reference. */
import type { ChartAnswer, ChartPoint, ChartSpec } from '../core/charts/chart.ts';
import type { DriftPoint } from '../core/drift/drift-over-time.ts';
import { methodNames } from '../core/drift/method-names.ts';
import { judgements } from '../core/drift/statistics.ts';
import { joinMessages } from '../core/l10n/join-messages.ts';
import { message, type Message } from '../core/l10n/message.ts';
import type { ChartQuestion, ChartSource } from '../ports/chart-source.ts';
import { ProviderError } from '../ports/version-registry.ts';
import type { FileProblem, ProjectDrift, WatchedSeries } from '../ports/drift-computer.ts';

const texts = {
  inFile: { en: '{path}:', pl: '{path}:' },
  inLine: { en: '{path}, line {line}:', pl: '{path}, wiersz {line}:' },
  reason: { en: '{reason}', pl: '{reason}' },
  correct: { en: 'Correct the entry in airworthy.yaml.', pl: 'Popraw wpis w airworthy.yaml.' },
  unread: { en: 'The reference could not be read.', pl: 'Nie udało się odczytać danych odniesienia.' },
  look: { en: 'Mend the file, or name another one as reference.', pl: 'Napraw plik albo wskaż inny jako reference.' },
} as const;

/** Answers from one computation of the project's drift, which all of its charts share; `drift` is called at the first question. */
export function filesCharts(drift: () => Promise<ProjectDrift>): ChartSource {
  return {
    async answer({ chart, range }: ChartQuestion) {
      const computed = await drift();
      const series = computed.series.find(({ id }) => id === chart.id);
      if (series === undefined) throw missing(chart, computed);
      return answerOf(series, range);
    },
  };
}

/** A file that could not be read, in a sentence. */
export function fileProblemText({ path, line, message: why, reason }: FileProblem): Message {
  // The system's own words are in one language only.
  return joinMessages(message(line > 0 ? texts.inLine : texts.inFile, { path, line }), why ?? message(texts.reason, { reason }));
}

function answerOf(series: WatchedSeries, range: { readonly start: number; readonly end: number }): ChartAnswer {
  const { method, direction, points } = series;
  const usual = method === null ? null : judgements[method];
  return {
    lines: [{ name: '', version: null, points: points.filter(({ time }) => time >= range.start && time <= range.end).map(pointOf) }],
    method: method === null ? null : message(methodNames[method]),
    defaults: {
      alert: usual?.threshold ?? null,
      direction: usual?.direction ?? direction,
      inclusive: usual?.inclusive ?? true,
    },
    pace: usualPace(points),
    warnings: [],
  };
}

function pointOf({ time, batch, score, rowsReference, rowsCurrent, note }: DriftPoint): ChartPoint {
  return {
    time,
    value: score,
    rows: { reference: rowsReference, current: rowsCurrent },
    from: batch,
    ...(note === null ? {} : { note }),
  };
}

/** The median time between batches; null for fewer than three, of which nobody can say when the next is due. */
function usualPace(points: readonly DriftPoint[]): number | null {
  const gaps = points
    .slice(1)
    .map(({ time }, index) => time - (points[index]?.time ?? time))
    .filter((gap) => gap > 0)
    .sort((one, other) => one - other);
  return gaps.length < 2 ? null : (gaps[Math.floor(gaps.length / 2)] ?? null);
}

function missing({ id, source }: ChartSpec, { left, problems }: ProjectDrift): ProviderError {
  const why = left.find((entry) => entry.id === id)?.why;
  if (why !== undefined) return new ProviderError('unsupported', { text: why, hint: message(texts.correct) });
  const problem = problems.find((one) => one.source === source);
  return new ProviderError('not-found', {
    text: problem === undefined ? message(texts.unread) : fileProblemText(problem),
    hint: message(texts.look),
  });
}
