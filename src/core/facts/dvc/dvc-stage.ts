import type { Located } from '../../model/span.ts';
import { joinPath } from '../../project/paths.ts';
import type { YamlView } from '../yaml/yaml-view.ts';
import type { DvcDependency, DvcOutput, DvcParameter, DvcStage } from './dvc-facts.ts';
import { joinOrKeep } from './dvc-paths.ts';

/** Fills a text's templates for one stage. */
export type Fill = (written: Located<string>) => Located<string>;

/** What a stage's body is read with. */
export interface StageReading {
  readonly name: Located<string>;
  readonly group: string;
  /** Folder of dvc.yaml. */
  readonly folder: string;
  readonly fill: Fill;
}

interface OutputKind {
  readonly key: string;
  readonly kind: DvcOutput['kind'];
  readonly cache: boolean;
}

/** The keys whose entries are outputs; those with `no_cache` and `persist` in their names are DVC 1.0's early ones. */
const outputKinds: readonly OutputKind[] = [
  { key: 'outs', kind: 'out', cache: true },
  { key: 'outs_no_cache', kind: 'out', cache: false },
  { key: 'outs_persist', kind: 'out', cache: true },
  { key: 'outs_persist_no_cache', kind: 'out', cache: false },
  { key: 'metrics', kind: 'metric', cache: true },
  { key: 'metrics_no_cache', kind: 'metric', cache: false },
  { key: 'plots', kind: 'plot', cache: true },
];

/** Reads one stage, its templates filled. */
export function readStage(body: YamlView, { name, group, folder, fill }: StageReading): DvcStage {
  const wdir = body.get('wdir')?.text();
  const filledWdir = wdir === undefined ? null : fill(wdir).value;
  const base = joinPath(folder, filledWdir ?? '.');
  const resolve = (path: string): string | null => (base === null ? null : joinPath(base, path));
  return {
    name,
    group,
    commands: textsOf(body.get('cmd')).map(fill),
    wdir: filledWdir,
    deps: dependencies(body.get('deps'), fill, resolve),
    outs: outputKinds.flatMap((kind) => (body.get(kind.key)?.items() ?? []).flatMap((item) => outputs(item, kind, fill, resolve))),
    params: (body.get('params')?.items() ?? []).flatMap((item) => parameters(item, fill, base)),
    frozen: (body.get('frozen') ?? body.get('locked'))?.boolean()?.value ?? false,
  };
}

/** Paths of a list, with their places in the repository. */
export function dependencies(list: YamlView | undefined, fill: Fill, resolve: (path: string) => string | null): readonly DvcDependency[] {
  return textsOf(list?.kind === 'seq' ? list : undefined).map((written) => {
    const path = fill(written);
    return { path, resolved: resolve(path.value) };
  });
}

/** The texts of a list, or the one text itself. */
function textsOf(view: YamlView | undefined): readonly Located<string>[] {
  if (view === undefined) return [];
  const views = view.kind === 'seq' ? view.items() : [view];
  return views.flatMap((item) => item.text() ?? []);
}

function outputs(item: YamlView, kind: OutputKind, fill: Fill, resolve: (path: string) => string | null): readonly DvcOutput[] {
  const written = item.text();
  const entries =
    written === undefined
      ? item.entries().map((entry) => ({ path: { value: entry.key, span: entry.keySpan }, options: entry.value }))
      : [{ path: written, options: undefined }];
  return entries.map(({ path: source, options: given }) => {
    const path = fill(source);
    // A plot file with several definitions lists its options once for each.
    const options = given?.kind === 'seq' ? given.items()[0] : given;
    const remote = options?.get('remote')?.text();
    return {
      path,
      resolved: resolve(path.value),
      kind: kind.kind,
      cache: options?.get('cache')?.boolean()?.value ?? kind.cache,
      push: options?.get('push')?.boolean()?.value ?? true,
      remote: remote === undefined ? null : fill(remote).value,
    };
  });
}

/** `lr` is a key of params.yaml; `{file: [keys]}` names another file, `{file: }` all of it. */
function parameters(item: YamlView, fill: Fill, base: string | null): readonly DvcParameter[] {
  const written = item.text();
  if (written !== undefined) return [parameter('params.yaml', fill(written), written.span, base)];
  return item.entries().flatMap((entry) => {
    const file = fill({ value: entry.key, span: entry.keySpan }).value;
    const keys = textsOf(entry.value);
    if (keys.length === 0) return [parameter(file, null, entry.keySpan, base)];
    return keys.map((key) => parameter(file, fill(key), key.span, base));
  });
}

function parameter(file: string, key: Located<string> | null, span: DvcParameter['span'], base: string | null): DvcParameter {
  return { file, resolvedFile: joinOrKeep(base, file), key, span };
}
