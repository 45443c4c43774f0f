import { describeCheck } from '../../support/check-readiness.ts';

const card = `# Model card: churn

## Intended use
To call customers who are about to leave us, before they do so.

## Training data
Customers of the last two years, labelled by whether they left within a month.

## Evaluation
On a quarter of the customers, kept apart by the split; recall is 0.8.

## Limitations
Customers who came last month are missed, since nothing is known of them yet.
`;
const polish = card
  .replace('Model card', 'Karta modelu')
  .replace('Intended use', 'Przeznaczenie')
  .replace('Training data', 'Dane treningowe')
  .replace('Evaluation', 'Wyniki')
  .replace('Limitations', 'Ograniczenia');

describeCheck('model-card', [
  { name: 'all sections filled', status: 'met', files: { 'docs/model-card.md': card }, at: 'docs/model-card.md:1' },
  { name: 'all sections filled in Polish', status: 'met', files: { 'docs/karta-modelu.md': polish } },
  { name: 'no limits', status: 'partial', files: { 'docs/model-card.md': card.slice(0, card.indexOf('## Limitations')) } },
  {
    name: 'sections with a word each',
    status: 'missing',
    files: {
      'docs/model-card.md':
        '# Model card\n\n## Intended use\nTODO\n\n## Training data\nTBD\n\n## Evaluation\n...\n\n## Limitations\n[fill in]\n',
    },
  },
  {
    name: 'a README with the same headings in passing',
    status: 'missing',
    files: { 'README.md': '# Churn\n\n## Usage\nRun `make train` to train the model on the data.\n' },
  },
  { name: 'nothing', status: 'missing', files: { 'train.py': 'import sklearn\n' } },
]);
