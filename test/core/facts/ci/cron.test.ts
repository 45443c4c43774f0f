import assert from 'node:assert/strict';
import { isGithubCron } from '../../../../src/core/facts/ci/cron.ts';

describe('isGithubCron', () => {
  const good = [
    '0 0 * * *',
    '17 3 * * 1',
    '*/15 0-6 1,15 JAN-MAR MON-FRI',
    '30 5,17 * * *',
    '0 0 1-31/2 * sun',
    '0/15 * * * *',
    ' 0 0 * * * ',
  ];
  const bad = ['', '@daily', '0 0 * *', '0 0 0 * * *', '60 * * * *', '* 24 * * *', '* * 0 * *', '* * * 13 *', '* * * * 7', '*/0 * * * *'];
  const worse = ['5-1 * * * *', '1,,2 * * * *', 'a * * * *', '1/2/3 * * * *', '1-2-3 * * * *', '* * * * ?', '* * L * *'];
  for (const line of good) it(`takes ${line}`, () => assert.equal(isGithubCron(line), true));
  for (const line of [...bad, ...worse]) it(`refuses ${JSON.stringify(line)}`, () => assert.equal(isGithubCron(line), false));
});
