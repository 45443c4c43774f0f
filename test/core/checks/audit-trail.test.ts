import { formatReleaseMessage } from '../../../src/core/release/release-message.ts';
import { describeCheck } from '../../support/check-readiness.ts';
import { tagOf } from '../../support/release-tags.ts';

const ml = { 'train.py': 'import sklearn\n' };
const registered = tagOf('churn@v1.0.0', 'a', 1, 'First model');
const released = (message: string): readonly ReturnType<typeof tagOf>[] => [registered, tagOf('churn#production#1', 'a', 2, message)];
const record = (gates: boolean): string =>
  formatReleaseMessage({
    action: 'promote',
    model: 'churn',
    stage: 'production',
    from: null,
    traffic: null,
    to: 'v1.0.0',
    reason: 'Asked for by marketing',
    actor: 'Ana <ana@example.com>',
    overridden: false,
    gates: gates ? [{ metric: 'f1', value: 0.9, limit: 0.8, passed: true, why: '0.9 is at least 0.8.' }] : [],
  });

describeCheck('audit-trail', [
  {
    name: 'a release recorded by Airworthy',
    status: 'met',
    files: ml,
    options: { tags: released(record(true)) },
    at: 'churn#production#1',
  },
  {
    name: 'a message that names reason and gates',
    status: 'met',
    files: ml,
    options: { tags: released('All gates passed, accepted by risk') },
  },
  { name: 'a record without gates', status: 'partial', files: ml, options: { tags: released(record(false)) } },
  { name: 'a reason without gates', status: 'partial', files: ml, options: { tags: released('Accepted by risk') } },
  {
    name: "GTO's own sentence",
    status: 'partial',
    files: ml,
    options: { tags: released('Assigning stage "production" to artifact "churn" version "v1.0.0"') },
  },
  {
    name: 'a second model without a reason',
    status: 'partial',
    files: ml,
    options: {
      tags: [...released('All gates passed, accepted by risk'), tagOf('other@v1.0.0', 'b', 3, ''), tagOf('other#production#1', 'b', 4, '')],
    },
    at: 'other#production#1',
  },
  { name: 'plain version tags', status: 'partial', files: ml, options: { tags: [tagOf('v1.2.0', 'a', 1, 'Release')] } },
  {
    name: 'a log kept by hand',
    status: 'partial',
    files: {
      ...ml,
      'docs/release-log.md':
        '# Release log\n\n| date | version | who | why |\n| --- | --- | --- | --- |\n| 2026-10-05 | v1.3.0 | Marta | Accepted by risk after a quiet week in shadow mode, all gates passed |\n| 2026-07-20 | v1.1.0 | Marta | Canary was quiet for four days |\n',
    },
  },
  { name: 'no tags', status: 'missing', files: ml },
  { name: 'a folder without Git', status: 'missing', files: ml, options: { git: 'none' } },
  { name: 'no answer from Git', status: 'unknown', files: ml, options: { git: 'unavailable' } },
]);
