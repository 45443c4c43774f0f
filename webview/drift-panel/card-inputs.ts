/** What each card shows, made of the state; lists that hold the same are the same lists, so that only what changed is drawn again. */
import type { PanelChart, PanelProject, PanelRelease, PanelSnapshot } from '../../src/protocol/drift-panel.ts';
import type { CardInput } from './card.ts';
import { releasesOf, shownCharts, shownLines, shownReleases, shownVersions } from './filters.ts';
import { keepSame } from './same.ts';
import { chartKey, type PanelState } from './state.ts';
import { type TimeSpan, timeSpan } from './time-axis.ts';
import type { Words } from './words.ts';

/** A project after the filters. */
export interface Prepared {
  readonly charts: readonly PanelChart[];
  readonly releases: readonly PanelRelease[];
  /** The versions whose lines are shown; null for all. */
  readonly versions: readonly string[] | null;
  /** What all charts share. */
  readonly axis: TimeSpan;
}

/** All that is drawn of a project. */
export interface ContentInput extends Prepared {
  readonly state: PanelState;
  readonly snapshot: PanelSnapshot;
  readonly project: PanelProject;
  readonly words: Words;
}

/** The inputs of all cards. */
export class CardInputs {
  readonly #made = new Map<string, CardInput>();
  #axis: TimeSpan | undefined;

  /** What the filters leave of a project, and its axis: the time that was asked for, else all that any of its charts has. */
  prepare({ choice }: PanelState, { shown }: PanelSnapshot, project: PanelProject): Prepared {
    const ends = project.charts.flatMap(({ lines }) => lines.flatMap(({ times }) => [...times.slice(0, 1), ...times.slice(-1)]));
    const own = shown === null ? timeSpan(ends, project.releases) : { min: shown.start, max: Math.max(shown.end, shown.start + 1) };
    this.#axis = keepSame(this.#axis, own);
    const keys = new Set(project.charts.map(({ id }) => chartKey(project.id, id)));
    for (const key of this.#made.keys()) if (!keys.has(key)) this.#made.delete(key);
    return {
      charts: shownCharts(project, choice),
      releases: shownReleases(project.releases, choice),
      versions: shownVersions(project, choice),
      axis: this.#axis,
    };
  }

  /** A chart's input; `theme` changes where the colours do. */
  of({ state, snapshot, project, words, releases, versions, axis }: ContentInput, chart: PanelChart, theme: number): CardInput {
    const { choice, distributions } = state;
    const key = chartKey(project.id, chart.id);
    const before = this.#made.get(key);
    const input: CardInput = {
      chart,
      theme,
      lines: keptList(before?.lines, shownLines(chart.lines, versions)),
      compared: keptList(before?.compared, shownLines(chart.compared, versions)),
      shift: snapshot.compared === null ? 0 : axis.min - snapshot.compared.start,
      releases: keptList(before?.releases, releasesOf(chart, releases)),
      axis,
      zoom: choice.zoom,
      words,
      isTableOpen: choice.openTables.includes(key),
      distribution: choice.openDistributions.includes(key) ? (distributions[key] ?? null) : null,
      selected: choice.selected?.chart === key ? choice.selected : null,
    };
    this.#made.set(key, input);
    return input;
  }
}

/** The list of before where it has the same objects in the same order. */
function keptList<Item>(before: readonly Item[] | undefined, now: readonly Item[]): readonly Item[] {
  return before?.length === now.length && before.every((item, index) => item === now[index]) ? before : now;
}
