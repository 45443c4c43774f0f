import { describeCheck } from '../../support/check-readiness.ts';

const analysis = (date: string): string =>
  `# Error analysis ${date}\n\nWe looked at the fifty customers that the model missed most. Most of them are new: the age of the account is taken for zero. We will add the source of the contract as an input and look again in four weeks.\n`;
const manifest = (document: string): string => `version: 1\nreviews:\n  - { what: errors, document: ${document}, every: 90d }\n`;

describeCheck('iteration-review', [
  {
    name: 'two dated analyses',
    status: 'met',
    files: {
      'docs/errors/error-analysis-2026-09.md': analysis('2026-09-10'),
      'docs/errors/error-analysis-2026-10.md': analysis('2026-10-12'),
    },
  },
  { name: 'one dated analysis', status: 'partial', files: { 'docs/error-analysis.md': analysis('2026-09-10') } },
  { name: 'an analysis without a date', status: 'partial', files: { 'docs/error-analysis.md': analysis('of last month') } },
  {
    name: 'a declared review within its cadence',
    status: 'met',
    files: { 'airworthy.yaml': manifest('docs/reviews.md'), 'docs/reviews.md': '# Reviews\n\n2026-10-30: new customers are missed.\n' },
    at: 'airworthy.yaml:3',
  },
  {
    name: 'a declared review past its date',
    status: 'partial',
    files: { 'airworthy.yaml': manifest('docs/reviews.md'), 'docs/reviews.md': '# Reviews\n\n2026-01-30: new customers are missed.\n' },
  },
  {
    name: 'a date in the future',
    status: 'partial',
    files: { 'airworthy.yaml': manifest('docs/reviews.md'), 'docs/reviews.md': '# Reviews\n\nThe next one is on 2027-01-30.\n' },
  },
  {
    name: 'a declared review that does not exist',
    status: 'missing',
    files: { 'airworthy.yaml': manifest('docs/reviews.md') },
    at: 'airworthy.yaml:3',
  },
  { name: 'nothing', status: 'missing', files: { 'train.py': 'import sklearn\n' } },
  { name: 'a blank analysis', status: 'missing', files: { 'docs/error-analysis.md': '# Error analysis\n\n2026-09-10\n\nTODO\n' } },
]);
