import assert from 'node:assert/strict';
import fc from 'fast-check';
import { registryReader } from '../../../src/core/release/registry-reader.ts';
import { commitsToDate, modelsByName, registryState, tagsAlone } from '../../../src/core/release/registry.ts';
import { greatestCounter } from '../../../src/core/release/registry-events.ts';
import { allAtOnce } from '../../../src/core/steps/steps.ts';
import { modelIn, story, tagOf } from '../../support/release-tags.ts';

function holder(...steps: readonly string[]): string | null {
  return modelIn(story(...steps)).stages.get('production')?.version ?? null;
}

const anyName = fc.oneof(
  { weight: 1, arbitrary: fc.string() },
  {
    weight: 9,
    arbitrary: fc
      .tuple(
        fc.constantFrom('a', 'a-b', 'a1', 'b', 'd=e'),
        fc.constantFrom('@v1.0.0', '@v2.0.0', '@v1.0.0!', '#p', '#p!', '#q', '@deprecated', '@created', '?'),
        fc.constantFrom('', '#1', '#2'),
      )
      .map((parts) => parts.join('')),
  },
);
const anyTag = fc.record({
  name: anyName,
  kind: fc.constantFrom('annotated' as const, 'annotated' as const, 'annotated' as const, 'lightweight' as const, 'unknown' as const),
  object: fc.string(),
  commit: fc.constantFrom('c1', 'c2', 'c3', null),
  tagger: fc.option(fc.record({ name: fc.string(), email: fc.string(), at: fc.integer({ min: -5, max: 20 }), offset: fc.string() }), {
    nil: null,
  }),
  message: fc.option(fc.string(), { nil: null }),
  signed: fc.boolean(),
});

describe('registryState', () => {
  it('gives a stage to the assignment that came last', () => {
    assert.equal(holder('v1', 'v2', '+v2', '+v1'), 'v1.0.0');
    assert.equal(holder('v1', 'v2', '+v1', '+v2'), 'v2.0.0');
  });

  it('brings the one before back when the holder is unassigned', () => {
    assert.equal(holder('v1', 'v2', '+v1', '+v2', '-v2'), 'v1.0.0');
    assert.equal(holder('v1', '+v1', '-v1'), null);
    assert.equal(holder('v1', 'v2', '+v1', '+v2', '-v1'), 'v2.0.0');
  });

  it('lets a deregistered version hold nothing, until it is registered again', () => {
    assert.equal(holder('v1', 'v2', '+v1', '+v2', '!v2'), 'v1.0.0');
    const again = [...story('v1', '+v1', '!v1'), tagOf('m@v1.0.0#9', 'v1', 9)];
    assert.equal(modelIn(again).stages.get('production')?.version, 'v1.0.0');
    assert.equal(modelIn(again).versions[0]?.ref, 'm@v1.0.0#9');
  });

  it('gives a stage tag to the version at its commit even if that was registered later, else to the commit', () => {
    const later = [tagOf('m#production#1', 'c', 1), tagOf('m@v1.0.0', 'c', 2)];
    assert.equal(modelIn(later).stages.get('production')?.version, 'v1.0.0');
    assert.equal(modelIn([tagOf('m#production#1', 'c', 1)]).stages.get('production')?.version, 'c');
    assert.deepEqual(modelIn([tagOf('m#production#1', 'c', 1)]).versions, []);
  });

  it('takes the greatest active version for the latest, whenever it was registered', () => {
    const tags = [tagOf('m@v2.0.0', 'b', 1), tagOf('m@v10.0.0-rc.1', 'c', 2), tagOf('m@v10.0.0', 'd', 3), tagOf('m@v1.0.0', 'a', 9)];
    assert.equal(modelIn(tags).latest, 'v10.0.0');
    assert.equal(modelIn([...tags, tagOf('m@v10.0.0!', 'd', 10)]).latest, 'v10.0.0-rc.1');
    assert.deepEqual(
      modelIn(tags).versions.map(({ version }) => version),
      ['v10.0.0', 'v10.0.0-rc.1', 'v2.0.0', 'v1.0.0'],
    );
  });

  it('counts annotated tags only, and no @created', () => {
    const light = { ...tagOf('m@v1.0.0', 'c', 1), kind: 'lightweight' as const };
    assert.deepEqual(registryState([light, tagOf('m@created', 'c', 1), tagOf('release', 'c', 1)], tagsAlone), []);
    assert.deepEqual(registryState([{ ...tagOf('m@v1.0.0', 'c', 1), commit: null }], tagsAlone), []);
  });

  it('lets an unassignment win over an assignment of the same second, and a deregistration over a registration', () => {
    const tags = [tagOf('m@v1.0.0', 'c', 1), tagOf('m#production#1', 'c', 2), tagOf('m#production!#2', 'c', 2)];
    assert.equal(modelIn(tags).stages.size, 0);
    assert.equal(modelIn([tagOf('m@v1.0.0', 'c', 1), tagOf('m@v1.0.0!', 'c', 1)]).versions[0]?.active, false);
  });

  it('calls a model deprecated only while nothing is younger', () => {
    const tags = [...story('v1', '+v1'), tagOf('m@deprecated', 'v1', 5)];
    assert.equal(modelIn(tags).deprecated, true);
    assert.equal(modelIn([...tags, tagOf('m@v2.0.0', 'v2', 6)]).deprecated, false);
    assert.equal(modelIn(tags, { commitTimes: new Map([['v1', 6000]]) }).deprecated, false);
    assert.equal(modelIn(tags, { annotated: ['m'], headTime: 6000 }).deprecated, false);
    assert.equal(modelIn(tags, { annotated: ['m'], headTime: 4000 }).deprecated, true);
    assert.deepEqual(allAtOnce(commitsToDate(tags)), ['v1']);
    assert.deepEqual(allAtOnce(commitsToDate(story('v1', '+v1'))), []);
  });

  it('lists what artifacts.yaml names, and only the stages .gto allows', () => {
    assert.deepEqual(
      registryState([], { ...tagsAlone, annotated: ['b', 'a', 'no good'] }).map(({ artifact, latest }) => [artifact, latest]),
      [
        ['a', null],
        ['b', null],
      ],
    );
    assert.deepEqual([...modelIn(story('v1', '+v1'), { allowedStages: ['dev'] }).stages], []);
  });

  it('sorts history by time, then by priority, newest first', () => {
    const tags = [
      tagOf('m#production#2', 'c', 1),
      tagOf('m@v1.0.0', 'c', 1),
      tagOf('m#production!#3', 'c', 1),
      tagOf('m@deprecated', 'c', 1),
      tagOf('m@v1.0.0!', 'c', 0),
    ];
    assert.deepEqual(
      modelIn(tags).history.map(({ action }) => action),
      ['unassign', 'assign', 'register', 'deprecate', 'deregister'],
    );
  });

  it('survives whatever tags say', () => {
    fc.assert(
      fc.property(fc.array(anyTag, { maxLength: 12 }), (tags) => {
        for (const model of registryState(tags, tagsAlone)) {
          for (const { version, commit } of model.stages.values()) {
            assert.ok(
              version === commit || model.versions.some((known) => known.version === version && known.commit === commit && known.active),
            );
          }
          const times = model.history.map(({ at }) => at);
          assert.deepEqual(
            times,
            times.toSorted((one, other) => other - one),
          );
        }
        modelsByName(tags);
      }),
    );
  });

  it('is the same when tags are read while they come, in Git’s order or in any, cut anywhere, and peeled later', () => {
    const context = fc.record({
      commitTimes: fc.constantFrom(new Map(), new Map([['c1', 9]])),
      annotated: fc.subarray(['a', 'd:e', 'z']),
      headTime: fc.option(fc.nat(20), { nil: null }),
      allowedStages: fc.constantFrom(null, ['p']),
    });
    const sorted = fc.boolean();
    const peeled = fc.option(fc.nat(11), { nil: null });
    fc.assert(
      fc.property(fc.array(anyTag, { maxLength: 30 }), sorted, fc.nat(30), peeled, context, (some, isSorted, cut, changed, given) => {
        const tags = isSorted ? some.toSorted((one, other) => (one.name < other.name ? -1 : 1)) : some;
        const reader = registryReader();
        reader.push(tags.slice(0, cut));
        reader.push(tags.slice(cut));
        const known = tags.map((tag, index) => (index === changed ? { ...tag, commit: 'c2' } : tag));
        assert.deepEqual(allAtOnce(reader.finish(known, given)), registryState(known, given));
      }),
      { numRuns: 500 },
    );
  });

  it('waits with a deprecation for what commits and files say of it', () => {
    const tags = [tagOf('a@deprecated', 'c', 20), tagOf('a@v1.0.0', 'c', 10), tagOf('b@v1.0.0', 'd', 10)];
    const reader = registryReader();
    reader.push(tags);
    const models = allAtOnce(reader.finish(tags, { ...tagsAlone, commitTimes: new Map([['c', 30_000]]) }));
    assert.deepEqual(
      models.map(({ deprecated }) => deprecated),
      [false, false],
    );
  });

  it('does not depend on the order of the tags', () => {
    const tags = story('v1', 'v2', '+v1', '+v2', '-v2', '!v1', 'v3', '+v3', '<v2');
    fc.assert(
      fc.property(fc.shuffledSubarray([...tags], { minLength: tags.length }), (shuffled) =>
        assert.deepEqual(modelIn(shuffled), modelIn(tags)),
      ),
    );
  });
});

describe('modelsByName', () => {
  it('knows versions without times, and says what it cannot know', () => {
    const unknown = (name: string) => ({ ...tagOf(name, 'c', 0), kind: 'unknown' as const, tagger: null, message: null, signed: false });
    const tags = ['m@v1.0.0', 'm@v10.0.0', 'm@v2.0.0', 'm@v2.0.0!', 'm#production#1', 'n#x#1'].map(unknown);
    assert.deepEqual(
      modelsByName([...tags, { ...unknown('m@v3.0.0'), kind: 'lightweight' }]).map(({ artifact, versions }) => [
        artifact,
        versions.map(({ version, active }) => [version, active]),
      ]),
      [
        [
          'm',
          [
            ['v10.0.0', true],
            ['v2.0.0', null],
            ['v1.0.0', true],
          ],
        ],
        ['n', []],
      ],
    );
  });
});

describe('greatestCounter', () => {
  it('counts over all of an artifact’s tags, lightweight ones included', () => {
    const tags = [{ name: 'm#a#3' }, { name: 'm@v1.0.0#7' }, { name: 'n#a#9' }, { name: 'm#b!#5' }, { name: 'm#12' }];
    assert.equal(greatestCounter(tags, 'm'), 7);
    assert.equal(greatestCounter(tags, 'x'), 0);
  });
});
