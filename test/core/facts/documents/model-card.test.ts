import assert from 'node:assert/strict';
import fc from 'fast-check';
import { modelCard } from '../../../../src/core/facts/documents/model-card.ts';
import { createSourceText } from '../../../../src/core/model/source-text.ts';
import { readFile } from '../../../../src/core/facts/read-file.ts';
import { checkProblems, checkTotal, parseText, truncations } from '../../../support/read-format.ts';

/** As `skops` and the Hub's own widget write it. */
const hubCard = `---
language: [en, pl]
license: other
license_name: internal
license_link: LICENSE
library_name: sklearn
pipeline_tag: tabular-classification
tags:
  - sklearn
  - fraud
datasets: acme/payments-2026
base_model: acme/fraud-base
metrics: [recall, {name: precision}]
co2_eq_emissions: { emissions: 12, source: codecarbon }
widget:
  - structuredData: { amount: [12.5, 300] }
model-index:
  - name: fraud
    results:
      - task: { type: tabular-classification, name: Fraud }
        dataset: { type: internal, name: Card payments 2026, config: default, split: test, args: { year: 2026 } }
        metrics:
          - { type: recall, value: 0.74, name: least recall accepted, args: { threshold: 0.5 } }
          - { type: precision, value: 20.0 ± 1.2, verified: true }
        source: { name: internal, url: https://example.com/runs/8 }
---

# Fraud

## Model Details
Gradient boosting over 14 numbers.

## Uses

### Direct Use
To block a payment before it is authorised.

## Bias, Risks, and Limitations
Customers who travel are blocked more often.
`;

/** After Mitchell et al. (2019), without front matter. */
const paperCard = `# Model Card: Churn

## Model Details
- **Developed by:** data science
- **License:** [Apache 2.0](LICENSE)

## Intended Use
To call customers who may leave.

## Training Data
Twelve months of contracts.

## Metrics
ROC AUC 0.87.

## Caveats and Recommendations
None for business customers.
`;

const polishCard = `# Karta modelu: rezygnacje klientów

## Przeznaczenie
Wskazuje klientów, którzy mogą odejść.

## Dane treningowe
Umowy z dwunastu miesięcy.

## Ograniczenia
Nie dotyczy firm.
`;

function places(frontMatter: string): readonly string[] {
  const result = parseText(modelCard, `---\n${frontMatter}\n---\n# Fraud\n`, { path: 'README.md' });
  checkProblems(result);
  return result.places;
}

function formatOf(path: string, text: string): string | null {
  return readFile(createSourceText(path, text), { read: () => undefined }).format;
}

describe('model cards', () => {
  it('reads a card of the Hub', () => {
    const { inspected, places: problems, facts, source } = parseText(modelCard, hubCard, { path: 'README.md' });
    assert.deepEqual(problems, []);
    assert.deepEqual(inspected, {
      license: 'other',
      sections: ['Fraud', 'Model Details', 'Uses', 'Direct Use', 'Bias, Risks, and Limitations'],
    });
    assert.equal(source.text.slice(facts.license?.span.start, facts.license?.span.end), 'other');
    assert.deepEqual(
      facts.sections.map(({ words }) => words),
      [20, 5, 8, 8, 7],
    );
    assert.ok(facts.frontMatter.get('model-index')?.value.startsWith('- name: fraud'));
  });

  it('reads a card without front matter, with the licence of its text', () => {
    const { inspected, places: problems, facts, source } = parseText(modelCard, paperCard.replaceAll('\n', '\r\n'), { path: 'README.md' });
    assert.deepEqual(problems, []);
    assert.deepEqual(inspected, {
      license: 'Apache 2.0',
      sections: ['Model Card: Churn', 'Model Details', 'Intended Use', 'Training Data', 'Metrics', 'Caveats and Recommendations'],
    });
    assert.equal(source.text.slice(facts.license?.span.start, facts.license?.span.end), '[Apache 2.0](LICENSE)');
  });

  it('counts no words in a template that nobody filled', () => {
    const blank = `---
# For what these keys mean, see the documentation
{{ card_data }}
---

# Model Card for {{ model_id | default("Model ID", true) }}

<!-- A quick summary of what the model does. -->

## Model Details
- **Developed by:** {{ developers | default("[More Information Needed]", true) }}
- **Model Owner**: [Name, e-mail]
- **License:** [More Information Needed]

## Uses

<!-- The foreseeable users of the model,
and those whom it concerns. -->

### Direct Use
[More Information Needed]

## Training Data
TODO: where the data come from

## Evaluation
- Accuracy: [Value]
- Recall: TBD
`;
    const { facts, places: problems } = parseText(modelCard, blank, { path: 'MODEL_CARD.md' });
    assert.deepEqual(problems, []);
    assert.deepEqual(
      facts.sections.map(({ heading, words }) => [heading.value, words]).slice(1),
      ['Model Details', 'Uses', 'Direct Use', 'Training Data', 'Evaluation'].map((heading) => [heading, 0]),
    );
    assert.deepEqual([facts.words, facts.license], [0, null]);
  });

  const licences: readonly (readonly [string, string | null])[] = [
    ['---\nlicense: [mit, apache-2.0]\ntags: [a]\n---\n', 'mit, apache-2.0'],
    ['---\nlicense:\ntags: [a]\n---\n', null],
    ['- **License:** [More Information Needed]\n', null],
    ['| License | [e.g., Proprietary, MIT] |\n', null],
    ['| License | MIT |\n', 'MIT'],
    ['**Licencja**: wewnętrzna\n', 'wewnętrzna'],
    ['```yaml\nlicense: mit\n```\n<!-- license: mit -->\n', null],
    ['The licence: see below\n', null],
  ];
  for (const [text, expected] of licences) {
    it(`finds the licence ${String(expected)} in ${JSON.stringify(text)}`, () => {
      assert.deepEqual(parseText(modelCard, text, { path: 'model-card.md' }).facts.license?.value ?? null, expected);
    });
  }

  const recognised: readonly (readonly [string, string, string])[] = [
    ['MODEL_CARD.md', '', 'the name'],
    ['docs/model-card.md', '# Fraud\n', 'the name'],
    ['docs/modelcard-v2.markdown', '', 'the name'],
    ['models/churn_model_card.md', '', 'the name'],
    ['docs/karta-modelu.md', '', 'the Polish name'],
    ['README.md', hubCard, 'front matter'],
    ['README.md', hubCard.replaceAll('\n', '\r\n'), 'front matter with CRLF'],
    ['README.md', '---\nlicense: mit\nmetrics: [auc]\n---\n', 'a licence with metrics'],
    ['README.md', '---\npipeline_tag: [\n---\n', 'broken front matter'],
    ['README.md', '---\nlicense: apache-2.0\ntags: [sklearn]\n---\n# Model card for fraud\n', 'a licence, tags and the title'],
    ['README.md', '---\nlicense: mit\ntags: [x]\n---\n# Fraud\n## Intended uses\n## Training data\n', 'a licence, tags and two sections'],
    ['docs/churn.md', paperCard, 'title and sections'],
    ['docs/churn.md', polishCard, 'title and sections in Polish'],
    ['model_cards/churn.md', paperCard.replace('Model Card: ', ''), 'folder and sections'],
  ];
  for (const [path, text, why] of recognised) {
    it(`takes ${path} for a model card by ${why}`, () => assert.equal(formatOf(path, text), 'model-card'));
  }

  const foreign: readonly (readonly [string, string, string])[] = [
    ['README.md', '# Fraud\n\nSee the model card.\n\n## Training data\n## Metrics\n## Limitations\n', 'a README that mentions a card'],
    ['README.md', '# Model card\n\n## Installation\n', 'a title without sections'],
    ['docs/guide.md', paperCard.replace('Model Card: Churn', 'How to write model cards'), 'a document about cards'],
    ['docs/model-card-guidelines.md', '# Guidelines\n', 'guidelines'],
    [
      'data/README.md',
      '---\nlicense: mit\ntask_categories: [tabular-classification]\nlanguage: [en]\ntags: [x]\n---\n# D\n',
      'a dataset card',
    ],
    ['README.md', '---\ntitle: Demo\nsdk: gradio\nlicense: mit\ntags: [x]\n---\n# Demo\n', 'a Space'],
    ['_posts/a.md', '---\nlayout: post\ntags: [x]\nlicense: mit\n---\n# A\n', 'a page of Jekyll'],
    ['skills/a.md', '---\nname: a\nlicense: mit\ntags: [x]\n---\n# A\n', 'a page with a licence and tags'],
    ['README.md', '---\nlicense: mit\n---\n# A\n', 'a licence alone'],
    ['README.md', '# A\n\n---\npipeline_tag: x\n---\n', 'keys below the first line'],
  ];
  for (const [path, text, why] of foreign) {
    it(`takes ${why} for Markdown`, () => assert.equal(formatOf(path, text), 'markdown'));
  }

  it('takes no other file for a card', () => assert.equal(formatOf('model_card.txt', hubCard), null));

  const head = 'pipeline_tag: tabular-classification\n';
  const refused: readonly (readonly [string, string, readonly string[]])[] = [
    ['broken YAML', 'license: "mit', ['3:1 YAML syntax error: Missing closing "quote.']],
    ['a doubled key', 'license: mit\nlicense: mit', ['3:1 YAML syntax error: Map keys must be unique.']],
    ['a list', '- license: mit\n- tags: [a]', ['2:1 The front matter of a model card must be keys with values.']],
    ['a licence that is a number', 'license: 2', ['2:10 “license” must be text or a list.']],
    ['a licence that is a map', 'license:\n  name: mit', ['2:1 “license” must be text or a list.']],
    [
      'a licence the Hub does not know',
      `${head}license: gpl-or-so`,
      ['3:10 The Hugging Face Hub knows no licence “gpl-or-so”: write other, with license_name and license_link.'],
    ],
    ['a licence in capitals', `${head}license: MIT`, ['3:10 The Hugging Face Hub writes this licence “mit”.']],
    [
      'a language by its name',
      `${head}language: [en, Polish]`,
      ['3:16 “Polish” is no language of ISO 639 such as en, nor code or multilingual.'],
    ],
    [
      'a path for a base model',
      `base_model: ./models/base`,
      ['2:13 “./models/base” is no model of the Hugging Face Hub: its id has the form name or owner/name.'],
    ],
    ['an empty base model', `base_model: ""`, ['2:13 “” is no model of the Hugging Face Hub: its id has the form name or owner/name.']],
    [
      'a path for a dataset',
      `${head}datasets: [/home/ana/data.csv]`,
      ['3:12 “/home/ana/data.csv” is a path, not a dataset of the Hugging Face Hub.'],
    ],
    ['tags in a map', 'tags: { a: b }\nlicense: mit', ['2:1 “tags” must be text or a list.']],
    ['a list of tasks', 'pipeline_tag: [a]', ['2:1 “pipeline_tag” must be text.']],
    ['a widget that is text', `${head}widget: none`, ['3:9 “widget” must be a list.']],
    ['an index that is a map', 'model-index:\n  name: a', ['2:1 “model-index” must be a list.']],
    ['an index without a name', 'model-index:\n  - results: []', ['3:5 The key “name” is missing.']],
    ['an index without results', 'model-index:\n  - name: a', ['3:5 The key “results” is missing.']],
    [
      'a result without task, data and metrics',
      'model-index:\n  - name: a\n    results:\n      - source: {}',
      [
        '5:9 The key “task” is missing.',
        '5:9 The key “dataset” is missing.',
        '5:9 The key “metrics” is missing.',
        '5:9 The key “url” is missing.',
      ],
    ],
    [
      'a result with parts missing',
      'model-index:\n  - name: a\n    results:\n      - task: { name: b }\n        dataset: { name: c, config: 3 }\n        metrics: [{ type: auc }, { value: 1 }]',
      [
        '5:9 The key “type” is missing.',
        '6:9 The key “type” is missing.',
        '6:37 “config” must be text.',
        '7:21 The key “value” is missing.',
        '7:36 The key “type” is missing.',
      ],
    ],
    [
      'metrics that are no list',
      'model-index:\n  - name: a\n    results:\n      - task: { type: b }\n        dataset: { type: c, name: d }\n        metrics: { type: auc, value: 1 }',
      ['7:9 “metrics” must be a list.'],
    ],
  ];
  for (const [name, text, expected] of refused) {
    it(`refuses ${name}`, () => assert.deepEqual(places(text), expected));
  }

  const taken: readonly (readonly [string, string])[] = [
    ['keys of its own', `${head}owner: fraud-models\nreviewed: 2026-01-02`],
    ['a licence of the house where the card is not for the Hub', 'license: Proprietary\ntags: [fraud]'],
    ['a language of its name there', 'license: mit\nlanguage: Polish'],
    ['licences in a list', `${head}license: [mit, apache-2.0]`],
    ['a licence of a family that grows', `${head}license: llama5`],
    ['languages with a region', `${head}language: [zh-Hans, pl]`],
    ['metrics and tags as text', `${head}metrics: auc\ntags: fraud`],
    ['empty values', `${head}license:\ntags:\nmodel-index:`],
    ['an index without results yet', 'model-index:\n  - name: a\n    results: []'],
    ['a template', '{{ card_data }}'],
  ];
  for (const [name, text] of taken) {
    it(`takes ${name}`, () => assert.deepEqual(places(text), []));
  }

  it('survives every truncation', () => {
    for (const text of [...truncations(hubCard, 120), ...truncations(paperCard, 40)]) {
      checkTotal(modelCard, text, { path: 'README.md' });
      assert.notEqual(formatOf('README.md', text), null);
    }
  });

  it('survives any front matter', () => {
    const keys = ['license', 'language', 'tags', 'datasets', 'base_model', 'model-index', 'widget', 'co2_eq_emissions', 'pipeline_tag'];
    const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        fc.oneof(fc.string({ maxLength: 4 }), fc.integer(), fc.boolean(), fc.constant(null)),
        fc.array(tie('tree'), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom('name', 'results', 'task', 'dataset', 'metrics', 'type', 'value'), tie('tree'), { maxKeys: 4 }),
      ),
    }));
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...keys), tree), (front) => {
        const lines = Object.entries(front).map(([key, value]) => `${key}: ${JSON.stringify(value)}\n`);
        checkTotal(modelCard, `---\n${lines.join('')}---\n# a\n`, { path: 'README.md' });
      }),
    );
  });
});
