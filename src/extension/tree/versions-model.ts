/** The versions view as plain data. May not import `vscode`, so that it is tested without an editor. */
import { type Message, type Text, message } from '../../core/l10n/message.ts';
import type { ReportedModel, ReportedVersion, VersionsReport } from '../../core/release/versions-report.ts';
import { type NodeIcon, type ViewNode, bareNode, plain } from './view-node.ts';

/** A node of the view. */
export interface VersionNode extends ViewNode {
  /** What menus can tell it by. */
  readonly kind: 'model' | 'stage' | 'versions' | 'version' | 'history' | 'event' | 'problem';
  readonly model: string | null;
  readonly version: string | null;
  readonly stage: string | null;
  readonly children: readonly VersionNode[];
}

const texts = {
  stage: { en: '{stage}  {version}', pl: '{stage}  {version}' },
  heldBy: { en: '{age} · {by}', pl: '{age} · {by}' },
  heldTooltip: {
    en: '{version} has held {stage} since {time}, put there by {by}.',
    pl: '{version} jest w etapie {stage} od {time}; umieszczone przez: {by}.',
  },
  versions: { en: 'All versions', pl: 'Wszystkie wersje' },
  history: { en: 'Release history', pl: 'Historia wydań' },
  registered: {
    en: '{version} registered {time} by {by}, commit {commit}.',
    pl: '{version} zarejestrowana {time} przez {by}, commit {commit}.',
  },
  restricted: {
    en: '{version}, commit {commit}. In Restricted Mode times, authors and stages are unknown.',
    pl: '{version}, commit {commit}. W trybie ograniczonym czasy, autorzy i etapy są nieznane.',
  },
  inactive: { en: 'deregistered · {by}', pl: 'wyrejestrowana · {by}' },
  minutes: { en: '{n} min', pl: '{n} min' },
  hours: { en: '{n} h', pl: '{n} godz.' },
  days: { en: '{n} d', pl: '{n} d' },
  register: { en: 'Registered {version}', pl: 'Zarejestrowano {version}' },
  deregister: { en: 'Deregistered {version}', pl: 'Wyrejestrowano {version}' },
  assign: { en: '{version} to {stage}', pl: '{version} do {stage}' },
  unassign: { en: '{version} out of {stage}', pl: '{version} poza {stage}' },
  deprecate: { en: 'Deprecated', pl: 'Wycofano z użycia' },
  create: { en: 'Created', pl: 'Utworzono' },
} as const satisfies Readonly<Record<string, Text>>;

/** The view's nodes at a moment, in milliseconds since 1970 UTC. Models come in the report's order. */
export function versionNodes(report: VersionsReport, now: number): readonly VersionNode[] {
  const problems = report.errors.filter(({ code }) => code !== 'offline');
  return [
    ...problems.map(({ registry, message: text }) => ({
      ...leaf(`problem:${registry}`, 'problem', plain(text)),
      icon: { name: 'warning', colour: 'list.warningForeground' },
    })),
    ...report.models.filter(({ versions, history }) => versions.length > 0 || history.length > 0).map((model) => modelNode(model, now)),
  ];
}

function modelNode(model: ReportedModel, now: number): VersionNode {
  const id = `${model.registry}:${model.name}`;
  return {
    ...leaf(id, 'model', plain(model.model)),
    description: model.latest === null ? null : plain(model.latest),
    icon: { name: 'package', colour: null },
    model: model.model,
    isOpen: true,
    children: [
      ...stageNodes(model, id, now),
      versionsNode(model, id, now),
      ...(model.history.length === 0 ? [] : [historyNode(model, id, now)]),
    ],
  };
}

/** From what everybody meets to what nobody does; stages of other names come last. */
const stageRanks: readonly { readonly names: RegExp; readonly icon: NodeIcon }[] = [
  { names: /^(?:prod|production|live)$/i, icon: { name: 'circle-filled', colour: 'testing.iconPassed' } },
  { names: /canary|staging|stage/i, icon: { name: 'color-mode', colour: 'charts.yellow' } },
  { names: /shadow/i, icon: { name: 'circle-outline', colour: null } },
];
const otherStage: NodeIcon = { name: 'circle-outline', colour: null };

function rankOf(stage: string): number {
  const rank = stageRanks.findIndex(({ names }) => names.test(stage));
  return rank === -1 ? stageRanks.length : rank;
}

function stageNodes(model: ReportedModel, id: string, now: number): readonly VersionNode[] {
  return Object.entries(model.stages)
    .toSorted(([left], [right]) => rankOf(left) - rankOf(right))
    .map(([stage, holder]) => ({
      ...leaf(`${id}:stage:${stage}`, 'stage', message(texts.stage, { stage, version: shortVersion(holder.version) })),
      description: heldBy(holder.since, holder.by, now),
      tooltip: message(texts.heldTooltip, { version: holder.version, stage, time: holder.since ?? '–', by: holder.by ?? '–' }),
      icon: stageRanks[rankOf(stage)]?.icon ?? otherStage,
      model: model.model,
      version: holder.version,
      stage,
    }));
}

function versionsNode(model: ReportedModel, id: string, now: number): VersionNode {
  return {
    ...leaf(`${id}:versions`, 'versions', message(texts.versions)),
    description: plain(String(model.versions.length)),
    icon: { name: 'versions', colour: null },
    children: model.versions.map((version) => versionNode(model, version, { id, now })),
  };
}

function versionNode(
  model: ReportedModel,
  version: ReportedVersion,
  { id, now }: { readonly id: string; readonly now: number },
): VersionNode {
  const { registeredAt, author, active } = version;
  const args = { version: version.version, time: registeredAt ?? '–', by: author ?? '–', commit: version.commit?.slice(0, 10) ?? '–' };
  return {
    ...leaf(`${id}:version:${version.version}`, 'version', plain(shortVersion(version.version))),
    description: active ? heldBy(registeredAt, author, now) : message(texts.inactive, { by: author ?? '–' }),
    tooltip: registeredAt === null ? message(texts.restricted, args) : message(texts.registered, args),
    icon: { name: active ? 'tag' : 'circle-slash', colour: null },
    model: model.model,
    version: version.version,
  };
}

function historyNode(model: ReportedModel, id: string, now: number): VersionNode {
  return {
    ...leaf(`${id}:history`, 'history', message(texts.history)),
    description: plain(String(model.history.length)),
    icon: { name: 'history', colour: null },
    children: model.history.map((event, index) => ({
      ...leaf(
        `${id}:event:${event.ref}:${String(index)}`,
        'event',
        message(texts[event.action], { version: shortVersion(event.version ?? ''), stage: event.stage ?? '' }),
      ),
      description: heldBy(event.at, event.by, now),
      tooltip: plain(event.ref),
      icon: { name: event.action === 'assign' ? 'arrow-up' : event.action === 'register' ? 'tag' : 'remove', colour: null },
      model: model.model,
    })),
  };
}

/** A commit stands for a version that was never registered. */
function shortVersion(version: string): string {
  return /^[0-9a-f]{40}$/.test(version) ? version.slice(0, 7) : version;
}

/** Null where the time is not known, as in Restricted Mode. */
function heldBy(iso: string | null, by: string | null, now: number): Message | null {
  if (iso === null) return null;
  const { en, pl, args } = age(Date.parse(iso), now);
  const pair = message(texts.heldBy);
  return { en: pair.en.replace('{age}', en), pl: pair.pl.replace('{age}', pl), args: { ...args, by: by ?? '–' } };
}

function age(time: number, now: number): Message {
  const minutes = Math.max(0, Math.round((now - time) / 60_000));
  if (minutes < 60) return message(texts.minutes, { n: minutes });
  if (minutes < 48 * 60) return message(texts.hours, { n: Math.round(minutes / 60) });
  return message(texts.days, { n: Math.round(minutes / (24 * 60)) });
}

function leaf(id: string, kind: VersionNode['kind'], label: Message): VersionNode {
  return { ...bareNode(id, label), kind, model: null, version: null, stage: null };
}
