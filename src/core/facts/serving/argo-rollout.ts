import { type Text, message } from '../../l10n/message.ts';
import type { Located, Span } from '../../model/span.ts';
import type { Problem, YamlFormat } from '../format.ts';
import { eitherOf, listOf, mapOf, orNothing, record } from '../yaml/compound-shapes.ts';
import { anything, integer, text } from '../yaml/scalar-shapes.ts';
import { type Shape, checkShape, rootPlace } from '../yaml/shape.ts';
import type { YamlView } from '../yaml/yaml-view.ts';
import { isForeignTemplate } from './foreign-template.ts';
import { isOfGroup, keySpan, readObject } from './kubernetes-object.ts';
import { objectNameProblems } from './object-name.ts';
import { metadata } from './object-shapes.ts';
import type { ArgoRolloutFacts } from './rollout-facts.ts';

const texts = {
  noStrategy: { en: 'The strategy must be canary or blueGreen.', pl: 'Strategia musi być canary albo blueGreen.' },
  both: {
    en: 'A Rollout has one strategy: canary and blueGreen exclude each other.',
    pl: 'Rollout ma jedną strategię: canary i blueGreen się wykluczają.',
  },
  weight: { en: 'setWeight must lie between 0 and 100.', pl: 'setWeight musi leżeć między 0 a 100.' },
  step: { en: 'A step does exactly one thing.', pl: 'Krok robi dokładnie jedną rzecz.' },
  active: { en: 'A blue-green Rollout needs activeService.', pl: 'Rollout blueGreen wymaga activeService.' },
  sameService: { en: 'previewService and activeService must differ.', pl: 'previewService i activeService muszą się różnić.' },
  noTemplate: {
    en: 'A Rollout needs a template of pods or a workloadRef.',
    pl: 'Rollout wymaga szablonu podów (template) albo workloadRef.',
  },
} satisfies Record<string, Text>;

const stepKinds = ['setWeight', 'pause', 'analysis', 'experiment', 'setCanaryScale', 'setHeaderRoute', 'setMirrorRoute', 'plugin'];
const block = orNothing(mapOf(anything));
const mostSteps = 1000;

const shape: Shape = record(
  {
    metadata,
    spec: orNothing(
      record(
        {
          replicas: orNothing(integer),
          selector: block,
          template: block,
          workloadRef: block,
          strategy: orNothing(
            record(
              {
                canary: orNothing(
                  record(
                    {
                      steps: orNothing(
                        listOf(record({ setWeight: orNothing(integer), pause: block, analysis: block, experiment: block }, { open: true })),
                      ),
                      canaryService: orNothing(text),
                      stableService: orNothing(text),
                      maxSurge: orNothing(eitherOf(integer, text)),
                      maxUnavailable: orNothing(eitherOf(integer, text)),
                    },
                    { open: true },
                  ),
                ),
                blueGreen: orNothing(record({ activeService: orNothing(text), previewService: orNothing(text) }, { open: true })),
              },
              { open: true },
            ),
          ),
        },
        { open: true },
      ),
    ),
  },
  { open: true },
);

/** A Rollout of Argo Rollouts. */
export const argoRollout: YamlFormat<'argo-rollout', ArgoRolloutFacts> = {
  kind: 'yaml',
  id: 'argo-rollout',
  recognise: (root, _path, source) =>
    root.get('kind')?.scalar === 'Rollout' && isOfGroup(root, 'argoproj.io') && !isForeignTemplate(source),
  read: (root) => ({ facts: readFacts(root), problems: problemsOf(root) }),
  inspect: ({ name, strategy, steps, analyses }) => ({
    name: name?.value ?? null,
    strategy,
    steps: steps.map(({ value }) => value),
    analyses: analyses.map(({ value }) => value),
  }),
};

function readFacts(root: YamlView): ArgoRolloutFacts {
  const strategy = root.at('spec', 'strategy');
  const kind = strategy?.get('canary') !== undefined ? 'canary' : strategy?.get('blueGreen') !== undefined ? 'blueGreen' : null;
  return {
    name: root.at('metadata', 'name')?.text() ?? null,
    strategy: kind,
    steps: (strategy?.at('canary', 'steps')?.items() ?? []).slice(0, mostSteps).map(stepOf),
    analyses: strategy === undefined ? [] : templateNames(strategy),
    workloadRef: root.at('spec', 'workloadRef', 'name')?.text()?.value ?? null,
    object: readObject(root),
  };
}

function stepOf(step: YamlView): Located<string> {
  const [entry] = step.entries();
  if (entry === undefined) return { value: '', span: step.span };
  const weight = entry.key === 'setWeight' ? ` ${entry.value.text()?.value ?? ''}` : '';
  return { value: `${entry.key}${weight}`, span: entry.keySpan };
}

/** `templateName` of every analysis: of steps, in the background, before and after a switch. */
function templateNames(strategy: YamlView): readonly Located<string>[] {
  const analyses = [
    ...(strategy.at('canary', 'steps')?.items() ?? []).slice(0, mostSteps).map((step) => step.get('analysis')),
    strategy.at('canary', 'analysis'),
    strategy.at('blueGreen', 'prePromotionAnalysis'),
    strategy.at('blueGreen', 'postPromotionAnalysis'),
  ];
  return analyses.flatMap((analysis) =>
    (analysis?.get('templates')?.items() ?? []).flatMap((one) => one.get('templateName')?.text() ?? []),
  );
}

/** What the API server and Argo's controller, which marks such a Rollout as invalid, say. */
function problemsOf(root: YamlView): readonly Problem[] {
  const place = rootPlace(root, 'Rollout');
  const problems: Problem[] = [...checkShape(shape, root, place), ...objectNameProblems(root, 'Rollout')];
  const spec = root.get('spec');
  const [strategy, canary, blueGreen] = [spec?.get('strategy'), spec?.at('strategy', 'canary'), spec?.at('strategy', 'blueGreen')];
  const at = (view: YamlView | undefined, key: string): Span => keySpan(view, key) ?? place.span;
  if (canary === undefined && blueGreen === undefined)
    problems.push({ message: message(texts.noStrategy), span: strategy === undefined ? at(root, 'spec') : at(spec, 'strategy') });
  if (canary !== undefined && blueGreen !== undefined) problems.push({ message: message(texts.both), span: at(strategy, 'blueGreen') });
  if (spec?.get('template') === undefined && spec?.get('workloadRef') === undefined)
    problems.push({ message: message(texts.noTemplate), span: at(root, 'spec') });
  for (const step of (canary?.get('steps')?.items() ?? []).slice(0, mostSteps)) {
    const weight = step.get('setWeight')?.number();
    if (weight !== undefined && (weight.value < 0 || weight.value > 100))
      problems.push({ message: message(texts.weight), span: weight.span });
    const done = step.entries().filter(({ key }) => stepKinds.includes(key));
    if (step.kind === 'map' && done.length !== 1) problems.push({ message: message(texts.step), span: done[1]?.keySpan ?? step.span });
  }
  const active = blueGreen?.get('activeService')?.text();
  if (blueGreen !== undefined && (active?.value ?? '') === '')
    problems.push({ message: message(texts.active), span: at(strategy, 'blueGreen') });
  const preview = blueGreen?.get('previewService')?.text();
  if (active !== undefined && preview?.value === active.value) problems.push({ message: message(texts.sameService), span: preview.span });
  return problems.slice(0, 200);
}
