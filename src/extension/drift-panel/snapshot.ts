/** What the drift panel shows, as plain data. May not import `vscode`: the language is given by the caller. */
import type { LiveAlert } from '../../core/charts/live-alert.ts';
import { type Language, type Message, format, message } from '../../core/l10n/message.ts';
import { mainStageOf } from '../../core/release/manifest-plan.ts';
import type { ReleaseModel } from '../../core/release/release-config.ts';
import type { StageNow, TrailEntry } from '../../core/release/trail-entry.ts';
import type { PanelChart, PanelLabels, PanelProject } from '../../protocol/drift-panel.ts';
import { panelWordKeys } from '../../protocol/panel-words.ts';
import { panelAlert } from './alert-view.ts';
import { type ActionFacts, actionsOf } from './chart-actions.ts';
import { type ChartView, judgementOf } from './chart-view.ts';
import { headline } from './headline.ts';
import { pageWords } from './page-words.ts';
import { panelChart, type ShownTime } from './panel-chart.ts';
import { releaseLines } from './release-lines.ts';

/** What is known of a project now. */
export interface ProjectModel {
  readonly id: string;
  readonly name: string;
  /** In the order in which they are shown. */
  readonly views: readonly ChartView[];
  /** The models that its manifest declares. */
  readonly models: readonly ReleaseModel[];
  readonly trail: { readonly entries: readonly TrailEntry[]; readonly stages: readonly StageNow[] };
  readonly alerts: readonly LiveAlert[];
  readonly alertProblems: readonly Message[];
  /** What else the person must know. */
  readonly problems: readonly Message[];
  readonly facts: ActionFacts;
}

/** How it is shown. */
export interface ShowContext {
  readonly language: Language;
  /** Milliseconds since 1970 UTC. */
  readonly now: number;
  readonly shown: ShownTime;
  readonly compared: ShownTime;
}

/** One project's part of a snapshot. */
export function panelProject(project: ProjectModel, context: ShowContext): PanelProject {
  const { id, name, views, models, trail, alerts, alertProblems, problems, facts } = project;
  const { language, now } = context;
  return {
    id,
    name,
    headline: projectHeadline(project, context),
    problems: problems.map((problem) => format(problem, language)),
    models: models.map((model) => ({ name: model.name, stages: [...model.stages] })),
    charts: views.map((view) => projectChart(project, view, context)),
    releases: releaseLines(trail.entries, { models, liveStageOf: (model) => liveStageOf(models, model), language }),
    alerts: alerts.map((alert) => panelAlert(alert, { facts, language, now })),
    alertProblems: alertProblems.map((problem) => format(problem, language)),
  };
}

/** One of its charts. */
export function projectChart({ facts }: ProjectModel, view: ChartView, context: ShowContext): PanelChart {
  return panelChart(view, { ...context, ...actionsOf(view, facts) });
}

/** What drifts in it. */
export function projectHeadline({ views, models, trail, facts }: ProjectModel, { language, now }: ShowContext): string {
  return headline(
    views.map((view) => ({ view, judgement: judgementOf(view, now) })),
    {
      language,
      onlyModel: facts.onlyModel,
      versionOf: (model) => {
        const live = liveStageOf(models, model);
        return trail.stages.find((one) => one.model === model && one.stage === live && one.role === 'main')?.version ?? null;
      },
    },
  );
}

function liveStageOf(models: readonly ReleaseModel[], model: string): string {
  return mainStageOf(models.find(({ name }) => name === model) ?? { deploy: [], stages: [] });
}

/** The page's words in one language. */
export function panelLabels(language: Language): PanelLabels {
  const words = Object.fromEntries(panelWordKeys.map((key) => [key, format(message(pageWords[key]), language)]));
  return { lang: language, words: words as PanelLabels['words'] };
}
