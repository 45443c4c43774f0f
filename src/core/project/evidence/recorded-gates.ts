import type { ManifestGate } from '../../config/manifest-schema.ts';
import { valueAt } from '../../facts/data-file.ts';
import type { Message, Text } from '../../l10n/message.ts';
import { message } from '../../l10n/message.ts';
import { type MetricReading, judgeMetric, sourceOf } from '../../release/gate-outcome.ts';
import type { Project } from '../project.ts';
import type { Place } from './offer.ts';
import { perProject } from './per-project.ts';

/** A gate of the manifest with what the work tree says of it. */
export interface JudgedGate {
  readonly model: string;
  readonly gate: ManifestGate;
  /** The metric's name, the check's id or the drift entry's title. */
  readonly name: string;
  readonly place: Place;
  /**
   * `passed` and `failed`: by the recorded value. `no-target`: the file or the value in it does not exist.
   * `unasked`: only an endpoint, another check or another version could tell.
   */
  readonly outcome: 'passed' | 'failed' | 'no-target' | 'unasked';
  readonly why: Message;
}

const texts = {
  endpoint: { en: 'Its value comes from {from}, which was not asked.', pl: 'Jej wartość pochodzi z {from}, którego nie odpytano.' },
  other: { en: 'It is judged when a version is promoted.', pl: 'Jest oceniana przy awansowaniu wersji.' },
  noFile: { en: '{path} does not exist.', pl: 'Plik {path} nie istnieje.' },
  noValue: { en: '{path} has no number at {pointer}.', pl: 'W pliku {path} nie ma liczby pod {pointer}.' },
} as const satisfies Record<string, Text>;

/** The gates of all declared models, judged on the metrics of the work tree. Comparisons with another version wait for the promotion. */
export const judgedGates = perProject((project): readonly JudgedGate[] => {
  const { manifest, manifestDocument } = project;
  if (manifest === null || manifestDocument === null) return [];
  return (manifest.models ?? []).flatMap((model, modelIndex) =>
    (model.gates ?? []).map((gate, gateIndex): JudgedGate => {
      const view = manifestDocument.facts.root.at('models', modelIndex, 'gates', gateIndex);
      const place = { path: manifestDocument.path, span: view?.span ?? manifestDocument.span };
      return { model: model.name, gate, place, ...judge(project, gate, manifestDocument.path) };
    }),
  );
});

type Judgement = Pick<JudgedGate, 'name' | 'outcome' | 'why'>;

function judge(project: Project, gate: ManifestGate, manifestPath: string): Judgement {
  const source = sourceOf(gate);
  if ('check' in gate) return { name: gate.check, outcome: 'unasked', why: message(texts.other) };
  if ('drift' in gate) return { name: gate.drift, outcome: 'unasked', why: message(texts.other) };
  if (source.kind !== 'file') return { name: gate.metric, outcome: 'unasked', why: message(texts.endpoint, { from: gate.from }) };
  const path = project.resolve(manifestPath, source.pointer.file);
  if (path === null || !project.exists(path))
    return { name: gate.metric, outcome: 'no-target', why: message(texts.noFile, { path: source.pointer.file }) };
  const value = valueAt(project.data(path), source.pointer.pointer);
  if (typeof value !== 'number')
    return { name: gate.metric, outcome: 'no-target', why: message(texts.noValue, { path, pointer: source.pointer.pointer }) };
  const reading: MetricReading = { value };
  const limited = gate.min !== undefined || gate.max !== undefined;
  if (!limited) return { name: gate.metric, outcome: 'unasked', why: message(texts.other) };
  const outcome = judgeMetric({ ...gate, noWorseThan: undefined }, reading, null);
  return { name: gate.metric, outcome: outcome.passed ? 'passed' : 'failed', why: outcome.why };
}
