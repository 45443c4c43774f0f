import assert from 'node:assert/strict';
import { panelLabels } from '../../../src/extension/drift-panel/snapshot.ts';
import { pointSentence, stateWord } from '../../../webview/drift-panel/point-text.ts';
import { createWords } from '../../../webview/drift-panel/words.ts';
import { panelChart, panelLine } from '../../support/panel-snapshot.ts';

describe('words of the page', () => {
  const words = createWords(panelLabels('en'));
  const polish = createWords(panelLabels('pl'));

  it('have four digits that count, whole large numbers, and exponents where digits would mislead', () => {
    assert.deepEqual(
      [0, 0.36541, 12.3456, 48_210.7, 0.00001234, 1.5e300].map((value) => words.number(value)),
      ['0', '0.3654', '12.35', '48,211', '1.23E-5', '1.5E300'],
    );
    assert.equal(polish.number(0.36541), '0,3654');
    assert.deepEqual([words.count(1_234_567), words.share(0.1234)], ['1,234,567', '12.34%']);
  });

  it('say the time of day only where there is one, in UTC', () => {
    const plain = (time: number) => words.time(time).replaceAll('\u202f', ' ');
    assert.equal(plain(Date.UTC(2026, 10, 16)), 'Nov 16, 2026');
    assert.equal(plain(Date.UTC(2026, 10, 16, 10, 2)), 'Nov 16, 2026, 10:02 AM');
    assert.equal(plain(Date.UTC(2026, 10, 16, 10, 2, 5)), 'Nov 16, 2026, 10:02:05 AM');
  });

  it('fill in what may hold braces itself, and leave what nothing is known of', () => {
    assert.match(words.say('pointFrom', { from: '{from} {time}' }), /\{from\} \{time\}/);
    assert.match(words.say('pointFrom'), /\{from\}/);
  });

  it('tell all of a point, with units, rows and notes', () => {
    const line = panelLine([0.36], { name: 'v1', verdicts: 'a', notes: { 0: 'A note.' } });
    assert.equal(
      pointSentence(panelChart('0', { unit: 'ms' }), line, 0, words),
      'v1, Aug 31, 2026: 0.36 ms. Drift. Rows: 500 against 1,500 in the reference. From data/0.csv. A note.',
    );
    const bare = panelLine([null], { rows: null, reference: null, from: null, odd: { 0: '+Inf' } });
    assert.equal(pointSentence(panelChart('0'), bare, 0, words), 'Aug 31, 2026: +Inf. No value.');
  });

  it('call nothing fine that has no threshold, and name drift only where it is drift', () => {
    const state = (part: Parameters<typeof panelChart>[1]) => stateWord(panelChart('0', part), words);
    assert.equal(state({ state: 'ok' }), 'No drift');
    assert.equal(state({ state: 'alert' }), 'Drift');
    assert.equal(state({ state: 'ok', group: 'operations' }), 'Within limits');
    assert.equal(state({ state: 'alert', group: 'operations' }), 'Alert');
    assert.equal(state({ state: 'ok', warn: null, alert: null }), 'No threshold');
    assert.equal(state({ state: 'failed' }), 'No answer');
  });
});
