// Tags are read from Git's output while it comes, in pieces that end anywhere, and as Git itself reads them.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { createGit } from '../../../src/node/git/git-repository.ts';
import { tagParser, type ParsedTags } from '../../../src/node/git/tag-objects.ts';
import type { TypedRef } from '../../../src/node/git/parse-git-output.ts';
import { neverAborted, temporaryRepository, type TemporaryRepository } from '../../support/temporary-repository.ts';

const id = 'a'.repeat(40);
const text = fc.string({ unit: 'grapheme' }).map((words) => words.replaceAll('\0', ''));

function ref(name: string, type: string): TypedRef {
  return { name: `refs/tags/${name}`, type, object: id };
}

/** A tag object as `git cat-file --batch` writes it. */
function object(message: string, inner = 'commit'): string {
  const content = `object ${id}\ntype ${inner}\ntag t\ntagger Ana Nowak <ana@example.com> 1700000000 +0100\n\n${message}`;
  return `${id} tag ${String(Buffer.byteLength(content))}\n${content}\n`;
}

function parsed(refs: readonly TypedRef[], pieces: readonly Uint8Array[]): ParsedTags {
  const parser = tagParser(refs);
  for (const piece of pieces) parser.push(piece);
  return parser.end();
}

function cut(bytes: Uint8Array, places: readonly number[]): readonly Uint8Array[] {
  const ends = [...new Set(places.map((place) => Math.min(place, bytes.length)))].sort((one, other) => one - other);
  return [...ends, bytes.length].map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end));
}

describe('the parser of tag objects', () => {
  it('reads the same however the output is cut, in the middle of a letter too', () => {
    const records = fc.array(
      fc.record({ message: text, type: fc.constantFrom('tag', 'commit', 'blob'), inner: fc.constantFrom('commit', 'tag', 'blob') }),
      { maxLength: 5 },
    );
    fc.assert(
      fc.property(records, fc.array(fc.nat(2000)), (all, places) => {
        const refs = all.map(({ type }, index) => ref(`m@v1.${String(index)}.0`, type));
        const annotated = all.filter(({ type }) => type === 'tag');
        const bytes = Buffer.from(annotated.map(({ message, inner }) => object(message, inner)).join(''));
        const whole = parsed(refs, [bytes]);
        assert.deepEqual(
          whole.tags.map(({ name, kind }) => [name, kind]),
          all.map(({ type }, index) => [`m@v1.${String(index)}.0`, type === 'tag' ? 'annotated' : 'lightweight']),
        );
        assert.deepEqual(
          whole.tags.flatMap(({ kind, message }) => (kind === 'annotated' ? [message] : [])),
          annotated.map(({ message }) => message),
        );
        assert.deepEqual(parsed(refs, cut(bytes, places)), whole);
      }),
    );
  });

  it('reads every field, names tags of tags, and of a tag that did not come knows the name', () => {
    const refs = [ref('a', 'tag'), ref('b', 'commit'), ref('c', 'tag'), ref('d', 'tag'), ref('e', 'tag')];
    const output = `${object('Zażółć\n\nReason: gęślą jaźń\n')}${object('x', 'tag')}${id} missing\n${object('cut off').slice(0, -5)}`;
    const { tags, nested } = parsed(refs, [Buffer.from(output)]);
    assert.deepEqual(nested, ['c']);
    assert.deepEqual(
      tags.map(({ name, message, commit }) => [name, message, commit]),
      [
        ['a', 'Zażółć\n\nReason: gęślą jaźń\n', id],
        ['b', null, id],
        ['c', 'x', id],
        ['d', '', null],
        ['e', '', null],
      ],
    );
    assert.deepEqual(tags[0]?.tagger, { name: 'Ana Nowak', email: 'ana@example.com', at: 1_700_000_000_000, offset: '+0100' });
  });

  it('hands on what each piece completed, once', () => {
    const refs = ['a', 'b', 'c'].map((name) => ref(name, 'tag'));
    const heard: string[][] = [];
    const parser = tagParser(refs, (tags) => heard.push(tags.map(({ name }) => name)));
    const [first, ...others] = cut(Buffer.from(refs.map(() => object('one')).join('')), [200, 330]);
    assert.ok(first !== undefined);
    for (const piece of [first, ...others]) parser.push(piece);
    assert.deepEqual(heard.flat(), ['a', 'b', 'c']);
    assert.ok(heard.length > 1);
  });

  it('takes a message of many pieces in time that grows as it does', () => {
    const size = 4096 * 1024;
    const bytes = Buffer.from(object('x'.repeat(size)));
    const parser = tagParser([ref('a', 'tag')]);
    for (let at = 0; at < bytes.length; at += 1024) parser.push(bytes.subarray(at, at + 1024));
    assert.equal(parser.end().tags[0]?.message?.length, size);
  });
});

describe('tags of a repository', () => {
  const signal = neverAborted();
  let place: TemporaryRepository;

  beforeEach(() => {
    place = temporaryRepository();
  });
  afterEach(() => {
    place.remove();
  });

  it('are as git for-each-ref has them, written by hand as no program would', async () => {
    const commit = place.commit('a', '1');
    const begin = '-----BEGIN';
    const contents = [
      'tagger Ana Nowak <ana@example.com> 1700000000 +0100\n\nPlain\n',
      'tagger  Ana   <a b@c> 5 -0330\n\nLong ago\n',
      'tagger <> 0 +0000\n\nNobody\n',
      'tagger Ana <ana@example.com>\n\nNo time\n',
      '\nNo tagger\n',
      `tagger A <a@b> 1 +0000\n\nSigned\n\n${begin} SSH SIGNATURE-----\nabc\n-----END SSH SIGNATURE-----\n`,
      `tagger A <a@b> 1 +0000\n\nQuotes one\n\n${begin} PGP SIGNATURE-----\nold\n\n${begin} PGP SIGNATURE-----\nnew\n`,
      `tagger A <a@b> 1 +0000\n\nSpeaks of ${begin} PGP SIGNATURE----- only\n`,
      'tagger A <a@b> 1 +0000\n\n',
      'tagger Żółw Ą <ż@b> 1 +0000\n\nZażółć \xff\n',
    ];
    contents.forEach((content, index) => {
      const input = Buffer.from(`object ${commit}\ntype commit\ntag t${String(index)}\n${content}`);
      const made = execFileSync('git', ['-C', place.root, 'hash-object', '--literally', '-t', 'tag', '-w', '--stdin'], { input });
      place.git('update-ref', `refs/tags/t${String(index)}`, made.toString('utf8').trim());
    });
    const fields = ['taggername', 'taggeremail:trim', 'taggerdate:unix', 'contents:subject', 'if)%(contents:signature)%(then)signed%(end'];
    const theirs = place.git('for-each-ref', '--format', `${fields.map((field) => `%(${field})`).join('%00')}%00`, 'refs/tags');
    const repository = await createGit({ environment: place.environment }).open(place.root, signal);
    const ours = (await repository?.tags(signal)) ?? [];
    assert.equal(ours.length, contents.length);
    assert.deepEqual(
      ours.map(({ tagger, message, signed }) => [
        tagger?.name ?? '',
        tagger?.email ?? '',
        tagger === null ? '' : String(tagger.at / 1000),
        message?.split('\n')[0],
        signed,
      ]),
      theirs
        .split('\0\n')
        .map((line) => line.replace(/\0$/, '').split('\0'))
        .map(([name, email, time, subject, signed]) =>
          time === '' ? ['', '', '', subject, signed === 'signed'] : [name, email, time, subject, signed === 'signed'],
        ),
    );
  });
});
