import * as vscode from 'vscode';
import { commandIds, settingIds } from '../../core/config/ids.ts';
import { isDeclared } from '../drift-panel/chart-actions.ts';
import type { LiveFacts } from '../../core/project/live-facts.ts';
import { noMemory, snooze, type WatchMemory, type WatchStanding, watchRound, watchedSpan } from '../../core/charts/watch.ts';
import * as z from 'zod';
import { causeOfChart } from '../drift-panel/chart-cause.ts';
import { type ChartView, judgementOf } from '../drift-panel/chart-view.ts';
import type { BoardProject, DriftBoard } from '../drift-panel/drift-board.ts';
import type { PanelActsDeps } from '../drift-panel/panel-acts.ts';
import { ProjectLook } from '../drift-panel/project-look.ts';
import { displayLanguage } from '../host/words.ts';
import { DriftStatus } from './drift-status.ts';
import { LookAgain } from './look-again.ts';
import { type Notice, tellNotice } from './tell-notice.ts';
import { watchedFacts } from './watched-facts.ts';
import { badCharts, type LookedChart, noticeText, watchSummary } from './watch-words.ts';

/** What the watch needs. */
export interface DriftWatchDeps extends Pick<PanelActsDeps, 'rollBack'> {
  readonly board: DriftBoard;
  readonly log: vscode.LogOutputChannel;
  /** Keeps what was told, so that a window that is opened again does not tell it again. */
  readonly memory: vscode.Memento;
  /** What a rollback of a model would lead to; null where there is nothing to go back to, or nobody knows. */
  rollbackTarget(of: {
    readonly root: string;
    readonly model: string;
  }): Promise<{ readonly stage: string; readonly version: string } | null>;
  openRunbook(project: BoardProject, view: ChartView): Promise<void>;
  hasRunbook(project: BoardProject, view: ChartView): boolean;
  /** Is told which projects have been asked. */
  looked(projects: readonly BoardProject[]): void;
  /** Is told the titles of the charts that are bad, by their project's id; empty where nothing is known. */
  drifting(charts: ReadonlyMap<string, readonly string[]>): void;
  /** Is told what servers answered, by the project's id; empty where nothing is known. */
  answered(facts: ReadonlyMap<string, LiveFacts>): void;
  /** Shows how many charts are bad on the view's icon; 0 for none. */
  badge(count: number, tooltip: string): void;
}

const memoryKey = 'airworthy.driftWatch';
const storedMemory = z.object({
  episodes: z.record(z.string(), z.object({ since: z.number(), seen: z.number() })),
  snoozed: z.record(z.string(), z.number()),
});

/** Values asked for at most: the newest decide, those before them say since when. */
const watchWidth = 240;
const minute = 60_000;
/** Milliseconds that a snoozed episode is not told of. */
const snoozeTime = 4 * 3_600_000;

/**
 * Looks at the declared charts at a set pace, while the window is open: never in Restricted Mode, and servers only where the person
 * allowed them. Tells of an episode once, and shows how everything stands in the status bar.
 */
export class DriftWatch implements vscode.Disposable {
  readonly #deps: DriftWatchDeps;
  readonly #again: LookAgain;
  readonly #status = new DriftStatus();
  readonly #looks = new Map<string, ProjectLook>();
  readonly #disposables: vscode.Disposable;
  #last: { readonly charts: readonly LookedChart[]; readonly standings: readonly WatchStanding[]; readonly at: number } | null = null;

  constructor(deps: DriftWatchDeps, onDidChange: vscode.Event<unknown>) {
    this.#deps = deps;
    this.#again = new LookAgain({ look: (signal) => this.#look(signal), every, onError: (error) => deps.log.error(String(error)) });
    this.#disposables = vscode.Disposable.from(
      this.#status,
      onDidChange(() => this.#again.now()),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.#again.now()),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration(settingIds.watchEvery) || event.affectsConfiguration(settingIds.allowedServers)) {
          if (every() === 0) this.#stop();
          else this.#again.now();
        }
        if (event.affectsConfiguration(settingIds.statusBar) || event.affectsConfiguration(settingIds.language)) this.#show();
      }),
    );
  }

  /** Looks now, for instance because a server was allowed; nothing where the watch is off. */
  now(): void {
    this.#again.now();
  }

  dispose(): void {
    this.#again.stop();
    this.#disposables.dispose();
  }

  #stop(): void {
    this.#again.stop();
    this.#last = null;
    this.#deps.answered(new Map());
    this.#show();
  }

  async #look(signal: AbortSignal): Promise<boolean> {
    const at = Date.now();
    const projects = await this.#deps.board.settledProjects();
    const watched: BoardProject[] = [];
    for (const project of projects) {
      signal.throwIfAborted();
      const look = this.#lookOf(project);
      if (await look.prepare(signal)) watched.push({ project, look });
    }
    for (const id of [...this.#looks.keys()]) if (!projects.some((project) => project.id === id)) this.#looks.delete(id);
    await Promise.all(watched.map(({ look }) => askAll(look, at, signal)));
    signal.throwIfAborted();
    this.#deps.looked(watched);
    this.#deps.answered(
      new Map(
        watched.flatMap(({ project, look }): [string, LiveFacts][] => {
          const facts = watchedFacts(look.model().views, at);
          return facts === null ? [] : [[project.id, facts]];
        }),
      ),
    );
    const charts = watched.flatMap((one) => lookedCharts(one, at));
    const round = watchRound(this.#memory(), charts, at);
    await this.#remember(round.memory);
    this.#last = { charts, standings: round.standings, at };
    this.#show();
    this.#announce(watched, { charts: charts.filter(({ key }) => round.announce.includes(key)), memory: round.memory });
    return charts.length === 0 || round.standings.some((standing) => standing !== 'unknown');
  }

  #lookOf(project: BoardProject['project']): ProjectLook {
    const known = this.#looks.get(project.id) ?? new ProjectLook(project, this.#deps.board.services(project));
    this.#looks.set(project.id, known);
    return known;
  }

  #show(): void {
    const summary = this.#last === null ? null : watchSummary(this.#last.charts, this.#last, displayLanguage());
    this.#status.update(summary);
    this.#deps.badge(summary?.bad ?? 0, summary?.text ?? '');
    this.#deps.drifting(this.#last === null ? new Map() : badCharts(this.#last.charts, this.#last.standings, displayLanguage()));
  }

  /** One notification a project, however many of its charts have crossed their thresholds at once. */
  #announce(
    watched: readonly BoardProject[],
    { charts, memory }: { readonly charts: readonly LookedChart[]; readonly memory: WatchMemory },
  ): void {
    if (!vscode.workspace.getConfiguration().get<boolean>(settingIds.notifyDrift, true)) return;
    for (const one of watched) {
      const own = charts.filter(({ project }) => project === one.look.id);
      const [first] = own;
      const view = first === undefined ? undefined : one.look.view(first.spec.id);
      if (first === undefined || view === undefined) continue;
      const text = noticeText(own, (key) => memory.episodes[key]?.since ?? Date.now(), displayLanguage());
      void this.#tell(one, { view, charts: own, text }).catch((error: unknown) => this.#deps.log.error(String(error)));
    }
  }

  async #tell(
    one: BoardProject,
    { view, charts, text }: { readonly view: ChartView; readonly charts: readonly LookedChart[]; readonly text: string },
  ): Promise<void> {
    const { root } = one.project.state;
    const model = view.spec.model ?? one.look.model().facts.onlyModel;
    const now = Date.now();
    const target = model === null ? null : await this.#deps.rollbackTarget({ root, model }).catch(() => null);
    const notice: Notice = {
      text,
      rollbackVersion: target?.version ?? null,
      hasModels: one.look.model().models.length > 0,
      hasRunbook: this.#deps.hasRunbook(one, view),
    };
    switch (await tellNotice(notice)) {
      case 'open':
        await vscode.commands.executeCommand(commandIds.openDriftPanel, { project: one.look.id, chart: view.spec.id });
        return;
      case 'rollBack':
        return this.#deps.rollBack({
          root,
          model,
          stage: target?.stage ?? null,
          cause: causeOfChart(view, judgementOf(view, now), { point: null, language: displayLanguage(), now }),
        });
      case 'runbook':
        return this.#deps.openRunbook(one, view);
      case 'snooze':
        await this.#remember(charts.reduce((memory, { key }) => snooze(memory, key, Date.now() + snoozeTime), this.#memory()));
        return;
      case undefined:
    }
  }

  #memory(): WatchMemory {
    const stored = storedMemory.safeParse(this.#deps.memory.get(memoryKey));
    return stored.success ? stored.data : noMemory;
  }

  async #remember(memory: WatchMemory): Promise<void> {
    await this.#deps.memory.update(memoryKey, memory);
  }
}

async function askAll(look: ProjectLook, at: number, signal: AbortSignal): Promise<void> {
  const spans = look.model().views.map(({ spec }) => watchedSpan(spec));
  const times = { shown: { start: at - Math.max(...spans, 0), end: at }, compared: null };
  await look.ask({ times, width: watchWidth, isFull: true, consent: Promise.resolve(), tell: () => undefined }, signal);
}

/** What is declared is watched; charts that need no declaration have no thresholds. */
function lookedCharts({ project, look }: BoardProject, at: number): readonly LookedChart[] {
  return look
    .model()
    .views.filter(({ spec }) => isDeclared(spec))
    .map((view) => ({
      key: `${project.id}#${view.spec.id}#${typeof view.spec.title === 'string' ? view.spec.title : view.spec.title.en}`,
      project: project.id,
      projectName: project.name,
      spec: view.spec,
      judgement: view.failure === null ? judgementOf(view, at) : null,
      failure: view.failure?.text ?? null,
    }));
}

/** Milliseconds between looks; 0 where there are none: the person switched them off, or nothing may be run or sent. */
function every(): number {
  if (!vscode.workspace.isTrusted) return 0;
  const minutes = vscode.workspace.getConfiguration().get<unknown>(settingIds.watchEvery, 5);
  return typeof minutes === 'number' && minutes > 0 ? Math.max(minutes, 0.25) * minute : 0;
}
