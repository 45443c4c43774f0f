import { message } from '../../l10n/message.ts';
import type { SourceText } from '../../model/source-text.ts';
import type { Located } from '../../model/span.ts';
import { baseName, folderOf, joinPath } from '../../project/paths.ts';
import type { ParseContext, Parsed, Problem, YamlFormat } from '../format.ts';
import { checkShape, rootPlace } from '../yaml/shape.ts';
import type { YamlView } from '../yaml/yaml-view.ts';
import type { DvcArtifact, DvcDependency, DvcOutput, DvcParameter, DvcStage, DvcYamlFacts } from './dvc-facts.ts';
import { expandGroup } from './dvc-groups.ts';
import { dvcYamlShape } from './dvc-shapes.ts';
import { type Fill, dependencies, readStage } from './dvc-stage.ts';
import { brokenTemplates, fillTemplates } from './template.ts';
import { type TemplateScope, defaultScope, withVars } from './template-context.ts';
import type { TemplateMap } from './template-value.ts';

const texts = {
  template: { en: '“{template}” is no valid template.', pl: '„{template}” nie jest poprawnym szablonem.' },
};

/** `dvc.yaml`: the stages of a pipeline, with templates filled and loops expanded as DVC does it. */
export const dvcYaml: YamlFormat<'dvc-yaml', DvcYamlFacts> = {
  kind: 'yaml',
  id: 'dvc-yaml',
  ownsName: isDvcYamlName,
  isSingle: true,
  recognise: (_root, path) => isDvcYamlName(path),
  read: readDvcYaml,
  inspect: (facts) => ({
    stages: facts.stages.map((stage) => stage.name.value),
    outs: pathsOf(facts.stages, 'out'),
    deps: distinct(facts.stages.flatMap((stage) => stage.deps.map((dependency) => dependency.path.value))),
    metrics: distinct([...pathsOf(facts.stages, 'metric'), ...facts.metrics.map((metric) => metric.path.value)]),
    plots: distinct([...pathsOf(facts.stages, 'plot'), ...facts.plots.map((plot) => plot.path.value)]),
    params: distinct([...facts.stages.flatMap((stage) => stage.params.map(parameterName)), ...facts.params.map((file) => file.path.value)]),
    artifacts: facts.artifacts.map((artifact) => artifact.id.value),
  }),
};

function isDvcYamlName(path: string): boolean {
  return baseName(path) === 'dvc.yaml';
}

function pathsOf(stages: readonly DvcStage[], kind: DvcOutput['kind']): readonly string[] {
  return distinct(stages.flatMap((stage) => stage.outs.flatMap((out) => (out.kind === kind ? [out.path.value] : []))));
}

function parameterName({ file, key }: DvcParameter): string {
  return key === null ? file : `${file}:${key.value}`;
}

/** Stages share paths and parameters; each is listed where it first stands. */
function distinct(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}

/** What becomes known on the way: it is gathered here while texts are filled. */
interface Progress {
  complete: boolean;
  readonly problems: Problem[];
}

/** Reads a dvc.yaml; `context` gives it the parameter files that its templates name. */
export function readDvcYaml(root: YamlView, source: SourceText, context: ParseContext): Parsed<DvcYamlFacts> {
  const folder = folderOf(source.path);
  const base = withVars(defaultScope(folder, context), root.get('vars'), folder, context);
  const progress: Progress = { complete: true, problems: [...base.problems] };
  const fill = filling(base.scope.values, progress);
  const resolve = (path: string): string | null => joinPath(folder, path);
  const stages = (root.get('stages')?.entries() ?? []).flatMap((entry) => {
    const group = expandGroup(entry, base.scope.values);
    progress.complete &&= group.complete;
    progress.problems.push(...group.problems);
    return group.variants.map((variant, index) => {
      const scoped: TemplateScope = { ...base.scope, values: variant.values };
      const values = stageValues({ body: group.body, scope: scoped, folder, isFirst: index === 0 }, context, progress);
      const name = { value: variant.key === null ? entry.key : `${entry.key}@${variant.key}`, span: entry.keySpan };
      return readStage(group.body, { name, group: entry.key, folder, fill: filling(values, progress) });
    });
  });
  const facts = {
    stages,
    metrics: dependencies(root.get('metrics'), fill, resolve),
    plots: topPlots(root.get('plots'), fill, resolve),
    params: dependencies(root.get('params'), fill, resolve),
    artifacts: (root.get('artifacts')?.entries() ?? []).map((entry): DvcArtifact => {
      const path = entry.value.get('path')?.text();
      const filled = path === undefined ? null : fill(path);
      const type = entry.value.get('type')?.text();
      return {
        id: fill({ value: entry.key, span: entry.keySpan }),
        path: filled,
        resolved: filled === null ? null : resolve(filled.value),
        type: type === undefined ? null : fill(type).value,
      };
    }),
  };
  // An empty file is a pipeline without stages.
  const problems = root.kind === 'null' ? [] : checkShape(dvcYamlShape, root, rootPlace(root, 'dvc.yaml'));
  return {
    facts: { ...facts, unresolved: !progress.complete },
    problems: [...problems, ...progress.problems, ...templateProblems(root, source)],
  };
}

function filling(values: TemplateMap, progress: Progress): Fill {
  return (written) => {
    const filled = fillTemplates(written.value, values);
    progress.complete &&= filled.complete;
    return filled.text === written.value ? written : { value: filled.text, span: written.span };
  };
}

interface StageScope {
  readonly body: YamlView;
  readonly scope: TemplateScope;
  readonly folder: string;
  /** Variants of a group share their `vars`, so only the first reports problems. */
  readonly isFirst: boolean;
}

/** A stage's own `vars` are read from its working folder. */
function stageValues({ body, scope, folder, isFirst }: StageScope, context: ParseContext, progress: Progress): TemplateMap {
  const vars = body.get('vars');
  if (vars === undefined) return scope.values;
  const wdir = fillTemplates(body.get('wdir')?.text()?.value ?? '.', scope.values).text;
  const own = withVars(scope, vars, joinPath(folder, wdir), context);
  if (isFirst) progress.problems.push(...own.problems);
  return own.scope.values;
}

/** A plot on the top level names its file, or is a name whose axes name files. */
function topPlots(view: YamlView | undefined, fill: Fill, resolve: (path: string) => string | null): readonly DvcDependency[] {
  const items = view?.kind === 'map' ? [view] : (view?.items() ?? []);
  const written = items.flatMap((item): readonly Located<string>[] => {
    const path = item.text();
    if (path !== undefined) return [path];
    return item.entries().flatMap((entry) => {
      const files = [...(entry.value.get('y')?.entries() ?? []), ...(entry.value.get('x')?.entries() ?? [])];
      const named = files.length > 0 ? files : [entry];
      return named.map((file) => ({ value: file.key, span: file.keySpan }));
    });
  });
  const paths = written.map(fill);
  return paths.map((path) => ({ path, resolved: resolve(path.value) }));
}

const templated = ['stages', 'metrics', 'plots', 'params', 'artifacts', 'datasets'];

/** DVC checks the grammar of every template before it fills any. */
function templateProblems(root: YamlView, source: SourceText): readonly Problem[] {
  if (!source.text.includes('${')) return [];
  const seen = new Map<string, Problem>();
  const check = (written: Located<string>): void => {
    for (const broken of brokenTemplates(written.value)) {
      const offset = source.text.slice(written.span.start, written.span.end).indexOf(broken.source);
      const start = written.span.start + Math.max(0, offset);
      const span = offset < 0 ? written.span : { start, end: start + broken.source.length };
      seen.set(`${String(span.start)}:${broken.source}`, { message: message(texts.template, { template: broken.source }), span });
    }
  };
  for (const key of templated) {
    const section = root.get(key);
    if (section !== undefined) visitTexts(section, check, { left: 20_000 }, 0);
  }
  return [...seen.values()];
}

function visitTexts(view: YamlView, check: (written: Located<string>) => void, budget: { left: number }, depth: number): void {
  budget.left -= 1;
  if (budget.left < 0 || depth > 60) return;
  const written = view.string();
  if (written !== undefined) check(written);
  for (const item of view.items()) visitTexts(item, check, budget, depth + 1);
  for (const entry of view.entries()) {
    check({ value: entry.key, span: entry.keySpan });
    visitTexts(entry.value, check, budget, depth + 1);
  }
}
