/** The text of a new `airworthy.yaml`: what was found, and as comments what only people know. */
import { offerEdits } from '../charts/offer-edit.ts';
import { applyEdits } from '../engine/apply-edits.ts';
import { type Language, type Text, format, message } from '../l10n/message.ts';
import { createSourceText } from '../model/source-text.ts';
import { yamlScalar } from '../rules/edits/yaml-entry.ts';
import type { ProjectStart, StartModel } from './project-start.ts';

const texts = {
  stage: {
    en: 'A guess: prototype, pilot, production or critical',
    pl: 'Domysł: prototype, pilot, production lub critical',
  },
  models: {
    en: 'Add gates, and which stages are protected, where a promotion must not go wrong',
    pl: 'Dodaj bramki (gates) i chronione etapy (protected) tam, gdzie awans nie może się nie udać',
  },
  people: {
    en: 'What only people know. Each of these lets a check judge what no file shows:',
    pl: 'To wiedzą tylko ludzie. Każdy z tych wpisów pozwala ocenić to, czego nie pokazuje żaden plik:',
  },
} as const satisfies Readonly<Record<string, Text>>;

/** Comments that become entries once somebody fills them in. */
const people = [
  'goal: { statement: "", decision: "", metric: "", target: "", owner: "" }',
  'owners: { business: "", data: "", platform: "" }',
  'retraining: { trigger: schedule, cadence: 30d, decides: "", validates: "", workflow: "" }',
  'runbooks: { incident: "", alerts: "", rollback: "" }',
  'compliance: { personalData: true, dpia: "", owner: "", reviewed: "", reviewEvery: 365d }',
  'decisions: { log: "", explainer: "" }',
];

/** A manifest without problems. */
export function startText({ name, stage, models, offers }: ProjectStart, language: Language): string {
  const say = (text: Text): string => format(message(text), language);
  const head = [
    'version: 1',
    `project: ${yamlScalar(name)}`,
    `stage: ${stage} # ${say(texts.stage)}`,
    ...(models.length === 0 ? [] : ['', `models: # ${say(texts.models)}`, ...models.flatMap(modelLines)]),
  ];
  const path = 'airworthy.yaml';
  const base = `${head.join('\n')}\n`;
  const edits = offerEdits({ path, source: createSourceText(path, base) }, offers);
  const result = edits === null ? null : applyEdits(edits, () => base);
  const text = (result?.ok === true ? result.files.get(path) : undefined) ?? base;
  return `${text.trimEnd()}\n\n# ${say(texts.people)}\n${people.map((line) => `# ${line}\n`).join('')}`;
}

function modelLines({ name, artifact, registry, path, stages, manifest }: StartModel): readonly string[] {
  return [
    `  - name: ${yamlScalar(name)}`,
    ...(artifact === null ? [] : [`    artifact: ${yamlScalar(artifact)}`]),
    `    registry: ${registry}`,
    ...(path === null ? [] : [`    path: ${yamlScalar(path)}`]),
    ...(stages.length === 0 ? [] : [`    stages: [${stages.map(yamlScalar).join(', ')}]`]),
    ...(manifest === null ? [] : [`    deploy: { manifest: ${yamlScalar(manifest)} }`]),
  ];
}
