import assert from 'node:assert/strict';
import fc from 'fast-check';
import { formatReleaseMessage, parseReleaseMessage, recordOf, type ReleaseRecord } from '../../../src/core/release/release-message.ts';
import { modelIn, story, tagOf } from '../../support/release-tags.ts';

const record: ReleaseRecord = {
  action: 'rollback',
  model: 'fraud',
  stage: 'production',
  from: 'v2.0.0',
  to: 'v1.0.0',
  traffic: null,
  reason: 'Too slow.',
  actor: 'Ana <ana@example.com>',
  overridden: false,
  gates: [{ metric: 'f1', value: 0.9, limit: 0.85, passed: true, why: '0.9 is at least 0.85.' }],
};

describe('formatReleaseMessage', () => {
  it('writes a sentence and trailers', () => {
    assert.equal(
      formatReleaseMessage({ ...record, overridden: true }),
      [
        'Roll back fraud in production to v1.0.0',
        '',
        'Airworthy-Action: rollback',
        'Airworthy-Model: fraud',
        'Airworthy-Stage: production',
        'Airworthy-From: v2.0.0',
        'Airworthy-To: v1.0.0',
        'Airworthy-Reason: "Too slow."',
        'Airworthy-Actor: "Ana <ana@example.com>"',
        'Airworthy-Override: true',
        'Airworthy-Gates: [{"metric":"f1","value":0.9,"limit":0.85,"passed":true,"why":"0.9 is at least 0.85."}]',
        '',
      ].join('\n'),
    );
  });

  it('lets no reason, actor or gate form a trailer, and reads all back', () => {
    const text = fc.oneof(
      fc.string(),
      fc
        .array(
          fc.constantFrom(
            '\n',
            '\r',
            '\u2028',
            '\u0085',
            '\n\n',
            'Airworthy-To: v9.9.9',
            'Signed-off-by: Eve',
            '"',
            '\\',
            ' ',
            '-----BEGIN PGP SIGNATURE-----',
          ),
        )
        .map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, text, text, (reason, actor, why) => {
        const given = { ...record, reason, actor, gates: [{ metric: why, value: null, limit: 'met', passed: false, why }] };
        const message = formatReleaseMessage(given);
        assert.equal(message.split(/[\n\r\u0085\u2028\u2029]/).filter((line) => line.startsWith('Airworthy-')).length, 8);
        assert.deepEqual(parseReleaseMessage(message), JSON.parse(JSON.stringify(given)));
      }),
      { numRuns: 50 },
    );
  });
});

describe('every kind of record', () => {
  const kinds: readonly (readonly [Partial<ReleaseRecord>, string])[] = [
    [{ action: 'promote' }, 'Promote fraud v1.0.0 to production'],
    [{ action: 'deploy' }, 'Deploy fraud v1.0.0 to production'],
    [{ action: 'shadow', traffic: { before: null, after: 20 } }, 'Start shadow of fraud v1.0.0 in production'],
    [{ action: 'canary', traffic: { before: 10, after: 12.5 } }, 'Shift traffic of fraud v1.0.0 in production to 12.5 %'],
    [{ action: 'unassign', to: null }, 'Take fraud v2.0.0 out of production'],
    [{ action: 'register', stage: null, from: null }, 'Register fraud v1.0.0'],
  ];
  for (const [more, sentence] of kinds)
    it(`${String(more.action)} says so and is read back`, () => {
      const given = { ...record, ...more };
      const text = formatReleaseMessage(given);
      assert.equal(text.split('\n')[0], sentence);
      assert.deepEqual(parseReleaseMessage(text), given);
    });
});

describe('parseReleaseMessage', () => {
  const notOurs = [
    '',
    'Assigning stage prod',
    'x\n\nSigned-off-by: Ana',
    'x\n\nAirworthy-Action: promote',
    'x\n\nAirworthy-Action: destroy\nAirworthy-Stage: p\nAirworthy-To: v1.0.0',
    'x\n\nAirworthy-Action: promote\nAirworthy-Stage: p\nAirworthy-To: v1.0.0\n\nmore',
    'x\n\nAirworthy-Action: unassign\nAirworthy-Stage: p\nAirworthy-To: v1.0.0',
    'x\n\nAirworthy-Action: register\nAirworthy-Stage: p\nAirworthy-To: v1.0.0',
  ];
  for (const message of notOurs)
    it(`takes ${JSON.stringify(message)} for none of ours`, () => assert.equal(parseReleaseMessage(message), null));

  it('takes the first of two trailers, and nothing for what is broken', () => {
    const parsed = parseReleaseMessage(
      'x\n\nAirworthy-Action: promote\nAirworthy-Stage: p\nAirworthy-To: v1.0.0\nAirworthy-To: v2.0.0\nAirworthy-Reason: not json\nAirworthy-Gates: {}',
    );
    assert.deepEqual(parsed, {
      action: 'promote',
      model: '',
      stage: 'p',
      from: null,
      to: 'v1.0.0',
      traffic: null,
      reason: '',
      actor: '',
      overridden: false,
      gates: [],
    });
  });

  it('reads the alert that a release answers, and none where it is broken', () => {
    const alert = { name: 'Drift "amount"\nAirworthy-To: v9.9.9', since: Date.UTC(2026, 10, 20, 10) };
    const text = formatReleaseMessage({ ...record, alert });
    assert.match(text, /\nAirworthy-Alert: "Drift \\"amount\\"\\nAirworthy-To: v9\.9\.9" 2026-11-20T10:00:00Z\n$/);
    assert.deepEqual(parseReleaseMessage(text), { ...record, alert });
    const broken = ['Drift 2026-11-20T10:00:00Z', '"Drift"', '"Drift" yesterday', '"Drift" 2026-13-40T10:00:00Z', '7 2026-11-20T10:00:00Z'];
    for (const value of broken) assert.deepEqual(parseReleaseMessage(text.replace(/Alert: .*/, `Alert: ${value}`)), record, value);
    assert.equal(formatReleaseMessage({ ...record, alert: null }), formatReleaseMessage(record));
  });

  it('reads a record to which a hook has appended its own trailers', () => {
    assert.deepEqual(parseReleaseMessage(`${formatReleaseMessage(record)}Change-Id: I1\nSigned-off-by: Ana <ana@example.com>\n`), record);
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.string(), (message) => void parseReleaseMessage(message)));
  });
});

describe('recordOf', () => {
  it('believes trailers only where they say what the tag says', () => {
    const [event] = modelIn(story('v1', 'v2', '>v1', '<v2')).history;
    assert.ok(event !== undefined);
    assert.equal(recordOf(event)?.action, 'rollback');
    const lie = modelIn([tagOf('m@v1.0.0', 'c', 1), tagOf('m#production#1', 'c', 2, formatReleaseMessage({ ...record, to: 'v7.0.0' }))]);
    assert.equal(lie.history[0] === undefined ? undefined : recordOf(lie.history[0]), null);
  });
});
