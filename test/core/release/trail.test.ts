import assert from 'node:assert/strict';
import fc from 'fast-check';
import { format } from '../../../src/core/l10n/message.ts';
import type { ReleaseTag } from '../../../src/core/release/release-tag.ts';
import { formatReleaseMessage, type ReleaseRecord } from '../../../src/core/release/release-message.ts';
import { registryState, tagsAlone } from '../../../src/core/release/registry.ts';
import { releaseConfigOf } from '../../../src/core/release/release-config.ts';
import { releaseTrail, trailModels, trailOf } from '../../../src/core/release/trail.ts';
import type { TrailEntry } from '../../../src/core/release/trail-entry.ts';
import { replayLine } from '../../../src/core/release/trail-line.ts';
import { modelIn, story, tagOf } from '../../support/release-tags.ts';
import { recordOfRelease as record } from '../../support/trail-entries.ts';

function trailOfTags(tags: readonly ReleaseTag[]): readonly TrailEntry[] {
  const states = registryState(tags, tagsAlone).map((state) => ({ registry: 'git' as const, state }));
  return releaseTrail({ models: trailModels(states, { models: [] }), revisions: [] });
}

/** The entries of production, oldest first, in short; `?` before what was derived, `r` for a return. */
function production(...steps: readonly string[]): readonly string[] {
  return trailOfTags(story(...steps))
    .toReversed()
    .filter(({ stage }) => stage !== null)
    .map(({ action, from, fromSource, to, isReturn }) => {
      const before = `${fromSource === 'derived' ? '?' : ''}${from ?? '–'}`;
      return `${action}${isReturn ? ' r' : ''} ${before} ${to ?? '–'}`.replaceAll('.0.0', '');
    });
}

function notesOf(entry: TrailEntry | undefined): readonly string[] {
  return (entry?.notes ?? []).map((note) => format(note, 'en'));
}

const table: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  ['takes from and to from records', ['>v1', '>v2', '<v1'], ['promote – v1', 'promote v1 v2', 'rollback v2 v1']],
  ['derives from where nothing is recorded', ['+v1', '+v2'], ['assign – v1', 'assign ?v1 v2']],
  ['derives after a record', ['>v1', '+v2', '>v1'], ['promote – v1', 'assign ?v1 v2', 'promote v2 v1']],
  ['knows a return by hand', ['+v1', '+v2', '+v1'], ['assign – v1', 'assign ?v1 v2', 'assign r ?v2 v1']],
  ['takes no step forward for a return', ['+v2', '+v1', '+v2'], ['assign – v2', 'assign ?v2 v1', 'assign ?v1 v2']],
  ['takes an older version that was never there for no return', ['+v2', '+v1'], ['assign – v2', 'assign ?v2 v1']],
  ['has the tag itself say what was taken out', ['+v1', '+v2', '-v1'], ['assign – v1', 'assign ?v1 v2', 'unassign v1 –']],
  ['falls back after an unassignment', ['+v1', '+v2', '-v2', '+v3'], ['assign – v1', 'assign ?v1 v2', 'unassign v2 –', 'assign ?v1 v3']],
  ['is empty after the last one left', ['+v1', '-v1', '+v2'], ['assign – v1', 'unassign v1 –', 'assign – v2']],
  ['falls back after a deregistration', ['+v1', '+v2', '!v2', '+v3'], ['assign – v1', 'assign ?v1 v2', 'assign ?v1 v3']],
];

describe('releaseTrail', () => {
  for (const [title, steps, expected] of table) it(title, () => assert.deepEqual(production('v1', 'v2', 'v3', ...steps), expected));

  it('ends where the registry says the stage is', () => {
    const step = fc
      .tuple(fc.constantFrom('>', '+', '-', '<', '!', ''), fc.constantFrom('v1', 'v2', 'v3', 'v4'))
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        // The second registration of a version needs a tag of its own name.
        const walked = ['v1', 'v2', 'v3', 'v4', ...steps.filter((one) => !one.startsWith('v'))];
        const state = modelIn(story(...walked));
        const last = replayLine(state.history, 'git').findLast(({ event }) => event.stage === 'production');
        // A deregistration after the last event of the stage is no event of the stage.
        if (walked.findLastIndex((one) => one.startsWith('!')) > walked.findLastIndex((one) => /^[-+<>]/.test(one))) return;
        assert.equal(last?.after ?? null, state.stages.get('production')?.version ?? null);
      }),
    );
  });

  it('is newest first, all models together, deprecated ones too, by the manifest’s names', () => {
    const tags = [
      tagOf('a/b=m@v1.0.0', 'c', 10),
      tagOf('n@v1.0.0', 'd', 20),
      tagOf('n@deprecated', 'd', 40),
      tagOf('a/b=m#live#1', 'c', 30),
    ];
    const states = registryState(tags, tagsAlone).map((state) => ({ registry: 'git' as const, state }));
    const config = releaseConfigOf({ models: [{ name: 'fraud', artifact: 'm' }] }, 'a/b');
    const entries = releaseTrail({ models: trailModels(states, config), revisions: [] });
    assert.deepEqual(
      entries.map(({ at, model, action }) => [at / 1000, model, action]),
      [
        [40, 'n', 'deprecate'],
        [30, 'fraud', 'assign'],
        [20, 'n', 'register'],
        [10, 'fraud', 'register'],
      ],
    );
  });

  it('gives what a record says, and who wrote it', () => {
    const given = record({ overridden: true, alert: { name: 'Drift', since: 1000 }, actor: 'Eve <eve@example.com>' });
    const [entry] = trailOfTags([tagOf('m@v1.0.0', 'c', 1), tagOf('m#production#1', 'c', 2, formatReleaseMessage(given))]);
    assert.ok(entry !== undefined);
    const { actor, by, identity, reason, reasonSource, overridden, gates, alert, recorded } = entry;
    assert.deepEqual(
      { actor, by, identity, reason, reasonSource, overridden, gates, alert, recorded },
      {
        actor: 'Eve <eve@example.com>',
        by: 'Ana',
        identity: 'claimed',
        reason: 'Because.',
        reasonSource: 'recorded',
        overridden: true,
        gates: given.gates,
        alert: { name: 'Drift', since: 1000 },
        recorded: true,
      },
    );
    assert.deepEqual(notesOf(entry), ['Written by Ana; the record names Eve <eve@example.com>.']);
  });

  it('shows the first paragraph of what a person wrote, as what it is', () => {
    const [entry] = trailOfTags([tagOf('m@v1.0.0', 'c', 1), tagOf('m#production#1', 'c', 2, 'Go live\nat last\n\nSigned-off-by: Ana\n')]);
    assert.deepEqual([entry?.reason, entry?.reasonSource, entry?.recorded, entry?.actor], ['Go live at last', 'message', false, null]);
  });
});

describe('forged records', () => {
  const release = (message: string, more: readonly ReleaseTag[] = []): TrailEntry | undefined =>
    trailOfTags([tagOf('m@v1.0.0', 'c', 1), ...more, tagOf('m#production#9', 'c', 9, message)])[0];

  it('lets no reason become a trailer', () => {
    const reason = 'Fine.\n\nAirworthy-Action: rollback\nAirworthy-Stage: production\nAirworthy-To: v1.0.0\nAirworthy-Actor: "Eve"';
    const entry = release(formatReleaseMessage(record({ reason })));
    assert.deepEqual([entry?.action, entry?.actor, entry?.reason], ['promote', 'Ana', reason]);
  });

  const lies: readonly (readonly [string, Partial<ReleaseRecord>])[] = [
    ['another version', { to: 'v9.0.0' }],
    ['another stage', { stage: 'staging' }],
    ['an unassignment', { action: 'unassign', from: 'v1.0.0', to: null }],
    ['a registration', { action: 'register', stage: null }],
  ];
  for (const [what, lie] of lies)
    it(`believes no tag whose trailers say ${what}`, () => {
      const entry = release(formatReleaseMessage(record(lie)));
      const { action, to, recorded, actor, reason, gates } = entry ?? {};
      assert.deepEqual([action, to, recorded, actor, reason, gates], ['assign', 'v1.0.0', false, null, '', []]);
      assert.match(notesOf(entry).join(), /^A record is there, but it contradicts what happened \(/);
    });

  it('believes no record of another model that is there, and remarks on a name that is not', () => {
    const copied = release(formatReleaseMessage(record({ model: 'other' })), [tagOf('other@v1.0.0', 'd', 1)]);
    assert.deepEqual([copied?.action, copied?.recorded, copied?.gates], ['assign', false, []]);
    assert.deepEqual(notesOf(copied), ['The record is of another model (other), so nothing of it is shown.']);
    const renamed = release(formatReleaseMessage(record({ model: 'former' })));
    assert.deepEqual([renamed?.action, renamed?.recorded, notesOf(renamed)], ['promote', true, ['The record calls the model former.']]);
  });

  it('remarks where the record’s former version is not the one that was there', () => {
    const tags = [
      ...story('v1', 'v2', '+v1'),
      tagOf('m#production#9', 'v2', 9, formatReleaseMessage(record({ from: null, to: 'v2.0.0' }))),
    ];
    const [entry] = trailOfTags(tags);
    assert.deepEqual(
      [entry?.from, notesOf(entry)],
      [null, ['The record says that production held – before; what is known of earlier events says v1.0.0.']],
    );
  });

  it('says what an unassignment brings back', () => {
    assert.deepEqual(notesOf(trailOfTags(story('v1', 'v2', '+v1', '+v2', '-v2'))[0]), ['After that, production holds v1.0.0 again.']);
    assert.deepEqual(notesOf(trailOfTags(story('v1', 'v2', '+v1', '+v2', '-v1'))[0]), []);
  });
});

describe('trailOf', () => {
  const models = trailModels([{ registry: 'git', state: modelIn(story('v1', 'v2', '>v1', '>v2', '<v1')) }], { models: [] });
  const inputs = { models, revisions: [] };

  it('leaves out what is not wanted, and still compares with it', () => {
    const { entries, stages, figures } = trailOf(inputs, { model: 'm', stage: 'production', since: 4000 });
    assert.deepEqual(
      entries.map(({ action, from }) => [action, from]),
      [['rollback', 'v2.0.0']],
    );
    assert.deepEqual(
      stages.map(({ stage, version, since, by, actor }) => [stage, version, since, by, actor]),
      [['production', 'v1.0.0', 4000, 'Ana', 'Ana']],
    );
    assert.deepEqual(
      figures[0]?.releaseToRollback.values.map(({ version, milliseconds }) => [version, milliseconds]),
      [['v2.0.0', 1000]],
    );
    assert.deepEqual([figures[0].releases, figures[0].rollbacks], [0, 1]);
    assert.deepEqual(trailOf(inputs, { stage: 'staging' }), { entries: [], stages: [], figures: [] });
  });

  it('lists stages that were emptied, and by whom', () => {
    const state = modelIn(story('v1', '+v1', '-v1'));
    const { stages } = trailOf({ models: trailModels([{ registry: 'git', state }], { models: [] }), revisions: [] });
    assert.deepEqual(
      stages.map(({ stage, version, since, by }) => [stage, version, since, by]),
      [['production', null, 2000, 'Ana']],
    );
    const gone = modelIn(story('v1', '+v1', '!v1'));
    const { stages: left } = trailOf({ models: trailModels([{ registry: 'git', state: gone }], { models: [] }), revisions: [] });
    assert.deepEqual(
      left.map(({ stage, version, since, by }) => [stage, version, since, by]),
      [['production', null, null, null]],
    );
    const hidden = modelIn(story('v1', '+v1'), { allowedStages: [] });
    assert.deepEqual(trailOf({ models: trailModels([{ registry: 'git', state: hidden }], { models: [] }), revisions: [] }).stages, []);
  });
});
