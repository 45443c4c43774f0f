/** What a scenario profile (`scenario:` in the manifest) asks beyond the common list. It adds no checks and hides none. */
import type { Manifest } from '../config/manifest-schema.ts';
import type { Text } from '../l10n/message.ts';
import type { Project } from '../project/project.ts';

/** The name of a profile. */
export type ScenarioId = NonNullable<Manifest['scenario']>;

/** A kind of gate that a profile wants, known by the metric's name. */
export interface WantedGate {
  readonly name: string;
  readonly metric: RegExp;
}

/** A profile. */
export interface Scenario {
  readonly id: ScenarioId;
  readonly title: Text;
  /** What such projects live with. */
  readonly about: Text;
  /** Weights of checks where the manifest says nothing; blockers keep theirs. */
  readonly weights: Readonly<Record<string, number>>;
  readonly gates: readonly WantedGate[];
  /** What `met` needs in other checks; each check knows what to look for. */
  readonly needs: readonly ('fallback' | 'cadence' | 'seasonal-drift' | 'extreme-events' | 'data-consistency')[];
}

const latency: WantedGate = { name: 'response time', metric: /latency|response_?time|duration|p9\d|_ms$/i };

/** The profiles of the catalogue. */
export const scenarios: readonly Scenario[] = [
  {
    id: 'fraud-detection',
    title: { en: 'Fraud detection', pl: 'Wykrywanie nadużyć' },
    about: {
      en: 'Hundreds of thousands of operations a day and alerts within seconds; a false block annoys a customer, a miss costs money.',
      pl: 'Setki tysięcy operacji dziennie i alerty w ciągu sekund; fałszywa blokada irytuje klienta, przeoczenie kosztuje.',
    },
    weights: { 'quality-gates': 2, 'decision-log': 2, 'failure-handling': 2, 'operational-metrics': 2, 'alert-response': 2 },
    gates: [
      latency,
      { name: 'false positives', metric: /false_?positive|fpr|precision|specificity/i },
      { name: 'false negatives', metric: /false_?negative|fnr|recall|sensitivity|miss/i },
    ],
    needs: ['fallback'],
  },
  {
    id: 'demand-forecasting',
    title: { en: 'Demand forecasting', pl: 'Prognozowanie popytu' },
    about: { en: 'Live data with seasons, blackouts and sudden trends.', pl: 'Dane na żywo z sezonowością, przerwami i nagłymi trendami.' },
    weights: { retraining: 2, 'drift-monitoring': 2, 'dirty-data-tests': 2, 'data-freshness': 2 },
    gates: [],
    needs: ['cadence', 'seasonal-drift', 'extreme-events'],
  },
  {
    id: 'personalization',
    title: { en: 'Personalization', pl: 'Personalizacja' },
    about: { en: 'Recommendations in real time, integrated with the CRM.', pl: 'Rekomendacje w czasie rzeczywistym, zintegrowane z CRM.' },
    weights: { 'serving-integration': 2, 'quality-gates': 2, 'failure-handling': 2, 'regression-tests': 2 },
    gates: [latency],
    needs: ['data-consistency'],
  },
];

/** The project's profile; undefined where it declares none. */
export function scenarioOf(project: Pick<Project, 'manifest'>): Scenario | undefined {
  return scenarios.find((scenario) => scenario.id === project.manifest?.scenario);
}

/** Whether the project's profile wants something more of a check. */
export function scenarioNeeds(project: Project, need: Scenario['needs'][number]): boolean {
  return scenarioOf(project)?.needs.includes(need) === true;
}

/** The kinds of gates that the profile wants and that none of these metrics is. */
export function missingGates(project: Project, metrics: readonly string[]): readonly string[] {
  return (scenarioOf(project)?.gates ?? [])
    .filter((wanted) => !metrics.some((metric) => wanted.metric.test(metric)))
    .map((wanted) => wanted.name);
}
