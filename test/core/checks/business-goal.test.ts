import { describeCheck } from '../../support/check-readiness.ts';

const goal = (rest: string): string => `version: 1\ngoal:\n  statement: Keep customers\n${rest}`;

describeCheck('business-goal', [
  {
    name: 'a goal with decision, metric, target, owner and date',
    status: 'met',
    files: {
      'airworthy.yaml': goal(
        '  decision: Call or not\n  metric: recall\n  target: ">= 0.7"\n  owner: marketing@example.com\n  accepted: 2026-10-01\n',
      ),
    },
    at: 'airworthy.yaml:2',
  },
  {
    name: 'a goal that nobody accepted',
    status: 'partial',
    files: { 'airworthy.yaml': goal('  decision: Call or not\n  metric: recall\n  target: ">= 0.7"\n  owner: marketing@example.com\n') },
    at: 'airworthy.yaml:2',
  },
  {
    name: 'a goal of placeholders',
    status: 'partial',
    files: { 'airworthy.yaml': goal('  decision: TBD\n  metric: "?"\n  target: ...\n  owner: TODO\n') },
  },
  {
    name: 'a document with measure, owner and date',
    status: 'met',
    files: {
      'docs/business-goal.md':
        '# Business goal\n\nWe want to keep customers who are about to leave, by calling those that the model names, so that we lose at most 2 % of them a month.\n\n- Owner: Ewa Nowak\n- Accepted: 2026-10-01\n',
    },
  },
  {
    name: 'a model card that says what the model is for',
    status: 'partial',
    files: {
      'docs/model-card.md':
        '# Model card\n\n## Intended use\nTo call customers who are about to leave us, before they do so.\n\n## Limits\nNew customers.\n',
    },
  },
  { name: 'a manifest without a goal', status: 'missing', files: { 'airworthy.yaml': 'version: 1\nproject: churn\n' } },
  { name: 'no manifest and nothing found', status: 'unknown', files: { 'train.py': 'import sklearn\n' } },
  {
    name: 'a README that says the word',
    status: 'unknown',
    files: { 'README.md': '# Churn\n\n## Business goal\nWe have a business goal with an owner and a target of 90 % by 2026-10-01.\n' },
  },
]);
