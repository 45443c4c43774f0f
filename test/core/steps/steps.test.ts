import assert from 'node:assert/strict';
import fc from 'fast-check';
import { registrySteps, tagsAlone } from '../../../src/core/release/registry.ts';
import { reportGitModels } from '../../../src/core/release/versions-report.ts';
import { noReleaseConfig } from '../../../src/core/release/release-config.ts';
import { allAtOnce, itemsAStep, sortedInSteps, withPauses, type Steps } from '../../../src/core/steps/steps.ts';
import { tagOf } from '../../support/release-tags.ts';

/** How often things were touched between two stops: the greatest number, and in all. */
function touchesAStep<Result>(make: (touch: () => void) => Steps<Result>): { readonly most: number; readonly all: number } {
  let [since, most, all] = [0, 0, 0];
  const steps = make(() => (since += 1));
  for (;;) {
    const { done } = steps.next();
    most = Math.max(most, since);
    all += since;
    since = 0;
    if (done === true) return { most, all };
  }
}

/** The tags of one model: versions, each in a stage once. */
function manyTags(count: number) {
  return Array.from({ length: count / 2 }, (_, index) => [
    tagOf(`m@v1.${String(index)}.0`, `c${String(index)}`, index),
    tagOf(`m#production#${String(index)}`, `c${String(index)}`, index),
  ]).flat();
}

/** An object that tells whenever one of its fields is read. */
function watched<Item extends object>(item: Item, fields: readonly (keyof Item)[], touch: () => void): Item {
  return new Proxy(item, {
    get(target, name) {
      if (fields.includes(name as keyof Item)) touch();
      return Reflect.get(target, name) as unknown;
    },
  });
}

describe('work in steps', () => {
  it('sorts as toSorted does, what is equal in the order it had', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(40), { maxLength: 5 * itemsAStep, size: 'max' }), (numbers) => {
        const items = numbers.map((key, index) => ({ key, index }));
        const compare = (one: { key: number }, other: { key: number }): number => one.key - other.key;
        assert.deepEqual(allAtOnce(sortedInSteps(items, compare)), items.toSorted(compare));
      }),
      { numRuns: 40 },
    );
  });

  it('compares no more than a step’s worth of items between two stops of a sort', () => {
    const items = Array.from({ length: 20 * itemsAStep }, (_, index) => ({ key: (index * 7919) % 10_007 }));
    const { most, all } = touchesAStep((touch) =>
      sortedInSteps(items, (one, other) => {
        touch();
        return one.key - other.key;
      }),
    );
    assert.ok(all > items.length, String(all));
    // A run of so many items is sorted at once, with less than n · log₂ n comparisons.
    assert.ok(most <= itemsAStep * Math.log2(itemsAStep), String(most));
  });

  it('pauses once a step’s worth is done, and not for less', async () => {
    function* steps(): Steps<string> {
      for (let step = 0; step < 10; step += 1) yield itemsAStep / 2;
      return 'done';
    }
    let pauses = 0;
    const pause = (): Promise<void> => {
      pauses += 1;
      return Promise.resolve();
    };
    assert.equal(await withPauses(steps(), pause), 'done');
    assert.equal(pauses, 5);
    const stopped = withPauses(steps(), () => Promise.reject(new Error('stopped')));
    await assert.rejects(stopped, /stopped/);
  });

  const count = 10_000;

  it(`replays ${String(count)} tags of one model a step’s worth at a time`, () => {
    const tags = manyTags(count);
    // A tag's message is read once, when its event is made.
    const { most, all } = touchesAStep((touch) =>
      registrySteps(
        tags.map((tag) => watched(tag, ['message'], touch)),
        tagsAlone,
      ),
    );
    assert.equal(all, count);
    assert.ok(most <= itemsAStep, String(most));
  });

  it(`describes ${String(count)} events a step’s worth at a time`, () => {
    const [model] = allAtOnce(registrySteps(manyTags(count), tagsAlone));
    assert.ok(model !== undefined);
    const { most, all } = touchesAStep((touch) =>
      reportGitModels(
        [
          {
            ...model,
            versions: model.versions.map((version) => watched(version, ['author'], touch)),
            history: model.history.map((event) => watched(event, ['action'], touch)),
          },
        ],
        noReleaseConfig,
      ),
    );
    assert.equal(all, count / 2 + count);
    assert.ok(most <= itemsAStep, String(most));
  });
});
