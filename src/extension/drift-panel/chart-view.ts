/** What the panel knows of one chart: the question, the newest good answer, and what went wrong since. May not import `vscode`. */
import type { AskFailure } from '../../app/ask-side-by-side.ts';
import type { ChartAnswer, ChartSpec } from '../../core/charts/chart.ts';
import { type ChartJudgement, judgeChart } from '../../core/charts/judge-chart.ts';
import type { Message } from '../../core/l10n/message.ts';

/** An answer with the time at which it came, in milliseconds since 1970 UTC. */
export interface GivenAnswer {
  readonly answer: ChartAnswer;
  readonly at: number;
}

/** One chart. */
export interface ChartView {
  readonly spec: ChartSpec;
  /** Where the numbers come from, as `live (Prometheus, http://localhost:9090)`. */
  readonly source: Message;
  /** The newest answer; kept while it is asked again and where that fails. */
  readonly given: GivenAnswer | null;
  /** For the range that it is compared with. */
  readonly compared: ChartAnswer | null;
  /** Why the newest question has no answer; null where it has one, or none was asked yet. */
  readonly failure: AskFailure | null;
}

/** How a chart stands at a time; null where there is no answer. Of an answer from before a failure too: its age tells. */
export function judgementOf({ spec, given }: ChartView, now: number): ChartJudgement | null {
  if (given === null) return null;
  return judgeChart(spec, given.answer, now);
}
