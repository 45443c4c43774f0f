import { type RuleContext, defineRule } from '../engine/define-rule.ts';
import { format } from '../l10n/message.ts';
import type { Problem } from '../facts/format.ts';
import type { FileFacts } from '../facts/facts.ts';
import { isManifest } from '../project/discover.ts';
import { systemFile } from '../project/machine-learning.ts';
import type { Project } from '../project/project.ts';
import { type DeployedManifests, deployedManifests } from './scope/deployed-manifests.ts';
import { isOutOfScope, isTestFile } from './scope/is-out-of-scope.ts';

/** One mistake of syntax makes many; the first ones say enough. */
const mostPerFile = 10;
const kubernetesFormats = new Set([
  'argo-analysis',
  'argo-rollout',
  'kserve',
  'kubeflow-v1',
  'kubernetes',
  'prometheus-rules',
  'seldon-v1',
  'seldon-v2',
  'service-monitor',
]);

/** A file that its own tool would refuse. */
export const schemaInvalid = defineRule({
  id: 'schema-invalid',
  title: { en: 'Files fit their format', pl: 'Pliki są zgodne ze swoim formatem' },
  severity: 'error',
  fix: 'suggested',
  why: {
    en: 'The tool that owns the file refuses it, or silently reads something else than what was meant.',
    pl: 'Narzędzie, do którego należy plik, odrzuci go albo po cichu odczyta coś innego, niż zamierzano.',
  },
  remedy: { en: 'Correct the marked place.', pl: 'Popraw zaznaczone miejsce.' },
  checks: [],
  texts: {
    // A problem brings its words in both languages; each template takes its own.
    problem: { en: '{en}', pl: '{pl}' },
    notText: { en: 'The file is not text in UTF-8 or UTF-16.', pl: 'Plik nie jest tekstem w UTF-8 ani UTF-16.' },
    tooLarge: { en: 'The file is larger than 8 MB and was not read.', pl: 'Plik ma ponad 8 MB i nie został odczytany.' },
    replace: { en: 'Change to {suggestion}', pl: 'Zmień na {suggestion}' },
  },
  examples: {
    bad: { 'dvc.yaml': 'stages:\n  train:\n    command: python train.py\n' },
    good: { 'dvc.yaml': 'stages:\n  train:\n    cmd: python train.py\n' },
  },
  check({ project, report }) {
    reportUnread({ project, report });
    const manifests = deployedManifests(project);
    for (const file of project.files) {
      const { path } = file.source;
      if (file.format === null || !isWhole(project, file, manifests)) continue;
      for (const problem of distinct(file.problems).slice(0, mostPerFile)) {
        report({
          path,
          span: problem.span,
          messageId: 'problem',
          args: { en: format(problem.message, 'en'), pl: format(problem.message, 'pl') },
          ...(problem.suggestion === undefined
            ? {}
            : {
                fix: {
                  titleId: 'replace',
                  args: { suggestion: problem.suggestion },
                  edits: [{ kind: 'replace', path, span: problem.span, text: problem.suggestion }],
                },
              }),
        });
      }
    }
  },
});

/** No tool can read what is no text, and nothing counts that is declared in a manifest which nobody read. */
function reportUnread({ project, report }: RuleContext<'problem' | 'notText' | 'tooLarge' | 'replace'>): void {
  for (const { path, unread } of project.tree.values()) {
    if (!systemFile.test(path) || isTestFile(project, path) || isOutOfScope(project, path)) continue;
    const span = { start: 0, end: 0 };
    if (unread === 'not-text') report({ path, span, messageId: 'notText' });
    if (unread === 'too-large' && isManifest(path)) report({ path, span, messageId: 'tooLarge' });
  }
}

/** Kustomize patches and Helm templates are partial on purpose; examples are nobody's configuration. */
function isWhole(project: Project, file: FileFacts, manifests: DeployedManifests): boolean {
  const { path } = file.source;
  if (isTestFile(project, path)) return false;
  return file.format !== null && kubernetesFormats.has(file.format) ? manifests.includes(path) : !isOutOfScope(project, path);
}

/** What another rule finds is left to it; several complaints about one place are one. */
function distinct(problems: readonly Problem[]): readonly Problem[] {
  const places = new Set<string>();
  return problems.filter(({ kind, span }) => {
    const place = `${span.start}:${span.end}`;
    if (kind !== undefined || places.has(place)) return false;
    places.add(place);
    return true;
  });
}
