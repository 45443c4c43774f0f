import assert from 'node:assert/strict';
import fc from 'fast-check';
import { message } from '../../../src/core/l10n/message.ts';
import { trailCsv } from '../../../src/core/release/trail-csv.ts';
import { entryOfTrail as entry } from '../../support/trail-entries.ts';

/** RFC 4180, read strictly: every record ends with CRLF, and quotes stand only around whole cells. */
function readCsv(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let row: string[] = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y;
  while (cell.lastIndex < text.length) {
    const at = cell.lastIndex;
    const match = cell.exec(text);
    assert.ok(match !== null, `no cell at ${JSON.stringify(text.slice(at, at + 40))}`);
    row.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    if (match[3] !== ',') {
      rows.push(row);
      row = [];
    }
  }
  assert.deepEqual(row, []);
  return rows;
}

function columnOf(text: string, name: string): readonly (string | undefined)[] {
  const [head = [], ...rows] = readCsv(text);
  return rows.map((row) => row[head.indexOf(name)]);
}

describe('trailCsv', () => {
  it('writes a header, and all that is known of an entry', () => {
    const gates = [
      { metric: 'f1', value: 0.9, limit: 0.85, passed: true, why: '' },
      { metric: 'latency', value: null, limit: null, passed: false, why: 'unreachable' },
    ];
    const whole = entry({
      from: 'v0.9.0',
      fromSource: 'recorded',
      actor: 'Ana <ana@example.com>',
      reason: 'Risk, "the team",\nagreed',
      reasonSource: 'recorded',
      gates,
      overridden: true,
      traffic: { before: 10, after: 50 },
      alert: { name: 'Drift', since: 1_700_000_000_000 },
      also: [{ registry: 'kubernetes', ref: 'k8s/m.yaml', commit: '0123456789abcdef', by: 'Ana', at: 101_000, signed: false }],
      notes: [message({ en: 'One.', pl: 'Jeden.' }), message({ en: 'Two.', pl: 'Dwa.' })],
    });
    assert.equal(
      trailCsv([whole]),
      [
        'time,model,registry,action,stage,role,from,from_source,to,by,actor,identity,reason,reason_source,overridden,gates,traffic,alert,alert_since,recorded,returns,ref,commit,places,notes',
        '1970-01-01T00:01:40Z,m,git,promote,production,,v0.9.0,recorded,v1.0.0,Ana,Ana <ana@example.com>,claimed,"Risk, ""the team"",\nagreed",recorded,true,"f1 0.9 (0.85, passed); latency unknown (no limit, failed)",10 to 50 %,Drift,2023-11-14T22:13:20Z,true,false,m#production#1,c,m#production#1; k8s/m.yaml 0123456789,One. Two.',
        '',
      ].join('\r\n'),
    );
    assert.match(trailCsv([]), /^time,[^\r\n]*\r\n$/);
  });

  const formulas = [
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '  =1',
    '\n=1',
    '＝1',
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://x","y")',
  ];
  for (const formula of formulas)
    it(`lets ${JSON.stringify(formula)} be no formula`, () => {
      for (const field of ['reason', 'by', 'actor', 'model', 'stage', 'to', 'from', 'ref'] as const)
        assert.deepEqual(columnOf(trailCsv([entry({ [field]: formula })]), field), [`'${formula}`]);
      const gates = [{ metric: formula, value: 1, limit: 0, passed: true, why: '' }];
      assert.match(columnOf(trailCsv([entry({ gates })]), 'gates')[0] ?? '', /^'/);
      assert.match(columnOf(trailCsv([entry({ alert: { name: formula, since: 0 } })]), 'alert')[0] ?? '', /^'/);
    });

  it('keeps every text whole and in its cell', () => {
    const text = fc.oneof(
      fc.string(),
      fc.array(fc.constantFrom('"', ',', '\r\n', '\n', '\r', ' ', '=', 'a', ';')).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text), { maxLength: 4 }), (pairs) => {
        const csv = trailCsv(pairs.map(([reason, by]) => entry({ reason, by })));
        assert.ok(readCsv(csv).every((row) => row.length === 25));
        const bare = (values: readonly (string | undefined)[]) => values.map((value) => value?.replace(/^'/, ''));
        assert.deepEqual(bare(columnOf(csv, 'reason')), bare(pairs.map(([reason]) => reason)));
        assert.deepEqual(bare(columnOf(csv, 'by')), bare(pairs.map(([, by]) => by)));
      }),
    );
  });
});
