/** What the watch learned from servers, for the checks. May not import `vscode`. */
import { dependsOnTime } from '../../app/charts-of-project.ts';
import { type LiveAnswer, type LiveFacts, liveAnswer } from '../../core/project/live-facts.ts';
import { isDeclared } from '../drift-panel/chart-actions.ts';
import { type ChartView, judgementOf } from '../drift-panel/chart-view.ts';

/** The answers to a project's declared charts at a time (milliseconds since 1970 UTC); null where no server was asked. */
export function watchedFacts(views: readonly ChartView[], now: number): LiveFacts | null {
  const charts = views.flatMap((view): [string, LiveAnswer][] => {
    const said = isDeclared(view.spec) && dependsOnTime(view.spec) ? answerOf(view, now) : null;
    return said === null ? [] : [[view.spec.id, said]];
  });
  return charts.length === 0 ? null : { charts: Object.fromEntries(charts), versions: {} };
}

/** A server that may not be asked has said nothing, good or bad. */
function answerOf(view: ChartView, now: number): LiveAnswer | null {
  if (view.failure !== null) return view.failure.code === 'unsupported' ? null : { kind: 'failed', why: view.failure.text };
  const judgement = judgementOf(view, now);
  return judgement === null ? null : liveAnswer(judgement);
}
