import assert from 'node:assert/strict';
import fc from 'fast-check';
import { stageLine, type VersionHistory } from '../../../src/core/charts/stage-lines.ts';
import { stageTerms } from '../../../src/core/charts/stage-terms.ts';
import type { ModelState, ReleaseEvent, StageHolder } from '../../../src/core/release/model-state.ts';

const event = (at: number, action: ReleaseEvent['action'], version: string, stage = 'production'): ReleaseEvent => ({
  action,
  version,
  stage,
  at,
  by: '',
  ref: '',
  object: '',
  commit: null,
  message: '',
  signed: false,
});
const holder = (version: string): StageHolder => ({ version, commit: null, since: null, by: null, ref: '', object: version });

/** A model whose versions 1, 2, … were registered at 1, 2, …; events oldest first. */
function state(events: readonly ReleaseEvent[], held: Readonly<Record<string, string>>): ModelState {
  const versions = ['3', '2', '1'].map((version) => ({
    version,
    commit: null,
    ref: '',
    active: true,
    registeredAt: Number(version),
    author: null,
  }));
  const stages = new Map(Object.entries(held).map(([stage, version]) => [stage, holder(version)]));
  return { artifact: 'm', deprecated: false, latest: '3', versions, stages, history: events.toReversed() };
}

const terms = (events: readonly ReleaseEvent[], held: Readonly<Record<string, string>>, stage = 'production') =>
  (stageTerms(state(events, held)).get(stage) ?? []).map(({ version, from, until, knownBy }) => [version, from, until, knownBy]);

describe('terms of versions in a stage', () => {
  it('follow the records', () => {
    assert.deepEqual(
      terms([event(10, 'assign', '1'), event(20, 'assign', '2'), event(30, 'unassign', '2'), event(40, 'assign', '1')], {
        production: '1',
      }),
      [
        ['1', 10, 20, 'record'],
        ['2', 20, 30, 'record'],
        ['1', 40, null, 'record'],
      ],
    );
  });

  it('end where the registry says that another version is there, without a record', () => {
    assert.deepEqual(terms([event(10, 'assign', '1')], { production: '3' }), [
      ['1', 10, 10, 'record'],
      ['3', 10, null, 'registration'],
    ]);
    assert.deepEqual(terms([], { production: '2' }), [['2', 2, null, 'registration']]);
    // Who took it away left no record of when.
    assert.deepEqual(terms([event(10, 'assign', '1')], {}), [['1', 10, 10, 'record']]);
  });

  it('pass over ends of versions that others have replaced, and other stages', () => {
    const events = [event(10, 'assign', '1'), event(20, 'assign', '2'), event(25, 'unassign', '1'), event(30, 'assign', '3', 'shadow')];
    assert.deepEqual(terms(events, { production: '2', shadow: '3' }), [
      ['1', 10, 20, 'record'],
      ['2', 20, null, 'record'],
    ]);
    assert.deepEqual(terms(events, { production: '2', shadow: '3' }, 'shadow'), [['3', 30, null, 'record']]);
  });
});

describe('the line of a stage', () => {
  it('has its points in order and inside the range, whatever the terms and histories are', () => {
    const times = fc.integer({ min: 0, max: 40 });
    const events = fc.array(fc.tuple(times, fc.constantFrom('assign' as const, 'unassign' as const), fc.constantFrom('1', '2', '3')), {
      maxLength: 8,
    });
    const value = fc.record({ time: times, step: times, value: fc.double() });
    fc.assert(
      fc.property(
        events,
        fc.array(fc.array(value, { maxLength: 6 }), { minLength: 3, maxLength: 3 }),
        times,
        times,
        (list, values, one, other) => {
          const [start, end] = [Math.min(one, other), Math.max(one, other)];
          const sorted = list.toSorted((left, right) => left[0] - right[0]).map(([at, action, version]) => event(at, action, version));
          const histories = new Map(
            values.map((own, index): [string, VersionHistory] => [String(index + 1), { values: own, runId: 'r', problem: null }]),
          );
          for (const [stage, own] of stageTerms(state(sorted, { production: '2' }))) {
            const { points } = stageLine(stage, own, histories, { start, end });
            for (const [index, { time }] of points.entries()) {
              assert.ok(time >= start && time <= end);
              assert.ok(index === 0 || time >= (points[index - 1]?.time ?? 0));
            }
            // Version 2 holds the stage: since then there is a point, its value or that it has none; unless its first value came later.
            const [from, second] = [own.at(-1)?.from ?? 0, values[1] ?? []];
            const isKnown = second.length === 0 || second.some((known) => known.time <= from);
            if (isKnown && end >= from) assert.ok(points.length > 0);
          }
        },
      ),
    );
  });
});
