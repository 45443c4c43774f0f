/** The versions view as plain data. May not import `vscode`, so that it is tested without an editor. */
import { type Text, message } from '../../core/l10n/message.ts';
import { registryTitle } from '../../core/release/registry-words.ts';
import type { ReportedEvent, ReportedModel, ReportedVersion, VersionsReport } from '../../core/release/versions-report.ts';
import type { TrackingCandidate } from '../../core/project/tracking-candidates.ts';
import type { JournalEntry } from '../../ports/release-journal.ts';
import { disagreementNode, interruptedNode, offerNode, problemNode } from './attention-nodes.ts';
import { type Holder, holdersOf, stageFace } from './stage-holders.ts';
import { type VersionNode, heldBy, leaf, shortVersion, within } from './version-node.ts';
import { plain } from './view-node.ts';

/** How many versions or events are shown at first, and how many more are added each time. */
export const pageSize = 200;
/** A filtered list of at most so many versions is open from the start. */
const fewMatches = 20;

/** What the view shows of one repository. */
export interface VersionsView {
  readonly report: VersionsReport;
  /** A release that was left in the middle. */
  readonly interrupted: JournalEntry | null;
  readonly offers: readonly TrackingCandidate[];
  /** True where the report is narrowed to what a person typed. */
  readonly isFiltered: boolean;
  /** Milliseconds since 1970 UTC. */
  readonly now: number;
}

const texts = {
  stage: { en: '{stage}  {version}', pl: '{stage}  {version}' },
  heldTooltip: {
    en: '{version} has held {stage} since {time}, put there by {by}.',
    pl: '{version} jest w etapie {stage} od {time}; umieszczone przez: {by}.',
  },
  versions: { en: 'All versions', pl: 'Wszystkie wersje' },
  history: { en: 'Release history', pl: 'Historia wydań' },
  liveIn: { en: '{stages} · {held}', pl: '{stages} · {held}' },
  registered: {
    en: '{version} registered {time} by {by}, commit {commit}.',
    pl: '{version} zarejestrowana {time} przez {by}, commit {commit}.',
  },
  restricted: {
    en: '{version}, commit {commit}. In Restricted Mode times, authors and stages are unknown.',
    pl: '{version}, commit {commit}. W trybie ograniczonym czasy, autorzy i etapy są nieznane.',
  },
  inactive: { en: 'deregistered · {by}', pl: 'wyrejestrowana · {by}' },
  more: { en: 'Show more ({n})', pl: 'Pokaż więcej ({n})' },
  share: { en: '{traffic} %', pl: '{traffic} %' },
  both: { en: '{first} · {second}', pl: '{first} · {second}' },
  unnamed: { en: 'unnamed', pl: 'nienazwana' },
  unnamedTooltip: { en: 'The file does not name this version.', pl: 'Plik nie podaje, która to wersja.' },
  register: { en: 'Registered {version}', pl: 'Zarejestrowano {version}' },
  deregister: { en: 'Deregistered {version}', pl: 'Wyrejestrowano {version}' },
  assign: { en: '{version} to {stage}', pl: '{version} do {stage}' },
  unassign: { en: '{version} out of {stage}', pl: '{version} poza {stage}' },
  deprecate: { en: 'Deprecated', pl: 'Wycofano z użycia' },
  create: { en: 'Created', pl: 'Utworzono' },
} as const satisfies Readonly<Record<string, Text>>;

/** The view's top: what needs attention, then the models in the report's order. */
export function versionNodes({ report, interrupted, offers, isFiltered, now }: VersionsView): readonly VersionNode[] {
  const filled = report.models.filter(hasContent);
  const names = filled.map(({ model }) => model);
  // Where one registry keeps a model, and it is Git, its name would only be noise.
  const isPlain = ({ registry, model }: ReportedModel): boolean => registry === 'git' && names.indexOf(model) === names.lastIndexOf(model);
  return [
    ...(interrupted === null ? [] : [interruptedNode(interrupted, now)]),
    ...report.disagreements.map(disagreementNode),
    ...report.errors.map(problemNode),
    ...offers.map(offerNode),
    ...filled.map((model) => modelNode(model, { isFiltered, isPlain: isPlain(model), now })),
  ];
}

/** Whether anything is known of a model. */
export function hasContent({ versions, history, stages }: ReportedModel): boolean {
  return versions.length > 0 || history.length > 0 || Object.keys(stages).length > 0;
}

interface ModelView {
  readonly isFiltered: boolean;
  /** Whether the registry goes without saying. */
  readonly isPlain: boolean;
  readonly now: number;
}

function modelNode(model: ReportedModel, view: ModelView): VersionNode {
  const id = `${model.registry}:${model.name}`;
  const facts = [model.latest, view.isPlain ? null : registryTitle(model.registry)].filter((fact) => fact !== null);
  return {
    ...leaf(id, 'model', plain(model.model)),
    description: facts.length === 0 ? null : plain(facts.join(' · ')),
    icon: { name: 'package', colour: null },
    registry: model.registry,
    model: model.model,
    reference: model.registry === 'mlflow' ? `models:/${model.name}` : model.name,
    isOpen: true,
    hasChildren: true,
    children: () => [
      ...stageNodes(model, id, view.now),
      ...(model.versions.length === 0 ? [] : [versionsNode(model, id, view)]),
      ...(model.history.length === 0 ? [] : [historyNode(model, id, view.now)]),
    ],
  };
}

function stageNodes(model: ReportedModel, id: string, now: number): readonly VersionNode[] {
  return holdersOf(model).map((holder, index) => stageNode(model, holder, { id: `${id}:stage:${holder.stage}`, index, now }));
}

function stageNode(
  model: ReportedModel,
  holder: Holder,
  { id, index, now }: { readonly id: string; readonly index: number; readonly now: number },
): VersionNode {
  const { stage, version, since, by, traffic } = holder;
  const shown = version === null ? message(texts.unnamed) : plain(shortVersion(version));
  const held = heldBy(since, by, now);
  const share = traffic === null ? null : message(texts.share, { traffic });
  const facts = [share, held].filter((fact) => fact !== null);
  const [first = null, second] = facts;
  return {
    ...leaf(traffic === null ? id : `${id}:${String(index)}`, 'stage', within(texts.stage, { version: shown }, { stage })),
    description: first !== null && second !== undefined ? within(texts.both, { first, second }) : first,
    tooltip:
      version === null ? message(texts.unnamedTooltip) : message(texts.heldTooltip, { version, stage, time: since ?? '–', by: by ?? '–' }),
    ...stageFace(holder),
    registry: model.registry,
    model: model.model,
    version,
    stage,
    isActive: version !== null,
    reference: version === null ? null : referenceOf(model, version),
    commit: version === null ? null : (model.versions.find((known) => known.version === version)?.commit ?? commitIn(version)),
  };
}

/** A stage may hold a commit that no version was registered at. */
function commitIn(version: string): string | null {
  return /^[0-9a-f]{40}$/.test(version) ? version : null;
}

function referenceOf(model: ReportedModel, version: string): string {
  const known = model.versions.find((each) => each.version === version);
  if (known !== undefined) return known.ref;
  return model.registry === 'mlflow' ? `models:/${model.name}/${version}` : version;
}

function versionsNode(model: ReportedModel, id: string, { isFiltered, now }: ModelView): VersionNode {
  const isOpen = isFiltered && model.versions.length <= fewMatches;
  // The editor keeps a node as folded as the person left it; another id is another node, which opens.
  const list = isOpen ? `${id}:found` : `${id}:versions`;
  return {
    ...leaf(list, 'versions', message(texts.versions)),
    description: plain(String(model.versions.length)),
    icon: { name: 'versions', colour: null },
    registry: model.registry,
    model: model.model,
    isOpen,
    hasChildren: true,
    children: (most) => {
      const stagesOf = new Map<string, readonly string[]>();
      for (const { stage, version } of holdersOf(model)) {
        if (version !== null) stagesOf.set(version, [...(stagesOf.get(version) ?? []), stage]);
      }
      const seen = model.versions.slice(0, most);
      return [
        ...seen.map((version) => versionNode(model, version, { id, now, stages: stagesOf.get(version.version) ?? [] })),
        ...moreNode(list, model.versions.length - seen.length),
      ];
    },
  };
}

function versionNode(
  model: ReportedModel,
  version: ReportedVersion,
  { id, now, stages }: { readonly id: string; readonly now: number; readonly stages: readonly string[] },
): VersionNode {
  const { registeredAt, author, active, commit } = version;
  const args = { version: version.version, time: registeredAt ?? '–', by: author ?? '–', commit: commit?.slice(0, 10) ?? '–' };
  const held = heldBy(registeredAt, author, now);
  const live = stages.length > 0 && held !== null ? within(texts.liveIn, { held }, { stages: stages.join(', ') }) : held;
  return {
    ...leaf(`${id}:version:${version.version}`, 'version', plain(shortVersion(version.version))),
    description: active ? live : message(texts.inactive, { by: author ?? '–' }),
    tooltip: registeredAt === null ? message(texts.restricted, args) : message(texts.registered, args),
    icon: { name: active ? 'tag' : 'circle-slash', colour: null },
    isActive: active,
    registry: model.registry,
    model: model.model,
    version: version.version,
    reference: version.ref,
    commit,
    // What was recorded with a version is read when somebody looks; without times nothing can be.
    hasChildren: registeredAt !== null,
  };
}

function historyNode(model: ReportedModel, id: string, now: number): VersionNode {
  return {
    ...leaf(`${id}:history`, 'history', message(texts.history)),
    description: plain(String(model.history.length)),
    icon: { name: 'history', colour: null },
    registry: model.registry,
    model: model.model,
    hasChildren: true,
    children: (most) => {
      const seen = model.history.slice(0, most);
      return [
        ...seen.map((event, index) => eventNode(model, event, { id: `${id}:event:${event.ref}:${String(index)}`, now })),
        ...moreNode(`${id}:history`, model.history.length - seen.length),
      ];
    },
  };
}

const eventIcons: Partial<Record<ReportedEvent['action'], string>> = { assign: 'arrow-up', register: 'tag' };

function eventNode(model: ReportedModel, event: ReportedEvent, { id, now }: { readonly id: string; readonly now: number }): VersionNode {
  const { action, version, stage, at, by, ref } = event;
  return {
    ...leaf(id, 'event', message(texts[action], { version: shortVersion(version ?? ''), stage: stage ?? '' })),
    description: heldBy(at, by, now),
    tooltip: plain(ref),
    icon: { name: eventIcons[action] ?? 'remove', colour: null },
    registry: model.registry,
    model: model.model,
    version,
    reference: ref,
  };
}

function moreNode(list: string, left: number): readonly VersionNode[] {
  if (left <= 0) return [];
  return [{ ...leaf(`${list}:more`, 'more', message(texts.more, { n: left })), icon: { name: 'ellipsis', colour: null } }];
}
