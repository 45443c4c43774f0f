/** Which charts, lines and releases the person wants to see, and in what order. */
import type { PanelChart, PanelLine, PanelProject, PanelRelease } from '../../src/protocol/drift-panel.ts';
import type { Choice } from './saved-choice.ts';

/** A filter by name; null for all. */
export type Filters = Pick<Choice, 'model' | 'stage' | 'version'>;

/** What the filters offer: names that there are, without those that leave nothing to choose. */
export interface FilterOffers {
  readonly models: readonly string[];
  readonly stages: readonly string[];
  readonly versions: readonly string[];
}

/** The models, stages and versions of a project; stages and versions those of the chosen model. Newest versions first. */
export function filterOffers({ models, charts, releases }: PanelProject, { model }: Filters): FilterOffers {
  const names = new Set(models.map(({ name }) => name));
  for (const chart of charts) if (chart.model !== null) names.add(chart.model);
  const ofModel = releases.filter((release) => model === null || release.model === model);
  const stages = new Set(models.filter(({ name }) => model === null || name === model).flatMap((one) => one.stages));
  for (const { stage } of ofModel) stages.add(stage);
  const versions = new Set(ofModel.toReversed().map(({ version }) => version));
  for (const chart of charts.filter((one) => isOfModel(one, model)))
    for (const { version } of chart.lines) if (version !== null) versions.add(version);
  return { models: [...names], stages: [...stages], versions: [...versions] };
}

/** A chart that is about no model is about all. */
function isOfModel(chart: Pick<PanelChart, 'model'>, model: string | null): boolean {
  return model === null || chart.model === null || chart.model === model;
}

/** The charts of the chosen model that have a line left, or never had one that says its version. */
export function shownCharts(project: PanelProject, filters: Filters): readonly PanelChart[] {
  const versions = shownVersions(project, filters);
  return project.charts.filter(
    (chart) => isOfModel(chart, filters.model) && (chart.lines.length === 0 || shownLines(chart.lines, versions).length > 0),
  );
}

/** The versions whose lines are shown: the chosen one, or those that the chosen stage has had, as far as is known; null for all. */
export function shownVersions({ releases }: Pick<PanelProject, 'releases'>, { model, stage, version }: Filters): readonly string[] | null {
  if (version !== null) return [version];
  const known = releases.filter((one) => one.stage === stage && (model === null || one.model === model));
  return known.length === 0 ? null : [...new Set(known.map((release) => release.version))];
}

/** The lines of some versions; a line that is about no version stays. */
export function shownLines(lines: readonly PanelLine[], versions: readonly string[] | null): readonly PanelLine[] {
  return versions === null ? lines : lines.filter(({ version }) => version === null || versions.includes(version));
}

/** The releases of the chosen model, stage and version. Where no stage is chosen, those that everybody met: the others would crowd the axis. */
export function shownReleases(releases: readonly PanelRelease[], { model, stage, version }: Filters): readonly PanelRelease[] {
  return releases.filter(
    (one) =>
      (model === null || one.model === model) &&
      (stage === null ? one.isLive : one.stage === stage) &&
      (version === null || one.version === version),
  );
}

/** Releases that matter to a chart: of its model, where it is about one. */
export function releasesOf(chart: Pick<PanelChart, 'model'>, releases: readonly PanelRelease[]): readonly PanelRelease[] {
  return chart.model === null ? releases : releases.filter(({ model }) => model === chart.model);
}

/** Some charts under one title, in the manifest's order. */
export interface ChartGroup {
  readonly key: string;
  readonly model: string | null;
  readonly group: PanelChart['group'];
  readonly charts: readonly PanelChart[];
}

const groupOrder = ['drift', 'quality', 'traffic', 'operations'] as const;

/**
 * The charts in the order in which they ask for attention: what is bad, what is near it, what cannot be told; then the rest by model and
 * group. Nothing is called steady that could not be judged.
 */
export function inOrder(charts: readonly PanelChart[]): { readonly loud: readonly PanelChart[]; readonly groups: readonly ChartGroup[] } {
  const inState = (...wanted: readonly PanelChart['state'][]): readonly PanelChart[] =>
    charts.filter(({ state }) => wanted.includes(state));
  const steady = inState('ok', 'loading', 'no-value');
  const models = [...new Set(steady.map(({ model }) => model))];
  return {
    loud: [...inState('alert'), ...inState('warn'), ...inState('failed'), ...inState('not-enough-data')],
    groups: models
      .flatMap((model) =>
        groupOrder.map((group) => ({
          key: JSON.stringify([model, group]),
          model,
          group,
          charts: steady.filter((chart) => chart.model === model && chart.group === group),
        })),
      )
      .filter((one) => one.charts.length > 0),
  };
}
