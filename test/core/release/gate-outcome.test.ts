import assert from 'node:assert/strict';
import { format, message } from '../../../src/core/l10n/message.ts';
import { bareModel } from '../../../src/core/release/release-config.ts';
import {
  failedGate,
  gatesOf,
  judgeCheck,
  judgeMetric,
  reportGate,
  sourceOf,
  unaskedReason,
  type ChampionReading,
  type MetricGate,
} from '../../../src/core/release/gate-outcome.ts';

type Limits = Partial<Omit<MetricGate, 'metric' | 'from'>>;

function judged(limits: Limits, value: number, champion: ChampionReading = null) {
  return judgeMetric({ metric: 'f1', from: 'm.json#/f1', ...limits }, { value }, champion);
}

const champion = (value: number): ChampionReading => ({ version: 'v1.0.0', reading: { value } });
const against = (by?: number): Limits => ({ noWorseThan: { stage: 'production', ...(by === undefined ? {} : { by }) } });

const table: readonly (readonly [string, boolean, number | null, Limits, number, ChampionReading?])[] = [
  ['at the least value', true, 0.85, { min: 0.85 }, 0.85],
  ['under the least value', false, 0.85, { min: 0.85 }, 0.8499],
  ['at the greatest value', true, 120, { max: 120 }, 120],
  ['over the greatest value', false, 120, { max: 120 }, 120.01],
  ['within both', true, 1, { min: 1, max: 2 }, 1.5],
  ['over both', false, 2, { min: 1, max: 2 }, 2.5],
  ['without any limit', false, null, {}, 1],
  ['NaN', false, 0.85, { min: 0.85 }, Number.NaN],
  ['infinity', false, 0.85, { min: 0.85 }, Number.POSITIVE_INFINITY],
  ['as good as the champion', true, 0.9, against(), 0.9, champion(0.9)],
  ['a little worse than the champion', false, 0.9, against(), 0.899, champion(0.9)],
  ['worse by just as much as is allowed', true, 0.85, against(0.05), 0.85, champion(0.9)],
  ['worse by more than is allowed', false, 0.85, against(0.05), 0.8499, champion(0.9)],
  ['lower is better with a greatest value', true, 200, { max: 200, ...against(10) }, 110, champion(100)],
  ['lower is better, too high', false, 110, { max: 200, ...against(10) }, 111, champion(100)],
  ['higher is better where said, with a greatest value', false, 90, { max: 200, better: 'higher', ...against(10) }, 80, champion(100)],
  ['no champion yet', true, null, against(), 0.1],
  ['no champion yet, but under the least value', false, 0.5, { min: 0.5, ...against() }, 0.1],
  ['a champion with NaN', false, null, against(), 0.9, champion(Number.NaN)],
];
describe('judgeMetric', () => {
  for (const [title, passed, limit, limits, value, against] of table) {
    it(`${passed ? 'passes' : 'fails'} ${title}`, () => {
      const outcome = judged(limits, value, against);
      assert.equal(outcome.passed, passed, format(outcome.why, 'en'));
      if (limit === null) assert.equal(outcome.limit, null);
      else assert.ok(typeof outcome.limit === 'number' && Math.abs(outcome.limit - limit) < 1e-9);
    });
  }

  it('fails with the reason where there is no number', () => {
    const why = message({ en: 'It is not there.', pl: 'Nie ma tego.' });
    const outcome = judgeMetric({ metric: 'f1', from: 'x#/y', min: 1 }, { failure: why }, null);
    assert.deepEqual(outcome, { metric: 'f1', value: null, limit: 1, passed: false, why });
    const unknownChampion = judged(against(), 0.9, { version: 'v1.0.0', reading: { failure: why } });
    assert.equal(unknownChampion.passed, false);
    assert.equal(format(unknownChampion.why, 'pl'), 'Nie można porównać z wersją v1.0.0 w etapie production. Nie ma tego.');
  });

  it('gives JSON numbers that it can hold', () => {
    assert.deepEqual(reportGate(judged({ min: 0.85 }, Number.NaN)), {
      metric: 'f1',
      value: 'NaN',
      limit: 0.85,
      passed: false,
      why: 'The value is not a finite number.',
    });
  });
});

describe('judgeCheck', () => {
  it('passes on met only', () => {
    assert.deepEqual(
      ['met', 'partial', 'missing', 'unknown', 'waived', 'not-applicable'].filter((status) => judgeCheck('rollback', status).passed),
      ['met'],
    );
  });
});

describe('sourceOf', () => {
  it('tells where an answer is found', () => {
    const kinds = [
      { metric: 'a', from: 'metrics/eval.json#/test/f1' },
      { metric: 'a', from: 'eval.json#test.f1' },
      { metric: 'a', from: 'prometheus:live', query: 'up', window: '1h' },
      { metric: 'a', from: 'mlflow:tracking#f1' },
      { metric: 'a', from: 'eval.json' },
      { check: 'rollback' },
      { drift: 'Amount' },
    ].map((gate) => sourceOf(gate).kind);
    assert.deepEqual(kinds, ['file', 'file', 'prometheus', 'mlflow', 'unclear', 'check', 'drift']);
  });

  it('reads the names of a server and of its metric', () => {
    const named = (from: string) => {
      const source = sourceOf({ metric: 'a', from });
      return source.kind === 'mlflow' ? [source.name, source.metric] : source.kind === 'prometheus' ? [source.name] : source.kind;
    };
    assert.deepEqual(['prometheus:live', 'prometheus:', 'mlflow:tracking#val#f1', 'mlflow:tracking', 'mlflow:tracking#'].map(named), [
      ['live'],
      [''],
      ['tracking', 'val#f1'],
      'unclear',
      'unclear',
    ]);
  });

  it('fails what cannot be asked, saying so', () => {
    const source = sourceOf({ metric: 'a', from: 'x' });
    assert.ok(source.kind === 'unclear');
    const outcome = failedGate(source, unaskedReason(source));
    assert.equal(outcome.passed, false);
    assert.match(format(outcome.why, 'en'), /where its value is/);
  });
});

describe('gatesOf', () => {
  it('keeps the gates of a stage', () => {
    const gates = [{ check: 'a' }, { check: 'b', stages: ['production'] }, { check: 'c', stages: ['canary'] }];
    const model = { ...bareModel('m', 'git'), gates };
    assert.deepEqual(gatesOf(model, 'production'), gates.slice(0, 2));
  });
});
