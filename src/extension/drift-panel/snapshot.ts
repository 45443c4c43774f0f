/** What the drift panel shows, as plain data from computed drift. May not import `vscode`: the words are formatted by the caller's language. */
import type { ProjectDrift, WatchedSeries } from '../../app/project-drift.ts';
import type { Method } from '../../core/drift/statistics.ts';
import { type Language, type MessageArgs, type Text, format, message } from '../../core/l10n/message.ts';
import { registryState, tagsAlone } from '../../core/release/registry.ts';
import type { ReleaseTag } from '../../core/release/release-tag.ts';
import type { PanelLabels, PanelProject, PanelSeries } from '../../protocol/drift-panel.ts';
import { driftWords as words } from './drift-words.ts';

/** A project with what was computed for it. */
export interface ComputedProject {
  readonly id: string;
  readonly name: string;
  readonly drift: ProjectDrift;
  /** All tags of its repository; those of the project's models become release lines. */
  readonly tags: readonly ReleaseTag[];
  /** Its models by their names in the registry with the stage that serves everybody; null where none is declared. */
  readonly models: readonly { readonly artifact: string; readonly liveStage: string | null }[];
}

const methodNames: Readonly<Record<Method, string>> = {
  psi: 'PSI',
  ks: 'K-S p-value',
  chiSquare: 'Chi-square p-value',
  zTest: 'Z-test p-value',
  jensenShannon: 'Jensen-Shannon distance',
  wasserstein: 'Wasserstein distance',
  wassersteinNormed: 'Wasserstein distance (normed)',
  hellinger: 'Hellinger distance',
};

/** One project's part of a snapshot. */
export function panelProject(computed: ComputedProject, language: Language): PanelProject {
  const say = (text: Text, args: MessageArgs = {}): string => format(message(text, args), language);
  const { drift } = computed;
  return {
    id: computed.id,
    name: computed.name,
    headline: headline(drift, language),
    problems: [
      ...drift.problems.map(({ path, line, message: why, reason }) =>
        say(line > 0 ? words.problemLine : words.problem, { path, line, reason: why === null ? reason : format(why, language) }),
      ),
      ...drift.left.map(({ title, source }) => say(words.otherSource, { title, source })),
    ],
    series: drift.series.map((series) => panelSeries(series, language)),
    releases: releaseLines(computed),
  };
}

function panelSeries(series: WatchedSeries, language: Language): PanelSeries {
  const newest = series.points.at(-1);
  return {
    id: String(series.index),
    title: series.title,
    column: series.column,
    method: series.method === null ? format(message(words.unknownMethod), language) : methodNames[series.method],
    warn: series.warn,
    alert: series.alert,
    direction: series.direction,
    state: newest?.state ?? 'not-enough-data',
    summary: seriesSummary(series, language),
    points: series.points.map(({ note, ...point }) => ({
      ...point,
      score: point.score !== null && Number.isFinite(point.score) ? point.score : null,
      note: note === null ? null : format(note, language),
    })),
  };
}

const stateWords = { ok: words.ok, warn: words.warn, alert: words.alert, 'not-enough-data': words.notEnough } as const;

function seriesSummary(series: WatchedSeries, language: Language): string {
  const say = (text: Text, args: MessageArgs = {}): string => format(message(text, args), language);
  const method = series.method === null ? say(words.unknownMethod) : methodNames[series.method];
  const newest = series.points.at(-1);
  if (newest === undefined) return say(words.seriesEmpty, { method, column: series.column });
  const number = new Intl.NumberFormat(language, { maximumSignificantDigits: 3 });
  const whole = new Intl.NumberFormat(language);
  return say(words.seriesSummary, {
    method,
    column: series.column,
    score: newest.score === null ? say(words.noNumber) : number.format(newest.score),
    day: dayOf(newest.time, language),
    threshold: newest.threshold === null ? say(words.noThreshold) : number.format(newest.threshold),
    rows: whole.format(newest.rowsCurrent),
    reference: whole.format(newest.rowsReference),
    state: say(stateWords[newest.state]).toLocaleLowerCase(language),
  });
}

/** One sentence for the whole project, about the newest batch in which anything can be said. */
function headline(drift: ProjectDrift, language: Language): string {
  const say = (text: Text, args: MessageArgs = {}): string => format(message(text, args), language);
  const times = drift.series.flatMap(({ points }) => points.filter(({ state }) => state !== 'not-enough-data').map(({ time }) => time));
  const newest = Math.max(...times);
  if (times.length === 0) return say(words.headlineNothing);
  const points = drift.series.flatMap((series) => series.points.filter(({ time }) => time === newest));
  const drifting = points.filter(({ state }) => state === 'alert').length;
  const whole = new Intl.NumberFormat(language);
  const sides = {
    batch: dayOf(newest, language),
    all: points.length,
    drifting,
    rows: whole.format(Math.max(...points.map(({ rowsCurrent }) => rowsCurrent))),
    reference: whole.format(Math.max(...points.map(({ rowsReference }) => rowsReference))),
  };
  return say(drifting === 0 ? words.headlineSteady : words.headlineDrift, sides);
}

function dayOf(time: number, language: Language): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' }).format(time);
}

const liveStage = /^(?:prod|production|live)$/i;

/**
 * Releases to the stage that serves everybody: the others move nobody's numbers.
 * One that brings back a version which held the stage before is a rollback.
 */
function releaseLines({ tags, models }: ComputedProject): PanelProject['releases'] {
  return registryState(tags, tagsAlone).flatMap((state) => {
    const declared = models.find(({ artifact }) => artifact === state.artifact);
    if (models.length > 0 && declared === undefined) return [];
    const held = new Set<string>();
    return [...state.history].reverse().flatMap(({ action, version, stage, at }) => {
      const isLive = stage !== null && (declared?.liveStage === undefined || declared.liveStage === null ? liveStage.test(stage) : stage === declared.liveStage);
      if (action !== 'assign' || version === null || !isLive) return [];
      const isRollback = held.has(version);
      held.add(version);
      return [{ time: at, label: isRollback ? `↩ ${version}` : version, isRollback }];
    });
  });
}

/** The page's words in one language. */
export function panelLabels(language: Language): PanelLabels {
  const say = (text: Text): string => format(message(text), language);
  return {
    lang: language,
    title: say(words.title),
    refresh: say(words.refresh),
    project: say(words.project),
    range: say(words.range),
    ranges: { all: say(words.rangeAll), '90d': say(words.range90d), '30d': say(words.range30d) },
    chart: say(words.chart),
    table: say(words.table),
    showTable: say(words.showTable),
    hideTable: say(words.hideTable),
    steady: say(words.steady),
    time: say(words.time),
    batch: say(words.batch),
    score: say(words.score),
    rows: say(words.rows),
    state: say(words.state),
    states: { ok: say(words.ok), warn: say(words.warn), alert: say(words.alert), 'not-enough-data': say(words.notEnough) },
    threshold: say(words.threshold),
    note: say(words.note),
    openManifest: say(words.openManifest),
    loading: say(words.loading),
    noPoint: say(words.noPoint),
  };
}
