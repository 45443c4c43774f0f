import { type FixOffer, type RuleContext, defineRule } from '../engine/define-rule.ts';
import type { KserveFacts } from '../facts/serving/serving-facts.ts';
import { predictorsOf, unitViews } from '../facts/serving/seldon-graph.ts';
import type { SourceText } from '../model/source-text.ts';
import type { Span } from '../model/span.ts';
import { documentsAbout } from '../project/evidence/documents.ts';
import { decisionLogTopic, predictionWriter } from '../project/evidence/prediction-log.ts';
import { codeFiles } from '../project/evidence/python-code.ts';
import type { Project } from '../project/project.ts';
import { appendEntry } from './edits/yaml-entry.ts';
import { deployedObjects } from './knowledge/workloads.ts';
import { placeOfAbsent } from './places/place-of-absent.ts';
import { deployedManifests } from './scope/deployed-manifests.ts';
import { isTestFile } from './scope/is-out-of-scope.ts';

const service = (logger: string): string =>
  `apiVersion: serving.kserve.io/v1beta1\nkind: InferenceService\nmetadata:\n  name: fraud\nspec:\n  predictor:\n${logger}    model:\n      modelFormat: { name: sklearn }\n      storageUri: s3://models/fraud/v1.4.0\n`;

/** A served model whose answers are forgotten as soon as they are given. */
export const requestLoggingMissing = defineRule({
  id: 'request-logging-missing',
  title: { en: 'Requests and answers are logged', pl: 'Żądania i odpowiedzi są rejestrowane' },
  severity: 'info',
  fix: 'suggested',
  why: {
    en: 'Without the requests and answers no decision can be explained later, no drift measured, and no label joined to its prediction.',
    pl: 'Bez żądań i odpowiedzi nie da się później wyjaśnić decyzji, zmierzyć dryfu ani połączyć etykiet z predykcjami.',
  },
  remedy: {
    en: 'Give the predictor a `logger` (KServe, Seldon) or store predictions in the service, and name the log under `decisions.log` in airworthy.yaml.',
    pl: 'Dodaj predyktorowi `logger` (KServe, Seldon) albo zapisuj predykcje w usłudze i wskaż rejestr w `decisions.log` w airworthy.yaml.',
  },
  checks: ['decision-log'],
  texts: {
    missing: { en: '{name} does not log its requests and answers.', pl: '{name} nie rejestruje żądań ani odpowiedzi.' },
    here: { en: 'It is served here, without a logger', pl: 'Tu jest udostępniany, bez loggera' },
    add: {
      en: 'Log requests and answers of {name} to the cluster’s default sink',
      pl: 'Rejestruj żądania i odpowiedzi {name} w domyślnym odbiorniku klastra',
    },
  },
  examples: {
    bad: { 'k8s/fraud.yaml': service('') },
    good: { 'k8s/fraud.yaml': service('    logger: { mode: all, url: http://decision-log }\n') },
  },
  check(context) {
    const { project } = context;
    if (isLoggedElsewhere(project)) return;
    const manifests = deployedManifests(project);
    for (const { path, facts, source } of project.documents('kserve')) {
      if (facts.logger !== null || !manifests.includes(path) || isTestFile(project, path)) continue;
      reportService(context, { path, name: facts.name?.value ?? '', span: facts.anchor, fix: addLogger(source, facts) });
    }
    for (const { path, object } of deployedObjects(project)) {
      if (object.kind.value !== 'SeldonDeployment') continue;
      const predictors = predictorsOf(object.root);
      const isLogged = predictors.some((predictor) =>
        [predictor, ...unitViews(predictor)].some((view) => view.get('logger') !== undefined),
      );
      if (isLogged || predictors.length === 0) continue;
      reportService(context, { path, name: object.name?.value ?? '', span: (object.name ?? object.kind).span });
    }
  },
});

interface Unlogged {
  readonly path: string;
  readonly name: string;
  readonly span: Span;
  readonly fix?: FixOffer<'add'> | undefined;
}

/** In the manifest where there is one, with the service beside it; else at the service. */
function reportService({ project, report }: RuleContext<'missing' | 'here' | 'add'>, { path, name, span, fix }: Unlogged): void {
  const declared = project.manifestDocument === null ? undefined : placeOfAbsent(project, ['decisions', 'log']);
  report({
    ...(declared ?? { path, span }),
    messageId: 'missing',
    args: { name },
    identity: name,
    ...(declared && { related: [{ path, span, messageId: 'here' }] }),
    ...(fix && { fix }),
  });
}

/** A log that is declared or described, or code that stores predictions, started or not: somebody has thought of it. */
function isLoggedElsewhere(project: Project): boolean {
  return (
    project.manifest?.decisions?.log !== undefined ||
    codeFiles(project).some((file) => !file.isTest && !file.isNotebook && predictionWriter(file) !== undefined) ||
    documentsAbout(project, decisionLogTopic).some((part) => !part.isBlank)
  );
}

/** KServe sends to the cluster's default address where the logger names none. */
function addLogger(source: SourceText, { predictor, name }: KserveFacts): FixOffer<'add'> | undefined {
  if (predictor === null) return undefined;
  const edit = appendEntry(source, predictor, { key: 'logger', value: '{ mode: all }', block: ['  mode: all'] });
  return { titleId: 'add', args: { name: name?.value ?? '' }, edits: [edit] };
}
