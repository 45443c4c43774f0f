import { type FixOffer, type RuleContext, defineRule } from '../engine/define-rule.ts';
import type { Text } from '../l10n/message.ts';
import type { Span } from '../model/span.ts';
import { modelReferences } from '../project/evidence/model-references.ts';
import type { Project } from '../project/project.ts';
import { parseModelReference } from '../release/model-reference.ts';
import { inQuotesOf } from './edits/yaml-entry.ts';
import { currentVersion } from './knowledge/served-versions.ts';
import { deployedManifests } from './scope/deployed-manifests.ts';
import { isOutOfScope, isTestFile } from './scope/is-out-of-scope.ts';

const texts = {
  latest: {
    en: 'This names the latest model, whichever that is at the next start.',
    pl: 'To wskazuje najnowszy model, jakikolwiek będzie przy następnym uruchomieniu.',
  },
  stage: {
    en: 'This names the registry’s stage {name}, whose version changes without a change here.',
    pl: 'To wskazuje etap rejestru {name}, którego wersja zmienia się bez zmiany w tym miejscu.',
  },
  alias: {
    en: 'This names the alias {name}, whose version changes without a change here.',
    pl: 'To wskazuje alias {name}, którego wersja zmienia się bez zmiany w tym miejscu.',
  },
  noVersion: {
    en: 'This storage path has no version: another model can be put there unseen.',
    pl: 'Ta ścieżka nie ma wersji: można tam niepostrzeżenie umieścić inny model.',
  },
  pin: { en: 'Change to {version}, now in production (tag {ref})', pl: 'Zmień na {version}, teraz na produkcji (tag {ref})' },
} satisfies Record<string, Text>;

type Id = keyof typeof texts;

const kserve = (uri: string): string =>
  `apiVersion: serving.kserve.io/v1beta1\nkind: InferenceService\nmetadata:\n  name: fraud\nspec:\n  predictor:\n    model:\n      modelFormat:\n        name: sklearn\n      storageUri: ${uri}\n`;

/** A model reference that means another model tomorrow. */
export const modelRefUnpinned = defineRule({
  id: 'model-ref-unpinned',
  title: { en: 'Models are referred to by version', pl: 'Odwołania do modeli podają wersję' },
  severity: 'warning',
  fix: 'suggested',
  why: {
    en: 'Without a version nobody can say which model answered yesterday, and a restart may change it.',
    pl: 'Bez wersji nikt nie powie, który model odpowiadał wczoraj, a restart może go zmienić.',
  },
  remedy: {
    en: 'Name the version: `s3://bucket/fraud/v1.4.0`, `models:/fraud/7`, `hf://org/model:COMMIT`.',
    pl: 'Podaj wersję: `s3://bucket/fraud/v1.4.0`, `models:/fraud/7`, `hf://org/model:COMMIT`.',
  },
  checks: ['model-versioned', 'version-consistency', 'rollback'],
  texts,
  examples: {
    bad: { 'k8s/fraud.yaml': kserve('s3://models/fraud/latest') },
    good: { 'k8s/fraud.yaml': kserve('s3://models/fraud/v1.4.0') },
  },
  check(context) {
    reportManifests(context);
    reportCode(context);
  },
});

/** Run ids, content hashes, unique ids and dates tell models apart as well as versions do. */
const otherVersion =
  /[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-|(?:^|[^0-9])20\d{2}[-_]?\d{2}[-_]?\d{2}(?:[^0-9]|$)|(?:^|[/_.@:-])[0-9a-f]{7,12}(?:$|[/_.-])|[?&](?:versionId|generation)=|(?:^|[/_-])(?:version|ver|rev|release|build|run)[-_=]?\d+/i;

function reportManifests({ project, report }: RuleContext<Id>): void {
  const manifests = deployedManifests(project);
  for (const { place, uri, version } of modelReferences(project)) {
    if (place.span === null || !manifests.includes(place.path) || isTestFile(project, place.path) || /\$|\{\{|<%/.test(uri)) continue;
    const alias = /^(?:mlflow:\/\/|models:\/).*@([\w.-]+)$/.exec(uri)?.[1];
    const isLatest = /(?:^|[/:@_-])latest(?:$|[/._-])/i.test(uri);
    if (!isLatest && alias === undefined && (version !== 'none' || otherVersion.test(uri))) continue;
    const fix = isLatest ? pinLatest(project, place.path, place.span, uri) : undefined;
    report({
      path: place.path,
      span: place.span,
      messageId: isLatest ? 'latest' : alias === undefined ? 'noVersion' : 'alias',
      args: { name: alias ?? '' },
      identity: uri.replace(/\/\/[^@/]*@/, '//'),
      ...(fix && { fix }),
    });
  }
}

/** Only a whole path segment is replaced, by the version whose tag is in production. */
function pinLatest(project: Project, path: string, span: Span, uri: string): FixOffer<'pin'> | undefined {
  const source = project.file(path)?.source;
  const current = currentVersion(project, path, uri);
  const index = uri.search(/(?<=[/:@])latest(?=$|\/)/);
  if (source === undefined || current === undefined || index === -1 || !/^v?\d/.test(current.version)) return undefined;
  const inner = inQuotesOf(source, span);
  if (source.text.slice(inner.start, inner.end) !== uri) return undefined;
  const start = inner.start + index;
  return {
    titleId: 'pin',
    args: current,
    edits: [{ kind: 'replace', path, span: { start, end: start + 'latest'.length }, text: current.version }],
  };
}

/** The stages that MLflow retired; anything else behind the slash is no reference that it takes. */
const retiredStages = /^(?:production|staging|archived)$/i;

/** In code an alias is the way MLflow means deployments to follow the registry; `latest` and the stages it retired are not. */
function reportCode({ project, report }: RuleContext<Id>): void {
  for (const { path, facts } of project.documents('python')) {
    if (isOutOfScope(project, path) || isTestFile(project, path)) continue;
    for (const { value, span } of facts.strings) {
      const reference = parseModelReference(value);
      if (reference?.kind === 'latest') report({ path, span, messageId: 'latest', args: { name: 'latest' }, identity: value });
      if (reference?.kind === 'stage' && retiredStages.test(reference.stage))
        report({ path, span, messageId: 'stage', args: { name: reference.stage }, identity: value });
    }
  }
}
