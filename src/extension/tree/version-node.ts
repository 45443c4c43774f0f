/** What nodes of the versions view are, and the words they share. May not import `vscode`. */
import { type Message, type Text, message } from '../../core/l10n/message.ts';
import type { RegistryId } from '../../core/release/release-config.ts';
import { type NodeFace, bareFace } from './view-node.ts';

/** What menus can tell a node by. */
export type VersionNodeKind =
  | 'interrupted'
  | 'disagreement'
  | 'place'
  | 'problem'
  | 'offer'
  | 'model'
  | 'stage'
  | 'versions'
  | 'version'
  | 'history'
  | 'event'
  | 'detail'
  | 'commit'
  | 'more';

/** A line of a file. */
export interface FilePlace {
  /** Relative to the repository. */
  readonly path: string;
  /** From 1; null for the whole file. */
  readonly line: number | null;
}

/** A node of the view. What is below it is made when it is asked for, a page at a time: a repository may hold thousands of versions. */
export interface VersionNode extends NodeFace {
  readonly kind: VersionNodeKind;
  /** A further word that menus can tell it by, such as `fixable`; null where there is none. */
  readonly facet: string | null;
  /** Whether it stands for a version that can be released. */
  readonly isActive: boolean;
  readonly registry: RegistryId | null;
  /** The name that commands take. */
  readonly model: string | null;
  readonly version: string | null;
  readonly stage: string | null;
  /** What `Copy Reference` gives. */
  readonly reference: string | null;
  readonly commit: string | null;
  /** What opens when it is chosen. */
  readonly place: FilePlace | null;
  readonly hasChildren: boolean;
  /** The nodes below, at most so many of a long list. Of a version there are none here: its details are read when it is opened. */
  readonly children: (most: number) => readonly VersionNode[];
}

const texts = {
  heldBy: { en: '{age} · {by}', pl: '{age} · {by}' },
  minutes: { en: '{n} min', pl: '{n} min' },
  hours: { en: '{n} h', pl: '{n} godz.' },
  days: { en: '{n} d', pl: '{n} d' },
} as const satisfies Readonly<Record<string, Text>>;

/** A node with nothing but a label. */
export function leaf(id: string, kind: VersionNodeKind, label: Message): VersionNode {
  return {
    ...bareFace(id, label),
    kind,
    facet: null,
    isActive: false,
    registry: null,
    model: null,
    version: null,
    stage: null,
    reference: null,
    commit: null,
    place: null,
    hasChildren: false,
    children: () => [],
  };
}

/** What menus tell a node by: its kind first, then words for what can be done with it. */
export function menuWords({ kind, facet, registry, isActive, commit, reference }: VersionNode): string {
  const words = [
    kind,
    facet,
    registry,
    isActive ? 'active' : null,
    commit === null ? null : 'committed',
    reference === null ? null : 'named',
  ];
  return words.filter((word) => word !== null).join(' ');
}

/** What makes a node one with these children. */
export function below(children: readonly VersionNode[]): Pick<VersionNode, 'hasChildren' | 'children'> {
  return { hasChildren: children.length > 0, children: () => children };
}

/** A commit stands for a version that was never registered. */
export function shortVersion(version: string): string {
  return /^[0-9a-f]{40}$/.test(version) ? version.slice(0, 7) : version;
}

/** How long something has been so, and by whom. Null where the time is not known, as in Restricted Mode. */
export function heldBy(iso: string | null, by: string | null, now: number): Message | null {
  if (iso === null) return null;
  return within(texts.heldBy, { age: ageOf(Date.parse(iso), now) }, { by: by ?? '–' });
}

/** How long ago a time (milliseconds since 1970 UTC) was, in one unit. */
export function ageOf(time: number, now: number): Message {
  const minutes = Math.max(0, Math.round((now - time) / 60_000));
  if (minutes < 60) return message(texts.minutes, { n: minutes });
  if (minutes < 48 * 60) return message(texts.hours, { n: Math.round(minutes / 60) });
  return message(texts.days, { n: Math.round(minutes / (24 * 60)) });
}

/** Puts messages into places of a text, in both languages. */
export function within(
  text: Text,
  parts: Readonly<Record<string, Message>>,
  args: Readonly<Record<string, string | number>> = {},
): Message {
  let [en, pl] = [text.en, text.pl];
  let all: Readonly<Record<string, string | number>> = args;
  for (const [name, part] of Object.entries(parts)) {
    en = en.replace(`{${name}}`, () => part.en);
    pl = pl.replace(`{${name}}`, () => part.pl);
    all = { ...part.args, ...all };
  }
  return { en, pl, args: all };
}
