/**
 * What DVC's loaders take: the union of all releases' schemas (0.94 to 3.x), because files of older releases stay valid.
 * Source of the keys: DVC's `schema.py`, `output.py`, `dependency/*.py` and `annotations.py`.
 */
import { chosenBy, eitherOf, listOf, mapOf, orNothing, record } from '../yaml/compound-shapes.ts';
import { anything, flag, integer, scalarText, text } from '../yaml/scalar-shapes.ts';
import type { Shape } from '../yaml/shape.ts';

const annotations = { desc: text, type: text, labels: listOf(text), meta: anything };

/** Digests may be empty (not yet known), all-digit ones are numbers to YAML, and none is shorter than three characters. */
const checksum = orNothing({
  ...scalarText,
  expected: { en: 'a digest', pl: 'skrótem (sumą kontrolną)' },
  accepts: (view) => view.scalar === '' || (view.text()?.value.length ?? 0) >= 3,
});
const checksums = { md5: checksum, etag: checksum, checksum: checksum };
const sizes = { size: integer, nfiles: integer, isexec: flag, version_id: text };
const cloud = mapOf(record({ ...sizes, ...checksums }));
const filesOfFolder = listOf(record({ ...checksums, ...sizes, relpath: text, cloud }, { required: ['relpath'] }));

const outputOptions = { ...annotations, cache: flag, persist: flag, checkpoint: flag, remote: text, push: flag };
const plotOptions = { ...outputOptions, template: text, x: text, y: text, x_label: text, y_label: text, title: text, header: flag };

const stageOutput = eitherOf(text, mapOf(record(outputOptions)));
const stagePlot = eitherOf(text, mapOf(eitherOf(record(plotOptions), listOf(record(plotOptions)))));
const vars = listOf(eitherOf(text, mapOf(anything)));

const stageBody = record(
  {
    cmd: eitherOf(text, listOf(anything)),
    matrix: mapOf(eitherOf(text, listOf(anything))),
    wdir: text,
    deps: listOf(text),
    params: listOf(eitherOf(text, mapOf(anything))),
    vars,
    frozen: flag,
    meta: anything,
    desc: text,
    always_changed: flag,
    outs: listOf(stageOutput),
    metrics: listOf(stageOutput),
    plots: listOf(stagePlot),
    // Only before 3.0.
    set: mapOf(anything),
    live: eitherOf(text, mapOf(record({ ...plotOptions, summary: flag, html: flag }))),
    locked: flag,
    outs_no_cache: listOf(text),
    outs_persist: listOf(text),
    outs_persist_no_cache: listOf(text),
    metrics_no_cache: listOf(text),
  },
  { required: ['cmd'] },
);

const stageLoop = record(
  { set: mapOf(anything), foreach: eitherOf(mapOf(anything), listOf(anything), text), do: stageBody },
  { required: ['foreach', 'do'] },
);

const stage = chosenBy((view) => (view.get('foreach') !== undefined || view.get('do') !== undefined ? stageLoop : stageBody));

const columns = eitherOf(text, listOf(text));
const plotDefinition = orNothing(
  record({
    x: eitherOf(text, mapOf(text)),
    y: eitherOf(text, listOf(text), mapOf(columns)),
    x_label: text,
    y_label: text,
    title: text,
    template: text,
  }),
);
const plotMap = mapOf(plotDefinition);

/** dvc.yaml. */
export const dvcYamlShape: Shape = record({
  stages: mapOf(stage),
  vars,
  params: listOf(text),
  metrics: listOf(text),
  plots: eitherOf(plotMap, listOf(eitherOf(text, plotMap))),
  artifacts: mapOf(record({ path: text, ...annotations }, { required: ['path'] })),
  datasets: anything,
});

const lockItem = record(
  { path: text, ...checksums, ...sizes, cloud, files: filesOfFolder, hash: text, dataset: mapOf(anything) },
  { required: ['path'] },
);

const lockStages = mapOf(
  record(
    { cmd: eitherOf(text, listOf(anything)), deps: listOf(lockItem), params: mapOf(mapOf(anything)), outs: listOf(lockItem) },
    { required: ['cmd'] },
  ),
);

/** dvc.lock from 2.0 on; its `schema` is checked by the format. */
export const dvcLockShape: Shape = record({ schema: anything, stages: lockStages, datasets: anything });

/** dvc.lock of 1.x: stages on the top level. */
export const dvcLockShape1: Shape = lockStages;

const repository = record(
  { url: text, rev: text, rev_lock: text, config: eitherOf(text, mapOf(anything)), remote: eitherOf(text, mapOf(anything)) },
  { required: ['url'] },
);

const storedItem = {
  path: text,
  ...checksums,
  ...sizes,
  persist: flag,
  cloud,
  hash: text,
  files: filesOfFolder,
  fs_config: mapOf(anything),
};
/** Only before 3.0. */
const oldItem = { plot: flag, checkpoint: flag, live: anything, metric: anything, tags: anything };

const fileOutput = record({ ...storedItem, ...annotations, ...oldItem, cache: flag, remote: text, push: flag }, { required: ['path'] });

const fileDependencyKeys = {
  ...storedItem,
  ...oldItem,
  repo: repository,
  db: record({ query: text, connection: text, file_format: text, table: text }),
  params: anything,
};
const pathlessDependency = record(fileDependencyKeys);
const pathDependency = record(fileDependencyKeys, { required: ['path'] });
const fileDependency = chosenBy((view) =>
  view.get('db') !== undefined || view.get('params') !== undefined ? pathlessDependency : pathDependency,
);

/** A `.dvc` file. */
export const dvcFileShape: Shape = record({
  md5: checksum,
  cmd: orNothing(eitherOf(text, listOf(anything))),
  wdir: orNothing(text),
  deps: orNothing(listOf(fileDependency)),
  outs: orNothing(listOf(fileOutput)),
  locked: flag,
  frozen: flag,
  meta: anything,
  always_changed: flag,
  desc: text,
});
