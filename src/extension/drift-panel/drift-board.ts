import * as vscode from 'vscode';
import { batchStates } from '../../app/batch-states.ts';
import { createBatchListing } from '../../node/batch-listing.ts';
import { readRepositoryFiles } from '../../node/git/refs-from-files.ts';
import { fileUri } from '../diagnostics/findings-store.ts';
import type { PanelSnapshot, PanelWish, ToPanel } from '../../protocol/drift-panel.ts';
import { displayLanguage, sayText } from '../host/words.ts';
import type { FolderState } from '../workspace/folder-session.ts';
import { type DriftFolders, type DriftProject, driftProjects, manifestOf } from './drift-projects.ts';
import { driftWords } from './drift-words.ts';
import { emptyState } from './empty-state.ts';
import { lookServices, type LookDeps } from './look-services.ts';
import { type LookServices, ProjectLook } from './project-look.ts';
import { panelLabels, panelProject, projectChart, projectHeadline, type ShowContext } from './snapshot.ts';
import { wishedTimes, type WishedTimes } from './time-wish.ts';

/** What is wanted of one look. */
export interface BoardLook {
  readonly wish: PanelWish;
  /** False where only the time or the width has changed. */
  readonly isFull: boolean;
  /** Whether the person is there to be asked which servers may be asked. */
  readonly mayPrompt: boolean;
  readonly post: (message: ToPanel) => void;
}

/** A project with what is known of it. */
export interface BoardProject {
  readonly project: DriftProject;
  readonly look: ProjectLook;
}

/** All projects of the window and what their sources have answered. Outlives the panel, so that one that is opened again shows it at once. */
export class DriftBoard {
  readonly #folders: DriftFolders;
  readonly #answerers: LookDeps;
  readonly #log: vscode.LogOutputChannel;
  readonly #looked = new vscode.EventEmitter<readonly BoardProject[]>();
  /** Fires when the projects that are shown have been asked. */
  readonly onDidLook = this.#looked.event;
  readonly #looks = new Map<string, ProjectLook>();
  readonly #services = new Map<string, LookServices>();
  /** The state of its folder that a look was prepared from. */
  readonly #preparedFrom = new WeakMap<ProjectLook, FolderState>();
  /** Those that have something to show, in the window's order. */
  #shown: readonly BoardProject[] = [];
  #times: WishedTimes = { shown: null, compared: null };

  constructor(deps: LookDeps & { readonly folders: DriftFolders; readonly log: vscode.LogOutputChannel }) {
    this.#folders = deps.folders;
    this.#answerers = deps;
    this.#log = deps.log;
  }

  project(id: string): BoardProject | undefined {
    return this.#shown.find(({ look }) => look.id === id);
  }

  shown(): readonly BoardProject[] {
    return this.#shown;
  }

  /** The projects of the window, those with nothing to show too. */
  projects(): readonly DriftProject[] {
    return driftProjects(this.#folders);
  }

  /** The same, once the folders have been analysed. */
  async settledProjects(): Promise<readonly DriftProject[]> {
    await this.#folders.settled();
    return this.projects();
  }

  /** What a project's looks ask of the window; what is computed from its files is shared by all of them. */
  services(project: DriftProject): LookServices {
    const known = this.#services.get(project.id);
    if (known !== undefined) return known;
    const newest = (): DriftProject => this.projects().find(({ id }) => id === project.id) ?? project;
    const made = lookServices(this.#answerers, newest);
    this.#services.set(project.id, made);
    return made;
  }

  /** The projects whose folders hold a file, with what they declare now; nobody is asked. What was analysed once is not read again. */
  async declaredIn(uri: vscode.Uri, signal: AbortSignal): Promise<readonly BoardProject[]> {
    const prepared = this.projects()
      .filter(({ state, root }) => isBelow(uri, fileUri(state, root)))
      .map(async (project): Promise<BoardProject> => {
        const look = this.#lookOf(project);
        if (this.#preparedFrom.get(look) !== project.state) await look.prepare(signal);
        this.#preparedFrom.set(look, project.state);
        return { project, look };
      });
    return Promise.all(prepared);
  }

  /** How everything is shown now. */
  context(): ShowContext {
    return { language: displayLanguage(), now: Date.now(), ...this.#times };
  }

  /** Posts what is known, asks, and posts every answer as it comes. Whether something that ought to answer did not. */
  async look({ wish, isFull, mayPrompt, post }: BoardLook, signal: AbortSignal): Promise<boolean> {
    await this.#folders.settled();
    signal.throwIfAborted();
    this.#times = wishedTimes(wish, Date.now());
    this.#shown = await this.#prepared(signal);
    signal.throwIfAborted();
    post(await this.snapshot(signal));
    const consent = mayPrompt ? this.#answerers.servers.askFor(this.#shown.flatMap(({ look }) => urlsOf(look))) : Promise.resolve();
    const refresh = async (isChanged: readonly boolean[]): Promise<void> => {
      signal.throwIfAborted();
      if (isChanged.includes(true)) post(await this.snapshot(signal));
    };
    const releases = Promise.all(this.#shown.map(({ look }) => look.askReleases(signal))).then(refresh);
    const answers = Promise.all(this.#shown.map((one) => this.#ask(one, { isFull, width: wish.width, post, consent }, signal)));
    const alerts = isFull ? Promise.all(this.#shown.map(({ look }) => look.askAlerts(consent, signal))) : Promise.resolve([]);
    const [problems, changed] = await Promise.all([answers, alerts, releases]);
    await refresh([...problems, ...changed]);
    this.#looked.fire(this.#shown);
    return this.#shown.some(({ look }) => look.hasSilence());
  }

  /** Everything as it is known now. */
  async snapshot(signal: AbortSignal): Promise<PanelSnapshot> {
    const context = this.context();
    return {
      type: 'snapshot',
      labels: panelLabels(context.language),
      empty: this.#shown.length > 0 ? null : await emptyState(this.projects(), signal),
      projects: this.#shown.map(({ look }) => panelProject(look.model(), context)),
      updated: updatedText(context),
      ...this.#times,
    };
  }

  /** What the charts depend on, as one text, without asking anybody: where it differs from before, the charts are out of date. */
  async declared(signal: AbortSignal): Promise<string> {
    await this.#folders.settled();
    const parts = [];
    for (const project of this.projects()) {
      const manifest = (await manifestOf(project, signal))?.facts.manifest;
      const { drift, charts, sources, models } = manifest ?? {};
      const tags = readRepositoryFiles(project.state.root)?.tags?.map(({ name }) => name);
      const files = createBatchListing(project.state.root, project.root);
      const batches = manifest === undefined ? [] : await batchStates(files, manifest, signal);
      parts.push([project.id, drift, charts, sources, models, tags, batches]);
    }
    return JSON.stringify([displayLanguage(), vscode.workspace.isTrusted, parts]);
  }

  async #prepared(signal: AbortSignal): Promise<readonly BoardProject[]> {
    const projects = this.projects();
    for (const id of [...this.#looks.keys()]) if (!projects.some((project) => project.id === id)) this.#looks.delete(id);
    const prepared = await Promise.all(
      projects.map(async (project) => {
        const look = this.#lookOf(project);
        return (await look.prepare(signal)) ? [{ project, look }] : [];
      }),
    );
    return prepared.flat();
  }

  #lookOf(project: DriftProject): ProjectLook {
    const known = this.#looks.get(project.id);
    if (known !== undefined) return known;
    const look = new ProjectLook(project, this.services(project));
    this.#looks.set(project.id, look);
    return look;
  }

  /** Whether what single charts do not tell has changed: the project's problems, and which charts are shown at all. */
  async #ask({ look }: BoardProject, request: AskRequest, signal: AbortSignal): Promise<boolean> {
    const frame = (): string => {
      const { problems, views } = look.model();
      return JSON.stringify([problems, views.map(({ spec }) => spec.id)]);
    };
    const before = frame();
    const { post } = request;
    await look.ask(
      {
        ...request,
        times: this.#times,
        tell: (view) => {
          const context = this.context();
          const model = look.model();
          if (!model.views.some(({ spec }) => spec.id === view.spec.id)) return;
          if (view.failure?.code === 'internal') this.#log.error(`Drift panel, ${view.spec.id}: ${stackOf(view.failure.cause)}`);
          const chart = projectChart(model, view, context);
          post({ type: 'chart', project: look.id, headline: projectHeadline(model, context), updated: updatedText(context), chart });
        },
      },
      signal,
    );
    return frame() !== before;
  }
}

interface AskRequest extends Pick<BoardLook, 'isFull' | 'post'> {
  readonly width: number;
  readonly consent: Promise<unknown>;
}

function stackOf(cause: unknown): string {
  return cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
}

function urlsOf(look: ProjectLook): readonly string[] {
  const { sources = {} } = look.manifest?.facts.manifest ?? {};
  return Object.values(sources).flatMap(({ type, url }) => (url === undefined || type === 'files' || type === 'reports' ? [] : [url]));
}

function isBelow(uri: vscode.Uri, folder: vscode.Uri): boolean {
  const prefix = folder.path.endsWith('/') ? folder.path : `${folder.path}/`;
  return uri.scheme === folder.scheme && uri.path.startsWith(prefix);
}

function updatedText({ language, now }: ShowContext): string {
  return sayText(driftWords.updated, { time: new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' }).format(now) });
}
