import assert from 'node:assert/strict';
import { format } from '../../../src/core/l10n/message.ts';
import { formatReleaseMessage } from '../../../src/core/release/release-message.ts';
import { releaseTrail, trailModels, trailOf } from '../../../src/core/release/trail.ts';
import type { ServedVersion } from '../../../src/core/release/serving/manifest-history.ts';
import type { ManifestRevision } from '../../../src/core/release/trail-manifest.ts';
import { modelIn, tagOf } from '../../support/release-tags.ts';
import { recordOfRelease as record } from '../../support/trail-entries.ts';

/** What a file serves in short: `1` is the main version, `c2` a canary, `s3` a shadow, `?` a main version that is not named. */
function served(text: string | null): readonly ServedVersion[] | null {
  return (
    text
      ?.split(' ')
      .filter(Boolean)
      .map((word) => ({
        role: word.startsWith('c') ? 'canary' : word.startsWith('s') ? 'shadow' : 'main',
        version: word === '?' ? null : `v${word.replace(/^[cs]/, '')}.0.0`,
      })) ?? null
  );
}

/** Revisions of a manifest, oldest first as what it then served, given newest first; each is a minute younger. */
function revisions(states: readonly (string | null)[], messages: readonly string[] = []): readonly ManifestRevision[] {
  return states
    .map((state, index) => ({
      path: 'k8s/m.yaml',
      model: 'm',
      stage: null,
      commit: `commit${String(index)}`,
      by: 'Ana',
      at: (index + 1) * 60_000,
      message: messages[index] ?? 'Serve another version',
      signed: false,
      before: index === 0 ? [] : served(states[index - 1] ?? null),
      after: served(state),
    }))
    .toReversed();
}

function inShort(given: readonly ManifestRevision[]): readonly string[] {
  return releaseTrail({ models: [], revisions: given })
    .toReversed()
    .map(({ action, role, from, to, isReturn }) =>
      `${action} ${role ?? '-'} ${from ?? '–'} ${to ?? '–'}${isReturn ? ' r' : ''}`.replaceAll('.0.0', ''),
    );
}

const table: readonly (readonly [string, readonly (string | null)[], readonly string[]])[] = [
  ['sees a version come, change and go', ['1', '2', ''], ['assign main – v1', 'assign main v1 v2', 'unassign main v2 –']],
  ['sees nothing where no version changes', ['1', '1'], ['assign main – v1']],
  ['knows a return', ['1', '2', '1'], ['assign main – v1', 'assign main v1 v2', 'assign main v2 v1 r']],
  ['sees a canary come and take over', ['1', '1 c2', '2'], ['assign main – v1', 'canary canary – v2', 'assign main v1 v2']],
  [
    'remembers the main version that a canary hides',
    ['1', '? c2', '1'],
    ['assign main – v1', 'canary canary – v2', 'unassign canary v2 –'],
  ],
  ['takes over what was hidden', ['1', '? c2', '2'], ['assign main – v1', 'canary canary – v2', 'assign main v1 v2']],
  ['sees a shadow', ['1', '1 s2', '1'], ['assign main – v1', 'shadow shadow – v2', 'unassign shadow v2 –']],
  ['says nothing of what it could not read', ['1', null, '2', '3'], ['assign main – v1', 'assign main v2 v3']],
];

describe('the trail of a manifest changed by hand', () => {
  for (const [title, states, expected] of table) it(title, () => assert.deepEqual(inShort(revisions(states)), expected));

  it('says so, with the commit’s words, in the usual stage', () => {
    const [entry] = releaseTrail({ models: [], revisions: revisions(['1']) });
    assert.deepEqual(
      [entry?.registry, entry?.stage, entry?.ref, entry?.commit, entry?.recorded, entry?.reason],
      ['kubernetes', 'production', 'k8s/m.yaml', 'commit0', false, 'Serve another version'],
    );
    assert.deepEqual(
      entry?.notes.map((note) => format(note, 'en')),
      ['The manifest was changed by hand.'],
    );
  });

  it('says what is served now and since when', () => {
    const { stages } = trailOf({ models: [], revisions: revisions(['1', '1 c2', '1 c2']) });
    assert.deepEqual(
      stages.map(({ stage, role, version, since }) => [stage, role, version, since]),
      [
        ['production', 'main', 'v1.0.0', 60_000],
        ['production', 'canary', 'v2.0.0', 120_000],
      ],
    );
  });
});

describe('the trail of a manifest with records', () => {
  const message = formatReleaseMessage(record({ action: 'deploy', from: 'v1.0.0', to: 'v2.0.0' }));

  it('believes a record that the file bears out, its stage too', () => {
    const canary = formatReleaseMessage(
      record({ action: 'canary', stage: 'canary', from: 'v1.0.0', to: 'v2.0.0', traffic: { before: null, after: 10 } }),
    );
    const [entry, ...others] = releaseTrail({ models: [], revisions: revisions(['1', '1 c2'], ['', canary]) });
    assert.deepEqual([entry?.action, entry?.stage, entry?.recorded, entry?.actor, others.length], ['canary', 'canary', true, 'Ana', 1]);
    assert.deepEqual(entry?.notes, []);
  });

  it('believes none that the file contradicts', () => {
    const [entry] = releaseTrail({ models: [], revisions: revisions(['1', '3'], ['', message]) });
    assert.deepEqual([entry?.action, entry?.to, entry?.recorded, entry?.reason], ['assign', 'v3.0.0', false, '']);
    assert.match(
      format(entry?.notes[1] ?? { en: '', pl: '', args: {} }, 'en'),
      /contradicts what happened \(deploy production v1\.0\.0 → v2\.0\.0\)/,
    );
  });

  it('takes another model’s record for none', () => {
    const other = formatReleaseMessage(record({ model: 'n', to: 'v2.0.0' }));
    assert.deepEqual(inShort(revisions(['1', '2'], ['', other])), ['assign main – v1', 'assign main v1 v2']);
  });

  it('shows a record that it could not compare, and says so', () => {
    const [entry] = releaseTrail({ models: [], revisions: revisions([null], [message]) });
    assert.deepEqual([entry?.action, entry?.recorded], ['deploy', true]);
    assert.match(entry?.notes.map((note) => format(note, 'en')).join() ?? '', /could not be read/);
  });
});

describe('one release in two places', () => {
  const given = record({ action: 'deploy', from: 'v1.0.0', to: 'v2.0.0' });
  const models = (text: string, at: number) =>
    trailModels([{ registry: 'git', state: modelIn([tagOf('m@v2.0.0', 'c', 1), tagOf('m#production#1', 'c', at, text)]) }], { models: [] });
  const places = (tag: string, at: number, commit: string): readonly (readonly string[])[] =>
    releaseTrail({ models: models(tag, at), revisions: revisions(['1', '2'], ['', commit]).slice(0, 1) })
      .filter(({ stage }) => stage !== null)
      .map(({ ref, also }) => [ref, ...also.map((place) => place.ref)]);
  const text = formatReleaseMessage(given);
  const apart = [['k8s/m.yaml'], ['m#production#1']];

  it('is one entry with two places', () => {
    assert.deepEqual(places(text, 120, text), [['m#production#1', 'k8s/m.yaml']]);
    assert.deepEqual(places(text, 60, text), [['m#production#1', 'k8s/m.yaml']]);
  });

  it('is shown with the gates, wherever they are', () => {
    const short = formatReleaseMessage({ ...given, gates: [] });
    assert.deepEqual(places(short, 120, text), [['k8s/m.yaml', 'm#production#1']]);
  });

  const differences: readonly (readonly [string, string, number])[] = [
    ['more than a minute lies between', text, 59],
    ['the reason differs', formatReleaseMessage({ ...given, reason: 'Other.' }), 110],
    ['the actor differs', formatReleaseMessage({ ...given, actor: 'Eve' }), 110],
    ['the action differs', formatReleaseMessage({ ...given, action: 'promote' }), 110],
    ['a gate has other numbers', formatReleaseMessage({ ...given, gates: given.gates.map((gate) => ({ ...gate, value: 0.99 })) }), 110],
  ];
  for (const [what, tag, at] of differences) it(`is two where ${what}`, () => assert.deepEqual(places(tag, at, text), apart));

  it('keeps two releases in one place apart', () => {
    const state = modelIn([tagOf('m@v2.0.0', 'c', 1), tagOf('m#production#1', 'c', 10, text), tagOf('m#production#2', 'c', 11, text)]);
    const entries = releaseTrail({ models: trailModels([{ registry: 'git', state }], { models: [] }), revisions: [] });
    assert.equal(entries.filter(({ stage }) => stage !== null).length, 2);
  });
});
