// Tags are read from Git's output while it comes, in pieces that end anywhere.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { tagParser, type ParsedTags } from '../../../src/node/git/parse-git-output.ts';

const id = 'a'.repeat(40);
const text = fc.string({ unit: 'grapheme' }).map((words) => words.replaceAll('\0', ''));

/** A record as Git writes it, with the line end after it. */
function record(name: string, { subject, body, inner }: { subject: string; body: string; inner: string }): string {
  const fields = [`refs/tags/${name}`, 'tag', id, inner, id, 'Ana Nowak', '<ana@example.com>', '1700000000 +0100', subject, body, ''];
  return `${fields.map((field) => `${field}\0`).join('')}\n`;
}

function parsed(pieces: readonly Uint8Array[]): ParsedTags {
  const parser = tagParser();
  for (const piece of pieces) parser.push(piece);
  return parser.tags();
}

function cut(bytes: Uint8Array, places: readonly number[]): readonly Uint8Array[] {
  const ends = [...new Set(places.map((place) => Math.min(place, bytes.length)))].sort((one, other) => one - other);
  return [...ends, bytes.length].map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end));
}

describe('the parser of tags', () => {
  it('reads the same however the output is cut, in the middle of a letter too', () => {
    const records = fc.array(fc.record({ subject: text, body: text, inner: fc.constantFrom('commit', 'tag', 'blob') }), { maxLength: 5 });
    fc.assert(
      fc.property(records, fc.array(fc.nat(2000)), (all, places) => {
        const bytes = Buffer.from(all.map((one, index) => record(`m@v1.${String(index)}.0`, one)).join(''));
        const whole = parsed([bytes]);
        assert.equal(whole.tags.length, all.length);
        assert.deepEqual(
          whole.tags.map(({ name }) => name),
          all.map((_, index) => `m@v1.${String(index)}.0`),
        );
        assert.deepEqual(parsed(cut(bytes, places)), whole);
      }),
    );
  });

  it('reads every field, names tags of tags, and leaves a record without its end alone', () => {
    const said = { subject: 'Zażółć', body: 'Reason: gęślą jaźń\n' };
    const output = record('a', { ...said, inner: 'commit' }) + record('b', { subject: 'x', body: '', inner: 'tag' });
    const { tags, nested } = parsed([Buffer.from(`${output}refs/tags/c\0tag\0${id}`)]);
    assert.deepEqual(nested, ['b']);
    assert.deepEqual(
      tags.map(({ name, message }) => [name, message]),
      [
        ['a', 'Zażółć\n\nReason: gęślą jaźń\n'],
        ['b', 'x'],
      ],
    );
    assert.deepEqual(tags[0]?.tagger, { name: 'Ana Nowak', email: 'ana@example.com', at: 1_700_000_000_000, offset: '+0100' });
    assert.equal(tags[0].commit, id);
  });

  it('takes a message of many pieces in time that grows as it does', () => {
    const piece = Buffer.alloc(1024, 'x');
    const parser = tagParser();
    parser.push(Buffer.from(record('a', { subject: '', body: '', inner: 'commit' }).replace('\0\0\0\n', '\0')));
    for (let count = 0; count < 4096; count += 1) parser.push(piece);
    parser.push(Buffer.from('\0\0\0\n'));
    const [tag] = parser.tags().tags;
    assert.equal(tag?.message?.length, piece.length * 4096);
  });
});
