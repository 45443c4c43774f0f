import { message } from '../../l10n/message.ts';
import { createSourceText } from '../../model/source-text.ts';
import type { Located } from '../../model/span.ts';
import { baseName, folderOf } from '../../project/paths.ts';
import type { ParseContext, Problem, YamlFormat } from '../format.ts';
import { parseYaml } from '../yaml/parse-yaml.ts';
import { checkShape, missingKey, rootPlace, valueSpan } from '../yaml/shape.ts';
import type { YamlView } from '../yaml/yaml-view.ts';
import type { DvcLockFacts, DvcLockStage, DvcLockedParameter } from './dvc-facts.ts';
import { dvcItems } from './dvc-items.ts';
import { joinOrKeep } from './dvc-paths.ts';
import { dvcLockShape, dvcLockShape1 } from './dvc-shapes.ts';
import { readDvcYaml } from './dvc-yaml.ts';

const texts = {
  schema: {
    en: '“schema” must be the text 2.0, in quotes.',
    pl: '„schema” musi być tekstem 2.0, w cudzysłowie.',
  },
};

/** `dvc.lock`: what each stage read and wrote when it last ran. */
export const dvcLock: YamlFormat<'dvc-lock', DvcLockFacts> = {
  kind: 'yaml',
  id: 'dvc-lock',
  ownsName: isLockName,
  isSingle: true,
  recognise: (_root, path) => isLockName(path),
  read: (root, source, context) => {
    const folder = folderOf(source.path);
    const workFolders = workFoldersOf(folder, context);
    const stages = stagesOf(root)?.entries() ?? [];
    return {
      facts: {
        schema: root.get('schema')?.text()?.value ?? null,
        stages: stages.map((entry) =>
          readStage({ value: entry.key, span: entry.keySpan }, entry.value, workFolders.get(entry.key) ?? folder),
        ),
      },
      problems: root.kind === 'null' ? [] : problemsOf(root),
    };
  },
  inspect: (facts) => ({
    schema: facts.schema,
    stages: facts.stages.map((stage) => stage.name.value),
    outs: facts.stages.flatMap((stage) => stage.outs.map((out) => ({ path: out.path.value, md5: out.md5?.value ?? null, size: out.size }))),
  }),
};

function isLockName(path: string): boolean {
  return baseName(path) === 'dvc.lock';
}

/** DVC 1.x wrote the stages on the top level, without a `schema`; a stage there may itself be called `stages`. */
function isFirstLayout(root: YamlView): boolean {
  if (root.get('schema') !== undefined) return false;
  const stages = root.get('stages');
  return stages === undefined ? root.get('datasets') === undefined : stages.get('cmd')?.kind === 'scalar';
}

function stagesOf(root: YamlView): YamlView | undefined {
  return isFirstLayout(root) ? root : root.get('stages');
}

function problemsOf(root: YamlView): readonly Problem[] {
  const place = rootPlace(root, 'dvc.lock');
  if (root.kind !== 'map' || isFirstLayout(root)) return checkShape(dvcLockShape1, root, place);
  const schema = root.get('schema');
  const problems = checkShape(dvcLockShape, root, place);
  if (schema === undefined) return [missingKey('schema', place.span), ...problems];
  if (schema.scalar === '2.0') return problems;
  const key = root.entries().find((entry) => entry.key === 'schema');
  return [{ message: message(texts.schema), span: valueSpan(schema, key?.keySpan ?? place.span) }, ...problems];
}

/** Paths in a lock are relative to their stage's working folder, which only the dvc.yaml beside it names. */
function workFoldersOf(folder: string, context: ParseContext): ReadonlyMap<string, string> {
  const path = joinOrKeep(folder, 'dvc.yaml');
  const text = context.read(path);
  if (text?.includes('wdir') !== true) return new Map();
  const source = createSourceText(path, text);
  const [document] = parseYaml(source);
  const stages = document === undefined ? [] : readDvcYaml(document.root, source, context).facts.stages;
  return new Map(stages.flatMap((stage) => (stage.wdir === null ? [] : [[stage.name.value, joinOrKeep(folder, stage.wdir)] as const])));
}

function readStage(name: Located<string>, view: YamlView, folder: string): DvcLockStage {
  return {
    name,
    command: commandOf(view.get('cmd')),
    deps: dvcItems(view.get('deps'), folder),
    params: (view.get('params')?.entries() ?? []).flatMap((file) => lockedParameters(file.key, file.value, folder)),
    outs: dvcItems(view.get('outs'), folder),
  };
}

/** A list of commands is one text, a line each. */
function commandOf(view: YamlView | undefined): Located<string> | null {
  if (view === undefined) return null;
  if (view.kind !== 'seq') return view.text() ?? null;
  return {
    value: view
      .items()
      .map((item) => item.text()?.value ?? '')
      .join('\n'),
    span: view.span,
  };
}

function lockedParameters(file: string, view: YamlView, folder: string): readonly DvcLockedParameter[] {
  return view.entries().map((entry) => ({
    file,
    resolvedFile: joinOrKeep(folder, file),
    key: { value: entry.key, span: entry.keySpan },
    value: entry.value.toJson(),
  }));
}
