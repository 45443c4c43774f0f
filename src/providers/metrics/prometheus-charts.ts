import type { ChartAnswer } from '../../core/charts/chart.ts';
import { quantileWords, seriesLines } from '../../core/charts/series-lines.ts';
import { message, type Message } from '../../core/l10n/message.ts';
import type { ChartSource } from '../../ports/chart-source.ts';
import { ProviderError } from '../../ports/version-registry.ts';
import type { ServerOptions } from './ask-server.ts';
import { clockWarning } from './clock-warning.ts';
import { askRange } from './prometheus.ts';
import { serverWords } from './server-words.ts';

const texts = {
  noQuery: { en: 'A chart from a prometheus source needs query.', pl: 'Wykres ze źródła typu prometheus wymaga query.' },
  writeQuery: { en: 'Write the PromQL that the chart shows as its query.', pl: 'Wpisz w query wyrażenie PromQL, które ma pokazać wykres.' },
} as const;

/**
 * Charts by range queries of a server that speaks Prometheus' HTTP API: Prometheus, Thanos, Mimir, VictoriaMetrics, or one of them behind
 * Grafana's data-source proxy. The question's step is the answer's pace. NaN and infinities are kept; native histograms are shown as quantiles.
 */
export function prometheusCharts(options: ServerOptions): ChartSource {
  return {
    async answer({ chart, range }, signal): Promise<ChartAnswer> {
      if (chart.query === null || chart.query.trim() === '') {
        throw new ProviderError('unsupported', { text: message(texts.noQuery), hint: message(texts.writeQuery), at: 'query' });
      }
      const { answer, server, clockAhead } = await askRange(options, { ...range, query: chart.query }, signal);
      const direction = chart.direction ?? 'above';
      const { lines, warnings, hasQuantiles } = seriesLines(answer.series, { step: range.step, direction });
      const said = answer.warnings.map((text): Message => serverWords(server, text));
      return {
        lines,
        method: hasQuantiles ? quantileWords() : null,
        defaults: { alert: null, direction: 'above', inclusive: true },
        pace: range.step,
        warnings: [...warnings, ...said, ...clockWarning(server, clockAhead)],
      };
    },
  };
}
