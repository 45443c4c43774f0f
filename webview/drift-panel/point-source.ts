import type { ChosenPoint } from './saved-choice.ts';
import type { PanelState } from './state.ts';

/** What a point comes from, such as a batch's path; null where nothing is known, or where no point is meant. */
export function sourceOfPoint(
  { snapshot }: Pick<PanelState, 'snapshot'>,
  { project, chart, point }: { readonly project: string; readonly chart: string; readonly point: ChosenPoint | null },
): string | null {
  if (point === null) return null;
  const lines = snapshot?.projects.find(({ id }) => id === project)?.charts.find(({ id }) => id === chart)?.lines ?? [];
  const line = lines.find(({ name }) => name === point.line);
  return line?.from?.[line.times.indexOf(point.time)] ?? null;
}
