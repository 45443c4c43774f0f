import { describeCheck } from '../../support/check-readiness.ts';

const dpia = `# Data protection impact assessment

- Date: 2026-09-14
- Owner: Ewa Nowak, risk

**Purpose.** To call customers who are about to leave. **Legal basis.** Legitimate interest (GDPR Art. 6(1)(f)).

**Data.** Months as a customer, tariff, number of complaints. No names and no addresses: the customer is a random key.

**Risks.** A wrong call annoys; people can object in the app at any time.
`;
const manifest = (rest: string): string => `version: 1\ncompliance:\n  dpia: docs/dpia.md\n${rest}`;
const bare = dpia.replace(/- (?:Date|Owner):.*\n/g, '');

describeCheck('compliance', [
  { name: 'a record with date and owner', status: 'met', files: { 'docs/dpia.md': dpia }, at: 'docs/dpia.md:1' },
  {
    name: 'a record whose date and owner the manifest gives',
    status: 'met',
    files: { 'docs/dpia.md': bare, 'airworthy.yaml': manifest('  owner: risk@example.com\n  reviewed: 2026-09-01\n  reviewEvery: 365d\n') },
  },
  {
    name: 'a review past its date',
    status: 'partial',
    files: { 'docs/dpia.md': dpia, 'airworthy.yaml': manifest('  owner: risk@example.com\n  reviewed: 2025-01-01\n  reviewEvery: 365d\n') },
    at: 'airworthy.yaml:5',
  },
  { name: 'a record without date and owner', status: 'partial', files: { 'docs/dpia.md': bare } },
  {
    name: 'a blank template',
    status: 'partial',
    files: {
      'docs/dpia.md':
        '# Data protection impact assessment\n\n- Date: TBD\n- Owner: TODO\n\n## Purpose\nTODO\n\n## Legal basis\n...\n\n## Risks\n[describe]\n',
    },
  },
  {
    name: 'a declared record that does not exist',
    status: 'missing',
    files: { 'airworthy.yaml': manifest('  owner: risk@example.com\n') },
  },
  {
    name: 'a licence',
    status: 'partial',
    files: {
      'README.md':
        '---\nlicense: apache-2.0\ntags: [tabular]\nlibrary_name: sklearn\n---\n# Churn model\n\n## Intended use\nTo call customers.\n',
    },
  },
  { name: 'nothing', status: 'missing', files: { 'train.py': 'import sklearn  # GDPR compliant\n' } },
  {
    name: 'a text on licences of packages',
    status: 'missing',
    files: {
      'docs/compliance.md':
        '# Compliance\n\n- Owner: Ana Nowak\n- Date: 2026-01-10\n\nAll packages that we use have licences that allow what we do with them, and the list is made anew by each build of the image.\n',
    },
  },
]);
