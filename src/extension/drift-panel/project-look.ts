/** One project in the drift panel: what it declares, and what has been answered so far. May not import `vscode`. */
import { askSideBySide, outcomeOf, type Question } from '../../app/ask-side-by-side.ts';
import { filesCharts, fileProblemText } from '../../app/charts-of-files.ts';
import { askCharts, dependsOnTime, type ChartPlace } from '../../app/charts-of-project.ts';
import type { LoadedManifest } from '../../app/read-manifest.ts';
import type { ChartSpec } from '../../core/charts/chart.ts';
import { mergeAlerts } from '../../core/charts/merge-alerts.ts';
import type { LiveAlert } from '../../core/charts/live-alert.ts';
import type { ProjectMonitoring } from '../../core/charts/project-monitoring.ts';

import { joinMessages } from '../../core/l10n/join-messages.ts';
import type { Message } from '../../core/l10n/message.ts';
import { releaseConfigOf, type ReleaseModel } from '../../core/release/release-config.ts';
import type { StageNow, TrailEntry } from '../../core/release/trail-entry.ts';
import type { AlertSource } from '../../ports/alert-source.ts';
import type { ChartSource } from '../../ports/chart-source.ts';
import type { ProjectDrift } from '../../ports/drift-computer.ts';
import type { NamedSource } from '../host/chart-servers.ts';
import { isDeclared } from './chart-actions.ts';
import type { ChartView } from './chart-view.ts';
import { declaredViews, isAskable } from './declared-views.ts';
import type { ProjectModel } from './snapshot.ts';
import type { WishedTimes } from './time-wish.ts';

/** What a project asks its surroundings. */
export interface LookServices {
  manifest(signal: AbortSignal): Promise<LoadedManifest | null>;
  monitoring(): Promise<ProjectMonitoring | null>;
  /** The drift of its batch files, computed anew only where something has changed. */
  drift(manifest: LoadedManifest, signal: AbortSignal): Promise<ProjectDrift>;
  /** What answers charts of a server. */
  chartSource(source: NamedSource, models: readonly ReleaseModel[]): ChartSource;
  /** What answers charts of the manifest's reports. */
  reports(manifest: LoadedManifest): ChartSource;
  /** What holds alerts; null for sources that hold none. */
  alertSource(source: NamedSource): AlertSource | null;
  /** What is asked a few questions at a time. */
  placeOf(source: NamedSource): string;
  releases(manifest: LoadedManifest, signal: AbortSignal): Promise<KnownReleases>;
  now(): number;
}

/** The releases as far as they are known, and why some are not. */
export interface KnownReleases {
  readonly entries: readonly TrailEntry[];
  readonly stages: readonly StageNow[];
  readonly notes: readonly Message[];
}

/** What is asked in one look. */
export interface LookRequest {
  readonly times: WishedTimes;
  readonly width: number;
  /** False where only the time has changed: then only what depends on it is asked. */
  readonly isFull: boolean;
  /** Settles when the person was asked which servers may be asked; files do not wait for it. */
  readonly consent: Promise<unknown>;
  /** A chart's view has changed. */
  readonly tell: (view: ChartView) => void;
}

/** A project's state over many looks. */
export class ProjectLook {
  readonly id: string;
  readonly root: string;
  readonly #name: string;
  readonly #services: LookServices;
  #manifest: LoadedManifest | null = null;
  #monitoring: ProjectMonitoring | null = null;
  #views: readonly ChartView[] = [];
  #releases: KnownReleases = { entries: [], stages: [], notes: [] };
  #alerts: ReadonlyMap<string, AlertsOfSource> = new Map();
  #fileProblems: readonly Message[] = [];

  constructor(project: { readonly id: string; readonly root: string; readonly name: string }, services: LookServices) {
    this.id = project.id;
    this.root = project.root;
    this.#name = project.name;
    this.#services = services;
  }

  get manifest(): LoadedManifest | null {
    return this.#manifest;
  }

  get monitoring(): ProjectMonitoring | null {
    return this.#monitoring;
  }

  view(chart: string): ChartView | undefined {
    return this.#views.find(({ spec }) => spec.id === chart);
  }

  alerts(): readonly LiveAlert[] {
    return mergeAlerts([...this.#alerts.values()].map(({ alerts }) => alerts));
  }

  /** Reads what is declared now. Whether there is anything to show. */
  async prepare(signal: AbortSignal): Promise<boolean> {
    [this.#manifest, this.#monitoring] = await Promise.all([this.#services.manifest(signal), this.#services.monitoring()]);
    const manifest = this.#manifest;
    if (manifest === null) {
      this.#views = [];
      return false;
    }
    this.#views = declaredViews(manifest.facts.manifest, this.#monitoring?.ready ?? [], this.#views);
    return this.#views.length > 0;
  }

  /** Everything as it is known now. */
  model(): ProjectModel {
    const manifest = this.#manifest?.facts.manifest ?? { version: 1 };
    const { models } = releaseConfigOf(manifest, this.root);
    const [only] = models;
    return {
      id: this.id,
      name: this.#name,
      views: this.#views.filter(isShown),
      models,
      trail: this.#releases,
      alerts: this.alerts(),
      alertProblems: [...this.#alerts.values()].flatMap(({ problems }) => problems),
      problems: [...this.#fileProblems, ...this.#releases.notes],
      facts: {
        manifest,
        rules: this.#monitoring?.rules ?? [],
        onlyModel: models.length === 1 && only !== undefined ? only.name : null,
      },
    };
  }

  /** Asks the sources of the charts. Rejects only with the signal's reason. */
  async ask({ times, width, isFull, consent, tell }: LookRequest, signal: AbortSignal): Promise<void> {
    const manifest = this.#manifest;
    if (manifest === null) return;
    const drift = onceAsked((inner) => this.#drift(manifest, inner), signal);
    const placeOf = (spec: ChartSpec): ChartPlace => this.#placeOf(manifest, spec, { drift, consent });
    const charts = this.#views.filter((view) => isAskable(view, manifest.facts.manifest)).map(({ spec }) => spec);
    const asked = charts.filter((spec) => isFull || dependsOnTime(spec) || this.view(spec.id)?.given === null);
    const common = { width, now: this.#services.now(), placeOf };
    const shown = askCharts(
      {
        ...common,
        charts: asked,
        time: times.shown,
        tell: ({ id }, outcome) => {
          const at = this.#services.now();
          this.#change(id, tell, outcome.kind === 'answer' ? { given: { answer: outcome.answer, at }, failure: null } : outcome);
        },
      },
      signal,
    );
    if (times.compared === null) this.#forgetCompared();
    const compared =
      times.compared === null
        ? Promise.resolve()
        : askCharts(
            {
              ...common,
              charts: asked.filter(dependsOnTime),
              time: times.compared,
              tell: ({ id }, outcome) => this.#change(id, tell, { compared: outcome.kind === 'answer' ? outcome.answer : null }),
            },
            signal,
          );
    await Promise.all([shown, compared]);
  }

  /** Asks who holds alerts. Whether anything is known otherwise than before. Rejects only with the signal's reason. */
  async askAlerts(consent: Promise<unknown>, signal: AbortSignal): Promise<boolean> {
    await consent;
    signal.throwIfAborted();
    const before = JSON.stringify([...this.#alerts]);
    const next = new Map<string, AlertsOfSource>();
    const questions = this.#sources().flatMap((named): Question[] => {
      const source = this.#services.alertSource(named);
      if (source === null) return [];
      const ask = async (inner: AbortSignal): Promise<void> => {
        const outcome = await outcomeOf((limit) => source.alerts(limit), inner);
        next.set(
          named.name,
          outcome.kind === 'answer'
            ? { alerts: outcome.answer.alerts, problems: outcome.answer.warnings }
            : { alerts: [], problems: [joinMessages(outcome.failure.text, outcome.failure.hint)] },
        );
      };
      return [{ place: this.#services.placeOf(named), ask }];
    });
    await askSideBySide(questions, signal);
    this.#alerts = next;
    return JSON.stringify([...next]) !== before;
  }

  /** Reads the releases. Whether anything is known otherwise than before. */
  async askReleases(signal: AbortSignal): Promise<boolean> {
    if (this.#manifest === null) return false;
    const before = this.#releases;
    this.#releases = await this.#services.releases(this.#manifest, signal);
    return this.#releases !== before;
  }

  /** Whether something that ought to answer does not: then the next look waits longer. */
  hasSilence(): boolean {
    return this.#views.some(
      ({ spec, failure }) => isDeclared(spec) && failure !== null && failure.code !== 'unsupported' && failure.code !== 'not-found',
    );
  }

  /** The problems of files are known once their drift is computed. */
  async #drift(manifest: LoadedManifest, signal: AbortSignal): Promise<ProjectDrift> {
    const drift = await this.#services.drift(manifest, signal);
    this.#fileProblems = drift.problems.map(fileProblemText);
    return drift;
  }

  #placeOf(
    manifest: LoadedManifest,
    { source, type }: ChartSpec,
    { drift, consent }: { readonly drift: () => Promise<ProjectDrift>; readonly consent: Promise<unknown> },
  ): ChartPlace {
    if (type === 'files') return { place: 'files', source: filesCharts(drift) };
    if (type === 'reports') return { place: 'files', source: this.#services.reports(manifest) };
    const declared = manifest.facts.manifest.sources?.[source];
    const named: NamedSource = { type, ...declared, name: source };
    const answerer = this.#services.chartSource(named, releaseConfigOf(manifest.facts.manifest, this.root).models);
    const afterConsent: ChartSource = {
      async answer(question, signal) {
        await consent;
        signal.throwIfAborted();
        return answerer.answer(question, signal);
      },
    };
    return { place: this.#services.placeOf(named), source: afterConsent };
  }

  #sources(): readonly NamedSource[] {
    return Object.entries(this.#manifest?.facts.manifest.sources ?? {}).map(([name, source]) => ({ ...source, name }));
  }

  #change(id: string, tell: LookRequest['tell'], part: Partial<Pick<ChartView, 'given' | 'failure' | 'compared'>>): void {
    this.#views = this.#views.map((view) => {
      if (view.spec.id !== id) return view;
      const { given = view.given, failure = view.failure, compared = view.compared } = part;
      return { ...view, given, failure, compared };
    });
    const changed = this.view(id);
    if (changed !== undefined) tell(changed);
  }

  #forgetCompared(): void {
    this.#views = this.#views.map((view) => ({ ...view, compared: null }));
  }
}

/** A chart that nobody declared is shown once its source has values for it: that a server does not measure so is no news. */
function isShown({ spec, given }: ChartView): boolean {
  return isDeclared(spec) || (given !== null && given.answer.lines.length > 0);
}

interface AlertsOfSource {
  readonly alerts: readonly LiveAlert[];
  readonly problems: readonly Message[];
}

/** Computes at the first question and gives the same to all others. */
function onceAsked<Value>(compute: (signal: AbortSignal) => Promise<Value>, signal: AbortSignal): () => Promise<Value> {
  let computed: Promise<Value> | null = null;
  return () => (computed ??= compute(signal));
}
