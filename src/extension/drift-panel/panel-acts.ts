import * as vscode from 'vscode';
import { type LoadedManifest, manifestOfText } from '../../app/read-manifest.ts';
import { ruleOfAlert } from '../../core/charts/project-monitoring.ts';
import { joinPath } from '../../core/project/paths.ts';
import type { Text } from '../../core/l10n/message.ts';
import { positionAt } from '../../core/model/source-text.ts';
import type { DriftComputer } from '../../ports/drift-computer.ts';
import type { ToHost, ToPanel } from '../../protocol/drift-panel.ts';
import { fileUri } from '../diagnostics/findings-store.ts';
import { originOf } from '../host/credentials.ts';
import { say, sayText } from '../host/words.ts';
import { alertId, alertRunbook, modelOfAlert } from './alert-view.ts';
import { ruleOfChart, runbookOf } from './chart-actions.ts';
import { type Cause, causeOfAlert, causeOfChart } from './chart-cause.ts';
import { type ChartView, judgementOf } from './chart-view.ts';
import { fileProblemText } from '../../app/charts-of-files.ts';
import { panelDistribution } from './distribution-view.ts';
import type { BoardProject, DriftBoard } from './drift-board.ts';
import { openBeside } from './drift-projects.ts';
import { takeOffer } from './empty-state.ts';
import { exportCharts } from './panel-exports.ts';
import { alertmanagerPage, graphPage, prometheusAlertPage, runPage } from './server-pages.ts';

/** What a rollback from the panel is about: a model where one is known, and why. */
export interface RollBackRequest {
  /** Of the repository. */
  readonly root: string;
  readonly model: string | null;
  /** Null where the person is to pick one of those that hold a version. */
  readonly stage: string | null;
  readonly cause: Cause | null;
}

/** What actions stand on. */
export interface PanelActsDeps {
  readonly board: DriftBoard;
  readonly computer: DriftComputer;
  rollBack(request: RollBackRequest): Promise<void>;
  /** Asks for a credential of an origin and keeps it. Whether one was given. */
  askForCredential(origin: string): Promise<boolean>;
}

/** What the page may ask to be done. */
export interface PanelActs {
  /** Whether everything is to be asked anew. */
  act(message: Act): Promise<boolean>;
  actOnAlert(message: ActOnAlert): Promise<void>;
  distribution(message: AskDistribution, post: (message: ToPanel) => void, signal: AbortSignal): Promise<void>;
  offer(id: string): Promise<void>;
  export(message: Extract<ToHost, { readonly type: 'export' }>): Promise<void>;
}

type Act = Extract<ToHost, { readonly type: 'act' }>;
type ActOnAlert = Extract<ToHost, { readonly type: 'actOnAlert' }>;
type AskDistribution = Extract<ToHost, { readonly type: 'distribution' }>;

const texts = {
  copied: { en: 'Query copied', pl: 'Skopiowano zapytanie' },
  gone: { en: 'There is no file {path} in this repository.', pl: 'W tym repozytorium nie ma pliku {path}.' },
  oddAddress: { en: '{target} is neither a file nor an http(s) address.', pl: '{target} nie jest plikiem ani adresem http(s).' },
  noDistribution: { en: 'There is no distribution to show.', pl: 'Nie ma rozkładu do pokazania.' },
} as const satisfies Readonly<Record<string, Text>>;

/** A chart of a project that is shown. */
interface Meant extends BoardProject {
  readonly view: ChartView;
}

/** Does what the page asks for, on what the board knows: the page says only which chart, point or alert is meant. */
export class DriftActs implements PanelActs {
  readonly #deps: PanelActsDeps;

  constructor(deps: PanelActsDeps) {
    this.#deps = deps;
  }

  async act(message: Act): Promise<boolean> {
    const meant = this.#meant(message.project, message.chart);
    if (meant === null) return false;
    if (message.action === 'storeCredential') return this.#storeCredential(meant);
    await this.#actions[message.action](meant, message);
    return false;
  }

  async actOnAlert({ action, project, alert: id }: ActOnAlert): Promise<void> {
    const one = this.#deps.board.project(project);
    const alert = one?.look.alerts().find((each) => alertId(each) === id);
    if (one === undefined || alert === undefined) return;
    const { facts, models } = one.look.model();
    const rule = ruleOfAlert(facts.rules, alert);
    const source = facts.manifest.sources?.[alert.source];
    switch (action) {
      case 'openRule':
        if (rule !== null) await openBeside(one.project, rule.path, rule.line);
        return;
      case 'openRunbook':
        await openDocument(one, alertRunbook(alert, rule, facts));
        return;
      case 'openInServer':
        await openPage((source?.type === 'alertmanager' ? alertmanagerPage : prometheusAlertPage)(source?.url ?? '', alert.name));
        return;
      case 'rollBack': {
        const { language } = this.#deps.board.context();
        await this.#deps.rollBack({
          root: one.project.state.root,
          model: modelOfAlert(alert, models),
          stage: null,
          cause: causeOfAlert(alert, language),
        });
      }
    }
  }

  async distribution(message: AskDistribution, post: (message: ToPanel) => void, signal: AbortSignal): Promise<void> {
    const { project, chart, from } = message;
    const meant = this.#meant(project, chart);
    const column = meant?.view.spec.column ?? null;
    const manifest = meant?.look.manifest ?? null;
    if (meant === null || column === null || manifest === null) return;
    const { language, shown } = this.#deps.board.context();
    const batches = from === null ? batchesOf(meant.view, shown) : [from];
    const place = { root: meant.project.state.root, folder: meant.project.root, manifest: manifest.facts.manifest };
    const request = { source: meant.view.spec.source, column, batches };
    const answer = await this.#deps.computer.distributionOf(place, request, { signal });
    const problems = answer.problems.map((problem) => say(fileProblemText(problem)));
    const bins = answer.distribution;
    const view = bins === null ? null : panelDistribution(bins, { column, batches: answer.batches.length, language });
    const failure = view !== null ? '' : [sayText(texts.noDistribution), ...problems].join(' ');
    const distribution = view === null ? null : { ...view, notes: [...view.notes, ...problems] };
    post({ type: 'distribution', project, chart, distribution, failure });
  }

  offer(id: string): Promise<void> {
    return takeOffer(this.#deps.board.projects(), id, new AbortController().signal);
  }

  async export(message: Extract<ToHost, { readonly type: 'export' }>): Promise<void> {
    const project = this.#deps.board.project(message.project);
    if (project !== undefined) await exportCharts(project, message, this.#deps.board.context());
  }

  /** Opens the runbook of what a chart shows. */
  openRunbook(project: BoardProject, view: ChartView): Promise<void> {
    return openDocument(project, runbookOfView(project, view));
  }

  /** Whether there is one. */
  hasRunbook(project: BoardProject, view: ChartView): boolean {
    return runbookOfView(project, view) !== null;
  }

  #meant(project: string, chart: string): Meant | null {
    const one = this.#deps.board.project(project);
    const view = one?.look.view(chart);
    return one === undefined || view === undefined ? null : { ...one, view };
  }

  readonly #actions: Readonly<Record<Exclude<Act['action'], 'storeCredential'>, (meant: Meant, message: Act) => Promise<void>>> = {
    openManifest: (meant) => openEntry(meant),
    openRule: async ({ project, look, view }) => {
      const rule = ruleOfChart(view.spec, look.model().facts.rules);
      if (rule !== null) await openBeside(project, rule.path, rule.line);
    },
    openRunbook: (meant) => this.openRunbook(meant, meant.view),
    copyQuery: async ({ view: { spec } }) => {
      await vscode.env.clipboard.writeText(spec.query ?? '');
      vscode.window.setStatusBarMessage(sayText(texts.copied), 4000);
    },
    openInServer: ({ look, view: { spec } }, { point }) => {
      const { shown, now } = this.#deps.board.context();
      const url = look.model().facts.manifest.sources?.[spec.source]?.url ?? '';
      const { start, end } = point === null ? (shown ?? { start: now - usualPage, end: now }) : around(point.time);
      return openPage(graphPage(url, { query: spec.query ?? '', start, end }));
    },
    openSource: async ({ project, look, view: { spec } }, { point }) => {
      const from = point?.from ?? null;
      if (from === null || from === '') return;
      if (spec.type === 'mlflow') {
        await openPage(runPage(look.model().facts.manifest.sources?.[spec.source]?.url ?? '', from));
        return;
      }
      // A path that leaves the repository is none of ours, whoever asks.
      const path = joinPath(project.root, from);
      if (path !== null) await openBeside(project, path, null);
    },
    // The page asks for bins by a message of their own.
    distribution: () => Promise.resolve(),
    rollBack: async ({ project, look, view }, { point }) => {
      const { language, now } = this.#deps.board.context();
      await this.#deps.rollBack({
        root: project.state.root,
        model: view.spec.model ?? look.model().facts.onlyModel,
        stage: null,
        cause: causeOfChart(view, judgementOf(view, now), { point, language, now }),
      });
    },
  };

  async #storeCredential({ look, view: { spec } }: Meant): Promise<boolean> {
    const origin = originOf(look.model().facts.manifest.sources?.[spec.source]?.url ?? '');
    return origin !== null && (await this.#deps.askForCredential(origin));
  }
}

function runbookOfView({ look }: BoardProject, { spec }: ChartView): string | null {
  const { facts } = look.model();
  return runbookOf(ruleOfChart(spec, facts.rules), facts.manifest);
}

/** Milliseconds that a server's own page shows where the panel shows everything. */
const usualPage = 14 * 86_400_000;
const halfHour = 30 * 60_000;

function around(time: number): { readonly start: number; readonly end: number } {
  return { start: time - halfHour, end: time + halfHour };
}

function batchesOf({ given }: ChartView, shown: { readonly start: number; readonly end: number } | null): readonly string[] {
  const points = given?.answer.lines.flatMap((line) => line.points) ?? [];
  const within = points.filter(({ time }) => shown === null || (time >= shown.start && time <= shown.end));
  return [...new Set(within.flatMap(({ from }) => from ?? []))];
}

/** The entry's line in the manifest; where its query is at fault, the query's. */
async function openEntry({ project, look, view: { spec, failure } }: Meant): Promise<void> {
  const manifest = look.manifest;
  if (manifest === null) return;
  const document = await vscode.workspace.openTextDocument(fileUri(project.state, manifest.path));
  // The editor may hold a newer text than the disk: the line is looked for in what is shown.
  const shown = manifestOfText(manifest.path, document.getText()) ?? manifest;
  const position = placeOfEntry(shown, spec.id, failure?.at === 'query' ? 'query' : null);
  const selection = new vscode.Range(position, position);
  await vscode.window.showTextDocument(document, { selection, viewColumn: vscode.ViewColumn.Beside });
}

/** Where an entry of the manifest, or a key of it, begins. */
export function placeOfEntry({ facts, source }: LoadedManifest, id: string, key: string | null): vscode.Position {
  const [list = '', index] = id.split('/');
  const entry = facts.root.at(list, Number(index));
  const { line, column } = positionAt(source, (key === null ? entry : (entry?.get(key) ?? entry))?.span.start ?? 0);
  return new vscode.Position(line - 1, column - 1);
}

/** A runbook: a file of the repository beside the panel, or an address in the browser, of which the editor asks. */
async function openDocument({ project }: BoardProject, target: string | null): Promise<void> {
  if (target === null) return;
  if (/^https?:/i.test(target)) {
    await openPage(URL.canParse(target) ? new URL(target).href : null);
    return;
  }
  const isScheme = /^[a-z][a-z0-9+.-]*:/i.test(target);
  const path = isScheme ? null : joinPath(project.root, target.replace(/#.*$/s, ''));
  if (path === null) {
    void vscode.window.showWarningMessage(sayText(texts.oddAddress, { target }));
    return;
  }
  try {
    await vscode.workspace.fs.stat(fileUri(project.state, path));
  } catch {
    void vscode.window.showWarningMessage(sayText(texts.gone, { path }));
    return;
  }
  await openBeside(project, path, null);
}

async function openPage(url: string | null): Promise<void> {
  if (url !== null) await vscode.env.openExternal(vscode.Uri.parse(url, true));
}
