import { type Text, message } from '../../l10n/message.ts';
import type { Problem } from '../format.ts';
import { eitherOf, listOf, orNothing, record } from '../yaml/compound-shapes.ts';
import { anything, flag, number, scalarText, text } from '../yaml/scalar-shapes.ts';
import type { Shape } from '../yaml/shape.ts';
import type { YamlView } from '../yaml/yaml-view.ts';
import { modelKeys } from './model-card-keys.ts';

const texts = {
  licence: {
    en: 'The Hugging Face Hub knows no licence “{value}”: write other, with license_name and license_link.',
    pl: 'Hugging Face Hub nie zna licencji „{value}”: wpisz other oraz license_name i license_link.',
  },
  licenceCase: {
    en: 'The Hugging Face Hub writes this licence “{known}”.',
    pl: 'Hugging Face Hub zapisuje tę licencję jako „{known}”.',
  },
  language: {
    en: '“{value}” is no language of ISO 639 such as en, nor code or multilingual.',
    pl: '„{value}” nie jest językiem z ISO 639, np. pl, ani słowem code lub multilingual.',
  },
  model: {
    en: '“{value}” is no model of the Hugging Face Hub: its id has the form name or owner/name.',
    pl: '„{value}” nie jest modelem z Hugging Face Hub: identyfikator ma postać nazwa albo właściciel/nazwa.',
  },
  dataset: {
    en: '“{value}” is a path, not a dataset of the Hugging Face Hub.',
    pl: '„{value}” to ścieżka, a nie zbiór danych z Hugging Face Hub.',
  },
} satisfies Record<string, Text>;

/** Licence ids that the Hub takes, as its validation listed them in May 2026; `other` and `unknown` are among them. */
const licences: ReadonlySet<string> = new Set(
  (
    'apache-2.0 mit openrail bigscience-openrail-m creativeml-openrail-m bigscience-bloom-rail-1.0 bigcode-openrail-m afl-3.0 ' +
    'artistic-2.0 bsl-1.0 bsd bsd-2-clause bsd-3-clause bsd-3-clause-clear c-uda cc cc0-1.0 cc-by-2.0 cc-by-2.5 cc-by-3.0 cc-by-4.0 ' +
    'cc-by-sa-3.0 cc-by-sa-4.0 cc-by-nc-2.0 cc-by-nc-3.0 cc-by-nc-4.0 cc-by-nd-4.0 cc-by-nc-nd-3.0 cc-by-nc-nd-4.0 cc-by-nc-sa-2.0 ' +
    'cc-by-nc-sa-3.0 cc-by-nc-sa-4.0 cdla-sharing-1.0 cdla-permissive-1.0 cdla-permissive-2.0 wtfpl ecl-2.0 epl-1.0 epl-2.0 ' +
    'etalab-2.0 eupl-1.1 eupl-1.2 agpl-3.0 gfdl gpl gpl-2.0 gpl-3.0 lgpl lgpl-2.1 lgpl-3.0 isc h-research intel-research lppl-1.3c ' +
    'ms-pl apple-ascl apple-amlr mpl-2.0 odc-by odbl openmdw-1.0 openrail++ osl-3.0 postgresql ofl-1.1 ncsa unlicense zlib pddl ' +
    'lgpl-lr deepfloyd-if-license fair-noncommercial-research-license llama2 llama3 llama3.1 llama3.2 llama3.3 llama4 grok2-community ' +
    'gemma unknown other'
  ).split(' '),
);
/** Families of licences that gain members, so that a new one is not called wrong. */
const growing = /^(?:llama|grok|gemma|openmdw|openrail|cc-|cdla-|eupl-|apple-|[a-z]*gpl-\d)/;

/** Text that must also pass a test of its own. */
function textThat(problemOf: (value: string) => Pick<Problem, 'message' | 'suggestion'> | undefined): Shape {
  return {
    ...text,
    inside: (view) => {
      const problem = problemOf(view.string()?.value ?? '');
      return problem === undefined ? [] : [{ ...problem, span: view.span }];
    },
  };
}

function oneOrMore(shape: Shape): Shape {
  return orNothing(eitherOf(shape, listOf(shape)));
}

const licence = textThat((value) => {
  if (licences.has(value) || growing.test(value)) return undefined;
  const known = value.toLowerCase();
  return licences.has(known)
    ? { message: message(texts.licenceCase, { known }), suggestion: known }
    : { message: message(texts.licence, { value: shorten(value) }) };
});
// Codes with a region or script, which the Hub wants elsewhere, are left alone: some of them it takes.
const language = textThat((value) =>
  /^[a-z]{2,3}(?:-[A-Za-z0-9]+)*$|^(?:code|multilingual|other|unknown)$/.test(value)
    ? undefined
    : { message: message(texts.language, { value: shorten(value) }) },
);
const modelId = textThat((value) =>
  /^[\w-][\w.-]*(?:\/[\w-][\w.-]*)?$/.test(value) ? undefined : { message: message(texts.model, { value: shorten(value) }) },
);
const datasetId = textThat((value) =>
  /^(?:[/~]|\.\.?\/|[A-Za-z]:\\)/.test(value) ? { message: message(texts.dataset, { value: shorten(value) }) } : undefined,
);

const named = { type: text, name: text };
const result = record(
  {
    task: record(named, { required: ['type'], open: true }),
    dataset: record({ ...named, config: text, split: text, revision: text }, { required: ['type', 'name'], open: true }),
    metrics: listOf(record({ ...named, value: anything, config: text, verified: flag }, { required: ['type', 'value'], open: true })),
    source: record({ name: text, url: text }, { required: ['url'], open: true }),
  },
  { required: ['task', 'dataset', 'metrics'], open: true },
);
const mapping = record({}, { open: true });
const free = {
  language: oneOrMore(text),
  license: oneOrMore(text),
  license_name: orNothing(scalarText),
  license_link: orNothing(scalarText),
  library_name: orNothing(text),
  pipeline_tag: orNothing(text),
  tags: orNothing(eitherOf(scalarText, listOf(scalarText))),
  datasets: oneOrMore(text),
  metrics: orNothing(eitherOf(scalarText, listOf(anything))),
  base_model: oneOrMore(text),
  thumbnail: orNothing(text),
  widget: orNothing(listOf(anything)),
  co2_eq_emissions: orNothing(eitherOf(number, mapping, text)),
  extra_gated_fields: orNothing(mapping),
  extra_gated_prompt: orNothing(text),
  'model-index': orNothing(listOf(record({ name: text, results: listOf(result) }, { required: ['name', 'results'], open: true }))),
};

/** What every model card's front matter must fit: the kinds of the values. Keys that the Hub does not know are allowed. */
const cardShape: Shape = record(free, { open: true });
/** What the Hub also asks of the values. A licence in a list is only asked to be text. */
const hubShape: Shape = record(
  {
    ...free,
    license: orNothing(eitherOf(licence, listOf(text))),
    language: oneOrMore(language),
    base_model: oneOrMore(modelId),
    datasets: oneOrMore(datasetId),
  },
  { open: true },
);

/** The shape for a card. Cards that are not written for the Hub may name licences and languages as they like. */
export function modelCardShape(root: YamlView): Shape {
  return modelKeys.some((key) => root.get(key) !== undefined) ? hubShape : cardShape;
}

function shorten(value: string): string {
  return value.length > 60 ? `${value.slice(0, 57)}…` : value;
}
