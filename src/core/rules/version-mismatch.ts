import { type Report, type RuleContext, defineRule } from '../engine/define-rule.ts';
import { inQuotesOf } from './edits/yaml-entry.ts';
import type { Text } from '../l10n/message.ts';
import type { Located } from '../model/span.ts';
import { folderOf } from '../project/paths.ts';
import type { Project } from '../project/project.ts';
import { lockedItem, lockedStage, pipelinesOf, recordedOutputs } from './knowledge/dvc-outputs.ts';
import { compareVersions, packageKey } from './knowledge/python-version.ts';
import { servedVersions } from './knowledge/served-versions.ts';
import { isOutOfScope, isTestFile } from './scope/is-out-of-scope.ts';

const texts = {
  served: {
    en: 'This manifest serves {model} {written}, but {version} is in {stage} (tag {ref}).',
    pl: 'Ten manifest serwuje {model} {written}, a w etapie {stage} jest {version} (tag {ref}).',
  },
  data: {
    en: 'Stage {stage} ran on another version of {path} than {other} now holds.',
    pl: 'Etap {stage} uruchomiono na innej wersji {path} niż ta, którą przechowuje teraz {other}.',
  },
  framework: {
    en: '{name} {installed} is installed, but the model in {model} was written with {trained}.',
    pl: 'Instalowana wersja {name} to {installed}, a model w {model} zapisano wersją {trained}.',
  },
  other: { en: 'The other version stands here.', pl: 'Tutaj podano inną wersję.' },
  pin: {
    en: 'Install {name} {version}, as the model was written with',
    pl: 'Instaluj {name} {version}, tę samą wersję, którą zapisano model',
  },
} satisfies Record<string, Text>;

type Id = keyof typeof texts;

/** Two places that name different versions of the same thing. */
export const versionMismatch = defineRule({
  id: 'version-mismatch',
  title: { en: 'All places name the same versions', pl: 'Wszystkie miejsca wskazują te same wersje' },
  severity: 'warning',
  fix: 'suggested',
  why: {
    en: 'When two places disagree, what was tested is not what runs, and results differ between environments.',
    pl: 'Gdy dwa miejsca są niezgodne, działa nie to, co testowano, a wyniki różnią się między środowiskami.',
  },
  remedy: {
    en: 'Find out which of the two is meant and change the other one.',
    pl: 'Ustal, które z dwóch miejsc jest właściwe, i popraw drugie.',
  },
  checks: ['version-consistency'],
  texts,
  examples: {
    bad: {
      'model/MLmodel': 'flavors:\n  sklearn:\n    pickled_model: model.pkl\n    sklearn_version: 1.5.0\n',
      'requirements.txt': 'scikit-learn==1.6.1\n',
    },
    good: {
      'model/MLmodel': 'flavors:\n  sklearn:\n    pickled_model: model.pkl\n    sklearn_version: 1.5.0\n',
      'requirements.txt': 'scikit-learn==1.5.0\n',
    },
  },
  check(context) {
    reportServed(context);
    reportData(context);
    for (const mismatch of frameworkMismatches(context.project)) context.report(mismatch);
  },
});

function reportServed({ project, report }: RuleContext<Id>): void {
  for (const { model, stage, path, span, written, holder, agrees } of servedVersions(project)) {
    if (agrees) continue;
    report({
      path,
      span,
      messageId: 'served',
      args: { model, stage, written, version: holder.version, ref: holder.ref },
      identity: `${model}/${stage}`,
    });
  }
}

/** What a stage read, as dvc.lock has it, beside the `.dvc` file of the same path. */
function reportData({ project, report }: RuleContext<Id>): void {
  const pipelines = pipelinesOf(project);
  const { added } = recordedOutputs(project, pipelines);
  const seen = new Set<string>();
  for (const pipeline of pipelines) {
    for (const stage of pipeline.document.facts.stages) {
      const locked = lockedStage(pipeline, stage);
      for (const dependency of stage.deps) {
        const item = locked === undefined ? undefined : lockedItem(locked.deps, dependency.path);
        const held = dependency.resolved === null ? undefined : added.get(dependency.resolved);
        if (locked === undefined || item === undefined || item.md5 === null || held === undefined) continue;
        if (held.legacy !== item.legacyMd5 || held.md5 === item.md5.value || seen.has(`${stage.name.value}/${held.path}`)) continue;
        seen.add(`${stage.name.value}/${held.path}`);
        report({
          path: pipeline.lockPath,
          span: item.md5.span,
          messageId: 'data',
          args: { stage: stage.name.value, path: item.path.value, other: held.path },
          identity: `${stage.name.value}/${item.path.value}`,
          related: [{ path: held.path, span: held.span, messageId: 'other' }],
        });
      }
    }
  }
}

/** Frameworks refuse or misread what another version of theirs wrote, so that any other release counts. */
function frameworkMismatches(project: Project): readonly Report<Id>[] {
  const models = project.documents('mlmodel').filter(({ path }) => !isOutOfScope(project, path) && !isTestFile(project, path));
  const trained = new Map<string, { readonly path: string; readonly version: Located<string> }[]>();
  for (const { path, facts } of models) {
    for (const framework of facts.frameworks) {
      const key = packageKey(framework.package);
      trained.set(key, [...(trained.get(key) ?? []), { path, version: framework.version }]);
    }
  }
  const folders = new Set(models.map(({ path }) => folderOf(path)));
  const installed = [...project.documents('requirements'), ...project.documents('conda'), ...project.documents('pyproject')].filter(
    ({ path }) =>
      !isOutOfScope(project, path) && !isTestFile(project, path) && (!folders.has(folderOf(path)) || folderOf(path) === project.root),
  );
  return installed.flatMap(({ path, source, facts }) =>
    facts.dependencies.flatMap((dependency): readonly Report<Id>[] => {
      const { version, name } = dependency;
      const same = version === null ? [] : (trained.get(packageKey(name)) ?? []);
      const [other] = same;
      // Of several stored models the older ones may have been written with an earlier environment.
      if (version === null || other === undefined || same.some((model) => compareVersions(model.version.value, version) === 0)) return [];
      const text = source.text.slice(dependency.span.start, dependency.span.end);
      const start = dependency.span.start + text.indexOf(version);
      const args = { name, installed: version, model: other.path, trained: other.version.value };
      return [
        {
          path,
          span: inQuotesOf(source, dependency.span),
          messageId: 'framework',
          args,
          identity: packageKey(name),
          related: [{ path: other.path, span: other.version.span, messageId: 'other' }],
          ...(text.includes(version)
            ? {
                fix: {
                  titleId: 'pin',
                  args: { name, version: other.version.value },
                  edits: [{ kind: 'replace', path, span: { start, end: start + version.length }, text: other.version.value }],
                },
              }
            : {}),
        },
      ];
    }),
  );
}
