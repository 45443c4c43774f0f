import { type RuleContext, defineRule } from '../engine/define-rule.ts';
import type { Text } from '../l10n/message.ts';
import { predictorsOf } from '../facts/serving/seldon-graph.ts';
import type { YamlView } from '../facts/yaml/yaml-view.ts';
import type { Span } from '../model/span.ts';
import { deployedObjects } from './knowledge/workloads.ts';
import { deployedManifests } from './scope/deployed-manifests.ts';
import { isTestFile } from './scope/is-out-of-scope.ts';

const texts = {
  sum: { en: 'The traffic weights of {name} add up to {sum}, not 100.', pl: 'Wagi ruchu {name} sumują się do {sum}, a nie do 100.' },
  over: {
    en: 'The canaries of {name} take {sum} percent of the traffic together.',
    pl: 'Wersje kanarkowe {name} biorą razem {sum} procent ruchu.',
  },
  share: {
    en: '{value} is no share of traffic: it must be between 0 and 100.',
    pl: '{value} nie jest udziałem w ruchu: musi być od 0 do 100.',
  },
} satisfies Record<string, Text>;

type Id = keyof typeof texts;

const seldon = (left: number, right: number): string =>
  `apiVersion: machinelearning.seldon.io/v1\nkind: SeldonDeployment\nmetadata:\n  name: fraud\nspec:\n  predictors:\n  - { name: main, traffic: ${left}, graph: { name: clf, implementation: SKLEARN_SERVER, modelUri: s3://m/fraud/v7 } }\n  - { name: canary, traffic: ${right}, graph: { name: clf, implementation: SKLEARN_SERVER, modelUri: s3://m/fraud/v8 } }\n`;

/** Traffic weights that cannot be meant. */
export const trafficSumInvalid = defineRule({
  id: 'traffic-sum-invalid',
  title: { en: 'Traffic weights add up', pl: 'Wagi ruchu sumują się poprawnie' },
  severity: 'error',
  fix: null,
  why: {
    en: 'The cluster refuses such a split, or another share of users than was meant gets the new model.',
    pl: 'Klaster odrzuci taki podział albo nowy model dostanie inna część użytkowników, niż zamierzano.',
  },
  remedy: {
    en: 'Let the weights of all versions that answer add up to 100; shadows do not count.',
    pl: 'Wagi wszystkich odpowiadających wersji muszą dawać 100; wersje w trybie cienia się nie liczą.',
  },
  checks: ['soft-launch'],
  texts,
  examples: { bad: { 'k8s/fraud.yaml': seldon(90, 20) }, good: { 'k8s/fraud.yaml': seldon(90, 10) } },
  check(context) {
    reportKserve(context);
    for (const { path, object } of deployedObjects(context.project)) {
      const name = object.name?.value ?? '';
      if (object.kind.value === 'SeldonDeployment') reportSum(context, { path, name, weights: seldonWeights(object.root) });
      if (object.kind.value === 'VirtualService' && object.apiVersion.startsWith('networking.istio.io/')) {
        for (const route of object.root.at('spec', 'http')?.items() ?? []) reportSum(context, { path, name, weights: routeWeights(route) });
      }
      if (object.kind.value === 'Rollout') reportSteps(context, path, object.root);
    }
  },
});

function reportKserve({ project, report }: RuleContext<Id>): void {
  const manifests = deployedManifests(project);
  for (const { path, facts } of project.documents('kserve')) {
    if (!manifests.includes(path) || isTestFile(project, path)) continue;
    const shares = [facts.canaryTrafficPercent, ...facts.canaries.map(({ trafficPercent }) => trafficPercent)].filter(
      (share) => share !== null,
    );
    const wrong = shares.filter(({ value }) => value < 0 || value > 100);
    for (const { value, span } of wrong) report({ path, span, messageId: 'share', args: { value }, identity: `share/${value}` });
    const canaries = facts.canaries.flatMap(({ trafficPercent }) => trafficPercent ?? []);
    const sum = canaries.reduce((total, { value }) => total + value, 0);
    const last = canaries.at(-1);
    if (wrong.length === 0 && sum > 100 && last !== undefined)
      report({ path, span: last.span, messageId: 'over', args: { name: facts.name?.value ?? '', sum }, identity: 'canaries' });
  }
}

interface Weight {
  readonly value: number | null;
  readonly span: Span;
}

/** A single version may leave its weight out; of several, Seldon's webhook wants 100 in all, shadows not counted. */
function seldonWeights(root: YamlView): readonly Weight[] {
  const predictors = predictorsOf(root).filter((predictor) => predictor.get('shadow')?.boolean()?.value !== true);
  return predictors.map((predictor) => weightOf(predictor, 'traffic'));
}

/** Istio takes weights as shares of their sum; with a sum other than 100 the numbers do not say what they seem to. */
function routeWeights(route: YamlView): readonly Weight[] {
  return (route.get('route')?.items() ?? []).map((destination) => weightOf(destination, 'weight'));
}

function weightOf(view: YamlView, key: string): Weight {
  const weight = view.get(key);
  return { value: weight?.number()?.value ?? null, span: weight?.span ?? view.span };
}

function reportSum(
  { report }: RuleContext<Id>,
  { path, name, weights }: { readonly path: string; readonly name: string; readonly weights: readonly Weight[] },
): void {
  const known = weights.filter(({ value }) => value !== null);
  const last = known.at(-1);
  // Weights that are left out of some or all versions are given by a controller or by templates.
  if (last === undefined || weights.length < 2 || known.length < weights.length) return;
  const sum = known.reduce((total, { value }) => total + (value ?? 0), 0);
  if (sum !== 100) report({ path, span: last.span, messageId: 'sum', args: { name, sum }, identity: `sum/${name}` });
}

function reportSteps({ report }: RuleContext<Id>, path: string, root: YamlView): void {
  for (const step of root.at('spec', 'strategy', 'canary', 'steps')?.items() ?? []) {
    const weight = step.get('setWeight')?.number();
    if (weight === undefined || (weight.value >= 0 && weight.value <= 100)) continue;
    report({ path, span: weight.span, messageId: 'share', args: { value: weight.value }, identity: `step/${weight.value}` });
  }
}
