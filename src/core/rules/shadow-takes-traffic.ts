import { deployTargets } from '../config/deploy-targets.ts';
import { type RuleContext, defineRule } from '../engine/define-rule.ts';
import { predictorsOf } from '../facts/serving/seldon-graph.ts';
import type { YamlView } from '../facts/yaml/yaml-view.ts';
import type { Text } from '../l10n/message.ts';
import type { Span } from '../model/span.ts';
import type { Project } from '../project/project.ts';
import { appendEntry } from './edits/yaml-entry.ts';
import { deployedObjects } from './knowledge/workloads.ts';
import { deployedManifests } from './scope/deployed-manifests.ts';
import { isTestFile } from './scope/is-out-of-scope.ts';

const texts = {
  named: {
    en: '{name} is called a shadow, but it answers {share} % of the requests: `shadow: true` is missing.',
    pl: '{name} nazywa się cieniem, ale odpowiada na {share}% żądań: brakuje `shadow: true`.',
  },
  both: {
    en: '{name} gets copies of the requests and also answers some of them: it is no shadow.',
    pl: '{name} dostaje kopie żądań, a zarazem odpowiada na część z nich: to nie jest tryb cienia.',
  },
  strategy: {
    en: 'The strategy of {name} is `shadow`, but its new version answers {share} % of the requests.',
    pl: 'Strategią dla {name} jest `shadow`, ale nowa wersja odpowiada na {share}% żądań.',
  },
  mark: { en: 'Make it a shadow, whose answers nobody gets', pl: 'Włącz tryb cienia, w którym nikt nie dostaje odpowiedzi' },
  none: { en: 'Set its share to 0', pl: 'Ustaw jej udział na 0' },
} satisfies Record<string, Text>;

type Id = keyof typeof texts;

const shadowName = /(?:^|[-_.])shadow(?:$|[-_.])/i;

const seldon = (shadow: string): string =>
  `apiVersion: machinelearning.seldon.io/v1\nkind: SeldonDeployment\nmetadata:\n  name: fraud\nspec:\n  predictors:\n  - name: main\n    traffic: 90\n    graph: { name: clf, implementation: SKLEARN_SERVER, modelUri: s3://m/fraud/v7 }\n  - name: shadow\n    traffic: 10\n${shadow}    graph: { name: clf, implementation: SKLEARN_SERVER, modelUri: s3://m/fraud/v8 }\n`;

/** A version that is meant to be watched only, and that decides nevertheless. */
export const shadowTakesTraffic = defineRule({
  id: 'shadow-takes-traffic',
  title: { en: 'A shadow answers nobody', pl: 'Wersja w trybie cienia nikomu nie odpowiada' },
  severity: 'warning',
  fix: 'suggested',
  why: {
    en: 'A shadow is there to be compared without risk; as written, an unproven version decides about real requests.',
    pl: 'Tryb cienia służy do porównań bez ryzyka; w tym zapisie niesprawdzona wersja decyduje o prawdziwych żądaniach.',
  },
  remedy: {
    en: 'Mirror the requests to it instead (`shadow: true`, `mirror`), and leave it out of the versions that answer; or call it a canary.',
    pl: 'Kopiuj do niej żądania (`shadow: true`, `mirror`) i usuń ją z wersji, które odpowiadają, albo nazwij ją kanarkową.',
  },
  checks: ['soft-launch'],
  texts,
  examples: { bad: { 'k8s/fraud.yaml': seldon('') }, good: { 'k8s/fraud.yaml': seldon('    shadow: true\n') } },
  check(context) {
    reportKserve(context);
    for (const { path, object } of deployedObjects(context.project)) {
      const { kind, apiVersion, root } = object;
      if (kind.value === 'SeldonDeployment') reportPredictors(context, path, root);
      if (kind.value === 'Experiment' && apiVersion.startsWith('mlops.seldon.io/')) reportExperiment(context, path, root);
      if (kind.value === 'VirtualService' && apiVersion.startsWith('networking.istio.io/')) {
        for (const route of root.at('spec', 'http')?.items() ?? []) reportMirrored(context, path, istioRoute(route));
      }
      if (kind.value === 'HTTPRoute' && apiVersion.startsWith('gateway.networking.k8s.io/')) {
        for (const rule of root.at('spec', 'rules')?.items() ?? []) reportMirrored(context, path, gatewayRoute(rule));
      }
    }
  },
});

/** KServe has no shadow of its own: what the manifest calls one may get no share, and neither may a canary of that name. */
function reportKserve({ project, report }: RuleContext<Id>): void {
  const manifests = deployedManifests(project);
  const shadows = shadowTargets(project);
  for (const { path, facts } of project.documents('kserve')) {
    if (!manifests.includes(path) || isTestFile(project, path)) continue;
    const name = facts.name?.value ?? '';
    const isShadow = shadows.some((target) => target.path === path && (target.object === undefined || target.object === name));
    const share = facts.canaryTrafficPercent;
    const called = facts.canaries.filter((canary) => shadowName.test(canary.name));
    const found = [
      ...(isShadow && share !== null && share.value < 100 ? [{ share, name }] : []),
      ...called.flatMap((canary) => (canary.trafficPercent === null ? [] : [{ share: canary.trafficPercent, name: canary.name }])),
    ];
    for (const { share: taken, name: label } of found) {
      if (taken.value <= 0) continue;
      report({
        path,
        span: taken.span,
        messageId: 'strategy',
        args: { name: label, share: taken.value },
        identity: label,
        fix: { titleId: 'none', edits: [{ kind: 'replace', path, span: taken.span, text: '0' }] },
      });
    }
  }
}

/** The manifests that a `deploy` with the strategy `shadow` names. */
function shadowTargets(project: Project): readonly { readonly path: string | null; readonly object: string | undefined }[] {
  const document = project.manifestDocument;
  if (document === null) return [];
  return (project.manifest?.models ?? [])
    .flatMap(deployTargets)
    .flatMap(({ strategy, manifest, object }) =>
      strategy === 'shadow' && manifest !== undefined ? [{ path: project.resolve(document.path, manifest), object }] : [],
    );
}

/** Seldon mirrors to a predictor only where it says `shadow: true`; the traffic of such a one is the share that is copied. */
function reportPredictors({ project, report }: RuleContext<Id>, path: string, root: YamlView): void {
  const answering = predictorsOf(root).filter((predictor) => predictor.get('shadow')?.boolean()?.value !== true);
  const source = project.file(path)?.source;
  for (const predictor of answering) {
    const name = predictor.get('name')?.text();
    const traffic = predictor.get('traffic')?.number();
    const flag = predictor.get('shadow');
    if (name === undefined || traffic === undefined || traffic.value <= 0 || answering.length < 2 || !shadowName.test(name.value)) continue;
    const [other, ...more] = answering.filter((candidate) => candidate !== predictor);
    const rest = other?.get('traffic')?.number();
    // With several others it is not for us to say which of them gets the share.
    const isMendable = source !== undefined && more.length === 0 && rest !== undefined && (flag === undefined || flag.kind === 'scalar');
    const mark =
      flag !== undefined
        ? ({ kind: 'replace', path, span: flag.span, text: 'true' } as const)
        : source && appendEntry(source, predictor.span, { key: 'shadow', value: 'true' });
    report({
      path,
      span: traffic.span,
      messageId: 'named',
      args: { name: name.value, share: traffic.value },
      identity: name.value,
      ...(isMendable && mark !== undefined
        ? { fix: { titleId: 'mark' as const, edits: [mark, { kind: 'replace', path, span: rest.span, text: '100' } as const] } }
        : {}),
    });
  }
}

/** An Experiment of Seldon Core v2 whose mirror is also one of its candidates. */
function reportExperiment({ report }: RuleContext<Id>, path: string, root: YamlView): void {
  const mirror = root.at('spec', 'mirror', 'name')?.text()?.value;
  const candidates = root.at('spec', 'candidates')?.items() ?? [];
  const answering = candidates.filter((candidate) => (candidate.get('weight')?.number()?.value ?? 0) > 0);
  for (const candidate of answering) {
    const weight = candidate.get('weight')?.number();
    if (mirror === undefined || weight === undefined || candidate.get('name')?.text()?.value !== mirror) continue;
    const isMendable = answering.length > 1 && root.at('spec', 'default')?.text()?.value !== mirror;
    report({
      path,
      span: weight.span,
      messageId: 'both',
      args: { name: mirror },
      identity: mirror,
      ...(isMendable
        ? { fix: { titleId: 'none' as const, edits: [{ kind: 'replace', path, span: weight.span, text: '0' } as const] } }
        : {}),
    });
  }
}

/** Where a route sends requests and where it copies them to. */
interface Route {
  readonly mirrors: readonly string[];
  readonly answering: readonly { readonly target: string; readonly span: Span }[];
}

function istioRoute(route: YamlView): Route {
  const single = route.get('mirror');
  const mirrors = [
    ...(single === undefined ? [] : [single]),
    ...(route.get('mirrors')?.items() ?? []).flatMap((entry) => entry.get('destination') ?? []),
  ];
  return {
    mirrors: mirrors.flatMap((view) => targetOf(view, ['host', 'subset'])),
    answering: answeringIn(route.get('route'), (entry) => entry.get('destination'), ['host', 'subset']),
  };
}

function gatewayRoute(rule: YamlView): Route {
  const mirrors = (rule.get('filters')?.items() ?? []).flatMap((filter) => filter.at('requestMirror', 'backendRef') ?? []);
  const keys = ['kind', 'namespace', 'name'];
  return {
    mirrors: mirrors.flatMap((view) => targetOf(view, keys)),
    answering: answeringIn(rule.get('backendRefs'), (entry) => entry, keys),
  };
}

/** Destinations that get requests: a weight of 0 gets none, and one that is left out is not. */
function answeringIn(
  list: YamlView | undefined,
  destinationOf: (entry: YamlView) => YamlView | undefined,
  keys: readonly string[],
): Route['answering'] {
  return (list?.items() ?? []).flatMap((entry) => {
    const weight = entry.get('weight');
    const destination = destinationOf(entry);
    if (destination === undefined || (weight !== undefined && !((weight.number()?.value ?? 0) > 0))) return [];
    return targetOf(destination, keys).map((target) => ({ target, span: (weight ?? destination.get('subset') ?? destination).span }));
  });
}

/** A destination as one text; the port is left out, for it tells no versions apart. */
function targetOf(view: YamlView, keys: readonly string[]): readonly string[] {
  const parts = keys.map((key) => view.get(key)?.text()?.value ?? '');
  return parts.every((part) => part === '') ? [] : [parts.filter((part) => part !== '').join('/')];
}

function reportMirrored({ report }: RuleContext<Id>, path: string, { mirrors, answering }: Route): void {
  for (const { target, span } of answering) {
    if (mirrors.includes(target)) report({ path, span, messageId: 'both', args: { name: target }, identity: `route/${target}` });
  }
}
