import assert from 'node:assert/strict';
import { metricDirections } from '../../../src/core/compare/metric-direction.ts';
import type { ReleaseModel } from '../../../src/core/release/release-config.ts';

type Gates = ReleaseModel['gates'];

function directionOf(gates: Gates, pointer: string, file = 'ml/eval.json'): unknown {
  const direction = metricDirections({ gates, folder: 'ml' })({ file, pointer });
  return direction === null ? null : `${direction.better} by ${direction.knownBy}`;
}

describe('metricDirections', () => {
  const names: readonly (readonly [string, string | null])[] = [
    ['/accuracy', 'higher by name'],
    ['/test/f1', 'higher by name'],
    ['/val_loss', 'lower by name'],
    ['/roc_auc', 'higher by name'],
    ['/macro avg/f1-score', 'higher by name'],
    ['/balanced_accuracy', 'higher by name'],
    ['/valRmse', 'lower by name'],
    ['/mean_squared_error', 'lower by name'],
    ['/latency_p95_ms', 'lower by name'],
    ['/false_positive_rate', 'lower by name'],
    ['/error_rate', 'lower by name'],
    ['/average_precision', 'higher by name'],
    ['/recall/mean', 'higher by name'],
    ['/loss/train', 'lower by name'],
    // What is not known is not guessed.
    ['/neg_mean_squared_error', null],
    ['/recall_threshold', null],
    ['/accuracy_loss', null],
    ['/error_count', null],
    ['/recall/k', null],
    ['/recall/std', null],
    ['/rows/test', null],
    ['/threshold', null],
    ['/test', null],
    ['', null],
  ];
  for (const [pointer, expected] of names) {
    it(`says ${String(expected)} for “${pointer}”`, () => assert.equal(directionOf([], pointer), expected));
  }

  const from = 'eval.json#/score';
  const gates: readonly (readonly [string, Gates, string | null])[] = [
    ['min', [{ metric: 'm', from, min: 1 }], 'higher by gate'],
    ['max', [{ metric: 'm', from, max: 1 }], 'lower by gate'],
    ['better', [{ metric: 'm', from, max: 1, better: 'higher' }], 'higher by gate'],
    ['a champion alone', [{ metric: 'm', from, noWorseThan: { stage: 'production' } }], 'higher by gate'],
    ['a dotted path', [{ metric: 'm', from: 'eval.json#score', max: 1 }], 'lower by gate'],
    ['a band', [{ metric: 'm', from, min: 0, max: 1 }], null],
    [
      'two that contradict',
      [
        { metric: 'm', from, min: 1 },
        { metric: 'n', from, max: 2 },
      ],
      null,
    ],
    ['a gate on another file', [{ metric: 'm', from: 'other.json#/score', min: 1 }], null],
    ['a check', [{ check: 'drift-monitoring' }], null],
  ];
  for (const [what, gate, expected] of gates) {
    it(`says ${String(expected)} for ${what}`, () => assert.equal(directionOf(gate, '/score'), expected));
  }

  it('lets a gate overrule the name, and a contradiction silence it', () => {
    assert.equal(directionOf([{ metric: 'm', from: 'eval.json#/loss', min: 1 }], '/loss'), 'higher by gate');
    assert.equal(directionOf([{ metric: 'm', from: 'eval.json#/loss', min: 0, max: 1 }], '/loss'), null);
  });

  it('finds the gates of an MLflow run', () => {
    const gate = { metric: 'm', from: 'mlflow:tracking#val/score', max: 1 };
    assert.equal(directionOf([gate], '/val~1score', 'mlflow:tracking'), 'lower by gate');
  });
});
