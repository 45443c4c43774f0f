import assert from 'node:assert/strict';
import fc from 'fast-check';
import { kubernetes } from '../../../../src/core/facts/serving/kubernetes.ts';
import { checkTotal, parseText } from '../../../support/read-format.ts';

const path = 'k8s/weekly.yaml';
const scheduled = (trigger: string, rest = ''): string =>
  `apiVersion: kubeflow.org/v1beta1\nkind: ScheduledWorkflow\nmetadata: {name: weekly}\nspec:\n  trigger: ${trigger}\n${rest}`;
const cron = (line: string): string => scheduled(`{cronSchedule: {cron: "${line}"}}`);

const wrong = (line: string): string =>
  `5:34 “${line}” is no schedule of Kubeflow: its first field is seconds, then minute, hour, day, month and, if wanted, weekday.`;

describe('ScheduledWorkflow', () => {
  for (const line of [
    '0 0 3 * * 1',
    '0 0 3 * * MON-FRI',
    '0 30 */6 ? * ?',
    '0 0 3 1 *',
    '@daily',
    '@every 12h',
    '30 59 23 31 12 6',
    '${CRON}',
  ]) {
    it(`takes “${line}”`, () => {
      const { facts, places } = parseText(kubernetes, cron(line), { path });
      assert.deepEqual(places, []);
      assert.equal(facts.objects[0]?.schedule?.value, line);
    });
  }

  // The last is what cron elsewhere takes for Sundays at noon: here it names month 0.
  for (const line of [
    '0 3 * *',
    '60 0 3 * * 1',
    '0 0 24 * * *',
    '0 0 3 * * 7',
    'weekly',
    '0 0 3 * * 1 2026',
    '@fortnightly',
    '0 12 * * 0',
  ]) {
    it(`refuses “${line}”`, () => {
      assert.deepEqual(parseText(kubernetes, cron(line), { path }).places, [wrong(line)]);
    });
  }

  it('reads an interval, and that it is switched off', () => {
    const { facts, places } = parseText(kubernetes, scheduled('{periodicSchedule: {intervalSecond: 3600}}', '  enabled: false\n'), {
      path,
    });
    assert.deepEqual(places, []);
    assert.deepEqual([facts.objects[0]?.schedule?.value, facts.objects[0]?.suspended], ['@every 3600s', true]);
  });

  it('refuses values that the controller cannot read', () => {
    assert.deepEqual(parseText(kubernetes, scheduled('{periodicSchedule: {intervalSecond: 1h}}', '  enabled: "yes"\n'), { path }).places, [
      '5:48 “intervalSecond” must be a whole number.',
      '6:12 “enabled” must be true or false.',
    ]);
  });

  it('is total', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        checkTotal(
          kubernetes,
          `{"apiVersion": "kubeflow.org/v1beta1", "kind": "ScheduledWorkflow", "spec": {"trigger": ${text}, "workflow": ${text}}}`,
          { path },
        );
      }),
      { numRuns: 100 },
    );
  });
});
