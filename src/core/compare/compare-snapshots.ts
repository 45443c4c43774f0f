import type { Json } from '../facts/format.ts';
import { isJsonList, isJsonMap } from '../facts/plain-json.ts';
import { keysOf, type BetterWay, type MetricDirection, type MetricPlace } from './metric-direction.ts';
import type { DataItem, DataState, MetricValue, UnreadFile, VersionSnapshot } from './version-snapshot.ts';

/** A metric in both versions. */
export interface ComparedMetric {
  readonly file: string;
  readonly pointer: string;
  /** The keys joined by dots. */
  readonly name: string;
  /** Null where the version has no such metric, or its file could not be read (see `unread`). */
  readonly left: number | null;
  readonly right: number | null;
  /** Right minus left; null where one is missing or no finite number. */
  readonly difference: number | null;
  /** The difference as a share of left's size; null where left is 0 too. */
  readonly relative: number | null;
  /** Which way is better; null where neither a gate nor a well-known name says so. */
  readonly better: BetterWay | null;
  readonly knownBy: MetricDirection['knownBy'] | null;
  /** What right is against left; null where it cannot be said. */
  readonly verdict: 'better' | 'worse' | 'same' | null;
}

/** A value that the versions do not share; the side that lacks it is null. */
export interface Change<Value> {
  readonly change: 'added' | 'removed' | 'modified';
  readonly left: Value | null;
  readonly right: Value | null;
}

/** A parameter that changed. */
export type ChangedParameter = Change<Json> & { readonly file: string; readonly key: string };
/** A package whose version changed. */
export type ChangedPackage = Change<string> & { readonly file: string; readonly name: string };
/** A stage whose commands changed. */
export type ChangedStage = Change<string> & { readonly file: string; readonly stage: string };
/** Data that changed. `unknown`: the digests are of different kinds or missing, so that nothing can be said. */
export type ChangedData = Omit<Change<DataState>, 'change'> & {
  readonly change: Change<DataState>['change'] | 'unknown';
  readonly path: string;
  readonly role: DataItem['role'];
};
/** A file of the commits that changed. */
export interface ChangedPath {
  readonly path: string;
  readonly change: Change<never>['change'];
}

/** The changes of one kind, and how many items are alike. */
export interface Changes<Item> {
  readonly changes: readonly Item[];
  readonly unchanged: number;
}

/** What Git says of the files. */
export interface FileChanges {
  readonly changes: readonly ChangedPath[];
  /** How many files outside of the model's folder changed. */
  readonly elsewhere: number;
}

/** A version that was compared. */
export interface ComparedVersion {
  readonly version: string;
  readonly commit: string | null;
}

/** Two versions side by side. A part is null where one of them cannot know it. */
export interface Comparison {
  readonly model: string;
  readonly left: ComparedVersion;
  readonly right: ComparedVersion;
  readonly metrics: readonly ComparedMetric[] | null;
  readonly params: Changes<ChangedParameter> | null;
  readonly data: Changes<ChangedData> | null;
  readonly stages: Changes<ChangedStage> | null;
  readonly packages: Changes<ChangedPackage> | null;
  readonly files: FileChanges | null;
  /** Files that were named and not understood: what they hold is not in the comparison. */
  readonly unread: readonly (UnreadFile & { readonly side: 'left' | 'right' })[];
}

/** What is known beside the snapshots. */
export interface ComparisonContext {
  readonly model: string;
  readonly directionOf: (place: MetricPlace) => MetricDirection | null;
  /** Null where the versions are not both commits. */
  readonly files: FileChanges | null;
}

/** Compares two versions: right is the newer one, the one that is judged. What could not be read on one side is not called a change. */
export function compareSnapshots(left: VersionSnapshot, right: VersionSnapshot, context: ComparisonContext): Comparison {
  const unreadFiles = new Set([...left.unread, ...right.unread].filter(({ reason }) => reason !== 'absent').map(({ path }) => path));
  const isRead = ({ file }: { readonly file: string }): boolean => !unreadFiles.has(file);
  return {
    model: context.model,
    left: { version: left.version, commit: left.commit },
    right: { version: right.version, commit: right.commit },
    metrics: both(left.metrics, right.metrics, (one, other) => compareMetrics(one, other, context.directionOf)),
    params: both(left.params, right.params, (one, other) =>
      changesOf(one.filter(isRead), other.filter(isRead), {
        keyOf: ({ file, key }) => `${file}\0${key}`,
        valueOf: ({ value }) => value,
        isSame: isSameJson,
        place: ({ file, key }) => ({ file, key }),
      }),
    ),
    data: both(left.data, right.data, compareData),
    stages: both(left.stages, right.stages, (one, other) =>
      changesOf(one.filter(isRead), other.filter(isRead), {
        keyOf: ({ file, stage }) => `${file}\0${stage}`,
        valueOf: ({ command }) => command,
        isSame: Object.is,
        place: ({ file, stage }) => ({ file, stage }),
      }),
    ),
    packages: both(left.packages, right.packages, (one, other) =>
      changesOf(one.filter(isRead), other.filter(isRead), {
        keyOf: ({ file, name }) => `${file}\0${name}`,
        valueOf: ({ version }) => version,
        isSame: Object.is,
        place: ({ file, name }) => ({ file, name }),
      }),
    ),
    files: context.files,
    unread: [
      ...left.unread.map((file) => ({ ...file, side: 'left' as const })),
      ...right.unread.map((file) => ({ ...file, side: 'right' as const })),
    ],
  };
}

function both<Part, Result>(left: Part | null, right: Part | null, compare: (left: Part, right: Part) => Result): Result | null {
  return left === null || right === null ? null : compare(left, right);
}

/** Pairs by key in the order of the left side, then what only the right has. */
function pairs<Item>(
  left: readonly Item[],
  right: readonly Item[],
  keyOf: (item: Item) => string,
): readonly (readonly [Item | null, Item | null])[] {
  const others = new Map(right.map((item) => [keyOf(item), item]));
  const known = new Set(left.map(keyOf));
  return [
    ...left.map((item): readonly [Item, Item | null] => [item, others.get(keyOf(item)) ?? null]),
    ...right.filter((item) => !known.has(keyOf(item))).map((item): readonly [null, Item] => [null, item]),
  ];
}

function changesOf<Item, Value, Place extends object>(
  left: readonly Item[],
  right: readonly Item[],
  kind: {
    readonly keyOf: (item: Item) => string;
    readonly valueOf: (item: Item) => Value;
    readonly isSame: (left: Value, right: Value) => boolean;
    readonly place: (item: Item) => Place;
  },
): Changes<Change<Value> & Place> {
  const changes: (Change<Value> & Place)[] = [];
  let unchanged = 0;
  for (const [one, other] of pairs(left, right, kind.keyOf)) {
    const item = one ?? other;
    if (item === null) continue;
    if (one !== null && other !== null && kind.isSame(kind.valueOf(one), kind.valueOf(other))) unchanged += 1;
    else {
      const change = one === null ? 'added' : other === null ? 'removed' : 'modified';
      changes.push({
        ...kind.place(item),
        change,
        left: one === null ? null : kind.valueOf(one),
        right: other === null ? null : kind.valueOf(other),
      });
    }
  }
  return { changes, unchanged };
}

function compareMetrics(
  left: readonly MetricValue[],
  right: readonly MetricValue[],
  directionOf: ComparisonContext['directionOf'],
): readonly ComparedMetric[] {
  return pairs(left, right, ({ file, pointer }) => `${file}#${pointer}`).flatMap(([one, other]) => {
    const place = one ?? other;
    if (place === null) return [];
    const { file, pointer } = place;
    const direction = directionOf(place);
    const values = { left: one?.value ?? null, right: other?.value ?? null };
    const difference = differenceOf(values.left, values.right);
    const relative = difference === null || values.left === null || values.left === 0 ? null : difference / Math.abs(values.left);
    const better = direction?.better ?? null;
    const verdict = verdictOf(difference, better);
    return [
      {
        file,
        pointer,
        name: keysOf(pointer).join('.'),
        ...values,
        difference,
        relative,
        better,
        knownBy: direction?.knownBy ?? null,
        verdict,
      },
    ];
  });
}

function differenceOf(left: number | null, right: number | null): number | null {
  return left === null || right === null || !Number.isFinite(left) || !Number.isFinite(right) ? null : right - left;
}

function verdictOf(difference: number | null, better: BetterWay | null): ComparedMetric['verdict'] {
  if (difference === null) return null;
  if (difference === 0) return 'same';
  if (better === null) return null;
  return difference > 0 === (better === 'higher') ? 'better' : 'worse';
}

function compareData(left: readonly DataItem[], right: readonly DataItem[]): Changes<ChangedData> {
  const changes: ChangedData[] = [];
  let unchanged = 0;
  for (const [one, other] of pairs(left, right, ({ path }) => path)) {
    const item = other ?? one;
    if (item === null) continue;
    const change = one === null ? 'added' : other === null ? 'removed' : dataChange(one, other);
    if (change === 'same') unchanged += 1;
    else
      changes.push({
        path: item.path,
        role: item.role,
        change,
        left: one === null ? null : stateOf(one),
        right: other === null ? null : stateOf(other),
      });
  }
  return { changes, unchanged };
}

function dataChange(left: DataState, right: DataState): 'same' | 'modified' | 'unknown' {
  if (left.md5 === null || right.md5 === null) return 'unknown';
  if (left.md5 === right.md5) return 'same';
  // A digest of DVC 2 differs from one of DVC 3 for the same text with CRLF ends.
  return left.legacyMd5 === right.legacyMd5 ? 'modified' : 'unknown';
}

function stateOf({ md5, legacyMd5, size, nfiles }: DataItem): DataState {
  return { md5, legacyMd5, size, nfiles };
}

/** Equality as YAML has it: NaN equals itself, and the order of keys does not count. */
function isSameJson(left: Json, right: Json): boolean {
  if (isJsonList(left) && isJsonList(right)) {
    return left.length === right.length && left.every((item, index) => isSameJson(item, right[index] ?? null));
  }
  if (isJsonMap(left) && isJsonMap(right)) {
    const keys = Object.keys(left);
    const hasSameKeys = keys.length === Object.keys(right).length && keys.every((key) => Object.hasOwn(right, key));
    return hasSameKeys && keys.every((key) => isSameJson(left[key] ?? null, right[key] ?? null));
  }
  return left === right || (Number.isNaN(left) && Number.isNaN(right));
}
