import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { UsageError } from '../../src/cli/usage-error.ts';
import { runDrift } from '../../src/cli/drift.ts';
import type { Language } from '../../src/core/l10n/message.ts';

const Num = z.union([z.number(), z.enum(['NaN', 'Infinity', '-Infinity'])]);
const Test = z.strictObject({ statistic: Num, pValue: Num }).nullable();

/** The contract of the JSON output, key for key. */
const Output = z.strictObject({
  rows: z.strictObject({ reference: z.number(), current: z.number() }),
  columns: z.array(
    z.strictObject({
      name: z.string(),
      type: z.enum(['numeric', 'categorical', 'boolean']),
      method: z.enum(['ks', 'chiSquare', 'zTest', 'wassersteinNormed', 'jensenShannon']).nullable(),
      score: Num.nullable(),
      threshold: z.number().nullable(),
      drifted: z.boolean().nullable(),
      statistics: z.strictObject({
        psi: Num.nullable(),
        ks: Test,
        chiSquare: Test,
        zTest: Test,
        jensenShannon: Num.nullable(),
        wasserstein: Num.nullable(),
        wassersteinNormed: Num.nullable(),
        hellinger: Num.nullable(),
      }),
      missing: z.strictObject({ reference: z.number().nullable(), current: z.number().nullable() }),
      newCategories: z.number().nullable(),
      note: z.string().nullable(),
    }),
  ),
  datasetDrift: z.strictObject({ share: z.number().nullable(), threshold: z.number().nullable(), drifted: z.boolean().nullable() }),
});

describe('airworthy drift', () => {
  let folder = '';
  const rows = (count: number, shift: number) =>
    Array.from({ length: count }, (_, row) => `${String(row + shift)},${row % 2 === 0 ? 'a' : 'b'},c,`);

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'airworthy-drift-'));
    const write = (name: string, text: string) => writeFile(join(folder, name), text);
    await write('reference.csv', ['amount,a b=c,one,nothing', ...rows(50, 0)].join('\n'));
    await write('current.csv', ['amount,a b=c,one,nothing', ...rows(45, 30)].join('\n'));
    await write('few.jsonl', '{"amount": 1, "one": "new"}\n');
    await write('other.csv', 'x\n1\n');
    await write('broken.csv', 'amount\n1\n1,2\n');
    await write('hostile.csv', '"\u001b[31mred\u202e"\n1\n');
  });
  after(() => rm(folder, { recursive: true }));

  async function run(args: readonly string[], language: Language = 'en'): Promise<string> {
    let out = '';
    const io = { stdout: (text: string) => void (out += text), stderr: () => undefined, language, cwd: folder };
    assert.equal(await runDrift(args, io, new AbortController().signal), 0);
    return out;
  }
  const files = ['--reference', 'reference.csv', '--current', 'current.csv'];
  const json = async (args: readonly string[]) => Output.parse(JSON.parse(await run([...args, '--format', 'json'])));

  it('prints one JSON document of the agreed shape', async () => {
    const { rows: sizes, columns, datasetDrift } = await json(files);
    assert.deepEqual(sizes, { reference: 50, current: 45 });
    assert.deepEqual(
      columns.map(({ name, type, method, drifted }) => [name, type, method, drifted]),
      [
        ['amount', 'numeric', 'ks', true],
        ['a b=c', 'categorical', 'zTest', false],
        ['one', 'categorical', 'zTest', false],
        ['nothing', 'numeric', null, null],
      ],
    );
    assert.equal(columns[2]?.statistics.chiSquare?.pValue, 'NaN');
    assert.equal(columns[3]?.note, 'Neither side has any values.');
    assert.deepEqual(columns[3].missing, { reference: 1, current: 1 });
    assert.deepEqual(datasetDrift, { share: 1 / 3, threshold: 0.5, drifted: false });
  });

  it('keeps JSON in English, and writes Infinity as a string', async () => {
    const out = await run(['--reference', 'reference.csv', '--current', 'few.jsonl', '--format=json'], 'pl');
    const { columns } = Output.parse(JSON.parse(out));
    assert.match(columns[0]?.note ?? '', /^Not enough data to say/);
    assert.equal(columns[1]?.statistics.chiSquare?.statistic, 'Infinity');
    assert.equal(columns[1].newCategories, 1);
  });

  it('judges the columns and types that are asked for', async () => {
    const { columns } = await json([
      ...files,
      '--column',
      'one',
      'a b=c',
      '--column=amount',
      '--type',
      'amount=categorical',
      'a b=c=boolean',
    ]);
    assert.deepEqual(
      columns.map(({ name, type }) => [name, type]),
      [
        ['amount', 'categorical'],
        ['a b=c', 'boolean'],
        ['one', 'categorical'],
      ],
    );
  });

  it('prints an aligned table in the language of the reader', async () => {
    assert.deepEqual((await run([...files, '--column', 'amount', 'a b=c', 'nothing'])).split('\n'), [
      'Column   Type         Method    Score  Threshold  Drift    Missing ref. / cur.',
      'amount   numeric      ks      1.78e-8       0.05  yes              0.0% / 0.0%',
      'a b=c    categorical  zTest    0.9139       0.05  no               0.0% / 0.0%',
      'nothing  numeric      –             –          –  unknown      100.0% / 100.0%',
      '',
      'Dataset drift: 1 of 2 judged columns drifts (threshold: a share of 0.5).',
      'Rows: 50 in the reference, 45 in the current data.',
      '',
      'nothing: Neither side has any values.',
      '',
    ]);
    assert.match(await run(files, 'pl'), /Brak dryfu zbioru danych: dryf w 1 z 3 ocenionych kolumn/);
  });

  it('shows what would steer the terminal as an escape', async () => {
    const out = await run(['--reference', 'hostile.csv', '--current', 'hostile.csv']);
    assert.ok(out.includes('\\u{1b}[31mred\\u{202e}'));
    assert.ok(!out.includes('\u001b') && !out.includes('\u202e'));
  });

  it('says so where the files share no column', async () => {
    const other = ['--reference', 'reference.csv', '--current', 'other.csv'];
    assert.deepEqual((await json(other)).datasetDrift, { share: null, threshold: null, drifted: null });
    assert.match(await run(other), /^The files have no column in common\.\n/);
  });

  const mistakes: readonly (readonly [string, readonly string[], RegExp])[] = [
    ['no files', [], /^drift needs both --reference FILE and --current FILE\.$/],
    ['one file', files.slice(0, 2), /needs both/],
    ['an unknown option', [...files, '--colum', 'x'], /^drift does not know the argument '--colum'\.$/],
    ['a stray word', [...files, 'more.csv'], /does not know the argument 'more\.csv'/],
    ['an option without value', [...files, '--column'], /^--column needs a value\.$/],
    ['an unknown format', [...files, '--format', 'xml'], /^--format is text or json, not 'xml'\.$/],
    ['an unknown type', [...files, '--type', 'amount=date'], /^--type is NAME=numeric/],
    ['an unknown column', [...files, '--column', 'amount', 'none'], /^Both files must have the column 'none'\.$/],
    ['a type for an unknown column', [...files, '--type', 'none=numeric'], /column 'none'/],
    ['a file that is not there', ['--reference', 'no.csv', '--current', 'current.csv'], /^Cannot read 'no\.csv': ENOENT\.$/],
    ['a folder', ['--reference', '.', '--current', 'current.csv'], /^Cannot read '\.': EISDIR\.$/],
    [
      'a broken file',
      ['--reference', 'broken.csv', '--current', 'current.csv'],
      /^broken\.csv:3: The row has more cells than the header, which has 1\.$/,
    ],
  ];
  for (const [name, args, expected] of mistakes) {
    it(`refuses ${name}, printing nothing`, async () => {
      let out = '';
      const io = { stdout: (text: string) => void (out += text), stderr: () => undefined, language: 'en' as const, cwd: folder };
      await assert.rejects(runDrift(args, io, new AbortController().signal), (error) => {
        assert.ok(error instanceof UsageError);
        assert.match(error.message, expected);
        return true;
      });
      assert.equal(out, '');
    });
  }
});
