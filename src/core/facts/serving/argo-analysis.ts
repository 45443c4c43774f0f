import { type Text, message } from '../../l10n/message.ts';
import type { Problem, YamlFormat } from '../format.ts';
import { listOf, mapOf, orNothing, record } from '../yaml/compound-shapes.ts';
import { anything, text } from '../yaml/scalar-shapes.ts';
import { type Shape, checkShape, rootPlace, shorten } from '../yaml/shape.ts';
import type { YamlView } from '../yaml/yaml-view.ts';
import { isForeignTemplate } from './foreign-template.ts';
import { isOfGroup, keySpan, readObject } from './kubernetes-object.ts';
import { objectNameProblems } from './object-name.ts';
import { metadata } from './object-shapes.ts';
import type { AnalysisMetric, ArgoAnalysisFacts } from './rollout-facts.ts';

const texts = {
  noMetrics: {
    en: 'An analysis needs metrics, or templates that have some.',
    pl: 'Analiza wymaga metryk (metrics) albo szablonów, które je mają.',
  },
  unnamed: { en: 'The metric has no name.', pl: 'Metryka nie ma nazwy.' },
  twice: { en: 'The metric {name} appears twice.', pl: 'Metryka {name} występuje dwa razy.' },
  provider: { en: 'A metric is measured by exactly one provider.', pl: 'Metryka ma dokładnie jedno źródło pomiaru (provider).' },
  limit: { en: '“{key}” may not be greater than count.', pl: '„{key}” nie może być większe niż count.' },
  interval: { en: 'A metric that is measured more than once needs an interval.', pl: 'Metryka mierzona więcej niż raz wymaga interval.' },
} satisfies Record<string, Text>;

const kinds = ['AnalysisTemplate', 'ClusterAnalysisTemplate', 'AnalysisRun'];
const mostMetrics = 1000;
const block = orNothing(mapOf(anything));

const shape: Shape = record(
  {
    metadata,
    spec: orNothing(
      record(
        {
          metrics: orNothing(
            listOf(
              record(
                {
                  name: orNothing(text),
                  successCondition: orNothing(text),
                  failureCondition: orNothing(text),
                  interval: orNothing(text),
                  provider: block,
                },
                { open: true },
              ),
            ),
          ),
          args: orNothing(listOf(block)),
          templates: orNothing(listOf(block)),
        },
        { open: true },
      ),
    ),
  },
  { open: true },
);

/** An analysis of Argo Rollouts, as a template or a run. */
export const argoAnalysis: YamlFormat<'argo-analysis', ArgoAnalysisFacts> = {
  kind: 'yaml',
  id: 'argo-analysis',
  recognise: (root, _path, source) =>
    kinds.includes(root.get('kind')?.text()?.value ?? '') && isOfGroup(root, 'argoproj.io') && !isForeignTemplate(source),
  read: (root) => ({ facts: readFacts(root), problems: problemsOf(root) }),
  inspect: ({ kind, name, metrics, args }) => ({
    kind,
    name: name?.value ?? null,
    metrics: metrics.map((metric) => ({ name: metric.name.value, provider: metric.provider, query: metric.query?.value ?? null })),
    args: [...args],
  }),
};

function readFacts(root: YamlView): ArgoAnalysisFacts {
  return {
    kind: root.get('kind')?.text()?.value ?? '',
    name: root.at('metadata', 'name')?.text() ?? null,
    metrics: metricsOf(root).flatMap(readMetric),
    args: (root.at('spec', 'args')?.items() ?? []).flatMap((arg) => arg.get('name')?.text()?.value ?? []),
    object: readObject(root),
  };
}

function metricsOf(root: YamlView): readonly YamlView[] {
  return (root.at('spec', 'metrics')?.items() ?? []).slice(0, mostMetrics);
}

function readMetric(view: YamlView): readonly AnalysisMetric[] {
  const name = view.get('name')?.text();
  if (name === undefined) return [];
  const [provider] = view.get('provider')?.entries() ?? [];
  return [
    {
      name,
      provider: provider?.key ?? null,
      query: provider?.value.get('query')?.text() ?? null,
      successCondition: view.get('successCondition')?.text() ?? null,
      failureCondition: view.get('failureCondition')?.text() ?? null,
    },
  ];
}

/** What Argo's controller refuses (its `utils/analysis/helpers.go`, ValidateMetrics). */
function problemsOf(root: YamlView): readonly Problem[] {
  const kind = root.get('kind')?.text()?.value ?? '';
  const place = rootPlace(root, kind);
  const problems: Problem[] = [...checkShape(shape, root, place), ...objectNameProblems(root, kind)];
  const metrics = metricsOf(root);
  const spec = root.get('spec');
  if (metrics.length === 0 && spec?.get('templates') === undefined)
    problems.push({ message: message(texts.noMetrics), span: keySpan(spec, 'metrics') ?? keySpan(root, 'spec') ?? place.span });
  const names = new Set<string>();
  for (const metric of metrics) {
    const name = metric.get('name')?.text();
    const start = metric.entries()[0]?.keySpan ?? metric.span;
    if ((name?.value ?? '') === '') problems.push({ message: message(texts.unnamed), span: name?.span ?? start });
    else if (name !== undefined && names.has(name.value))
      problems.push({ message: message(texts.twice, { name: shorten(name.value) }), span: name.span });
    if (name !== undefined) names.add(name.value);
    const provider = metric.get('provider');
    if (provider?.entries().length !== 1)
      problems.push({ message: message(texts.provider), span: provider?.entries()[1]?.keySpan ?? keySpan(metric, 'provider') ?? start });
    problems.push(...countProblems(metric));
  }
  return problems.slice(0, 200);
}

/** A count may also be a placeholder such as `{{args.count}}`, of which nothing is known. */
function countProblems(metric: YamlView): readonly Problem[] {
  const count = metric.get('count')?.number();
  if (count === undefined) return [];
  const limits = metric.entries().filter(({ key }) => key === 'failureLimit' || key === 'inconclusiveLimit');
  return [
    ...limits
      .filter(({ value }) => count.value > 0 && (value.number()?.value ?? 0) > count.value)
      .map(({ key, keySpan: span }) => ({ message: message(texts.limit, { key }), span })),
    ...(count.value > 1 && metric.get('interval') === undefined ? [{ message: message(texts.interval), span: count.span }] : []),
  ];
}
