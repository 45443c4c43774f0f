import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { reportCharts, type ReportChartsOptions } from '../../src/app/report-charts.ts';
import type { ChartAnswer, ChartSpec } from '../../src/core/charts/chart.ts';
import { judgeChart } from '../../src/core/charts/judge-chart.ts';
import { format } from '../../src/core/l10n/message.ts';
import { createWholeFiles } from '../../src/node/whole-files.ts';
import type { WholeFiles } from '../../src/ports/batch-files.ts';
import { ProviderError } from '../../src/ports/version-registry.ts';
import { bareChart, warningsOf } from '../support/charts.ts';
import { needTools } from '../support/python-tools.ts';
import { reportsFolder } from '../support/report-fixtures.ts';

const { signal } = new AbortController();
const range = { start: 0, end: Date.UTC(2100, 0), step: 60_000 };
const card = 'country, of the card';

describe('charts of report files', () => {
  let root = '';
  let opened: string[] = [];
  beforeEach(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), 'airworthy-reports-')));
    opened = [];
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  function write(path: string, text: string): void {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }

  /** The real files, with a list of those that were read. */
  function files(): WholeFiles {
    const real = createWholeFiles(root, '');
    return {
      ...real,
      read: (path, ...others) => {
        opened.push(path);
        return real.read(path, ...others);
      },
    };
  }

  const source = (path = 'reports', exclude?: string[]): ReportChartsOptions['sources'] => ({ reports: { path, exclude } });
  const asked = (spec: Partial<ChartSpec> = {}, options: Partial<ReportChartsOptions> = {}): Promise<ChartAnswer> =>
    reportCharts(files(), { sources: source(), ...options }).answer({ chart: bareChart({ source: 'reports', ...spec }), range }, signal);
  const values = ({ lines }: ChartAnswer): readonly (number | null)[] => lines.flatMap(({ points }) => points.map(({ value }) => value));
  const days = ({ lines }: ChartAnswer): readonly string[] =>
    lines.flatMap(({ points }) => points.map(({ time }) => new Date(time).toISOString().slice(0, 16)));

  /** What holds for the reports of each release, whether they were written just now or are the ones that are kept here. */
  const releases: Readonly<Record<string, () => Promise<void>>> = {
    async 'evidently-0.4'() {
      const ks = await asked({ column: 'amount' });
      assert.equal(ks.method === null ? '' : format(ks.method, 'en'), 'K-S p_value of amount, computed by Evidently');
      assert.deepEqual(ks.defaults, { alert: 0.05, direction: 'below', inclusive: true });
      assert.deepEqual(days(ks), ['2026-10-01T06:30', '2026-10-02T06:30', '2026-10-03T06:30', '2026-10-03T06:30']);
      assert.equal(ks.pace, 86_400_000);
      const judged = judgeChart(bareChart({ column: 'amount' }), ks, Date.UTC(2026, 9, 3, 7));
      assert.deepEqual([judged.state, judged.stale, judged.lines[0]?.verdicts[0]], ['alert', false, 'ok']);
      assert.deepEqual(ks.lines[0]?.points[0]?.rows, { reference: 200, current: 150 });
      const psi = await asked({ column: 'amount', method: 'psi' });
      assert.deepEqual([psi.defaults.direction, psi.defaults.alert, values(psi).length], ['above', 0.1, 3]);
      assert.equal(values(await asked({ column: card })).length, 4);
      const share = await asked();
      assert.deepEqual([values(share).length, share.defaults], [3, { alert: 0.5, direction: 'above', inclusive: true }]);
      assert.deepEqual(warningsOf(share), ['1 report tells something else (tests): name it as metric in the entry to see it.']);
      assert.deepEqual(values(await asked({ metric: 'tests' })), [0.5]);
      assert.equal(values(await asked({ metric: 'ColumnQuantileMetric.current.value' })).length, 3);
    },
    async 'evidently-0.6'() {
      const amount = await asked({ column: 'amount', method: 'psi' });
      assert.deepEqual([values(amount).length, amount.defaults.alert, amount.defaults.direction], [4, 0.1, 'above']);
      assert.deepEqual(days(amount), ['2026-10-01T00:00', '2026-10-02T00:00', '2026-10-03T00:00', '2026-10-04T00:00']);
      const first = await asked({ column: 'amount' });
      assert.match(warningsOf(first).join(), /^3 reports use another method than the newest one/);
      assert.deepEqual(values(await asked()).slice(-2), [0.5, 0.5]);
    },
    async 'evidently-0.7'() {
      const amount = await asked({ column: 'amount' });
      assert.deepEqual([values(amount).length, amount.defaults], [4, { alert: 0.05, direction: 'below', inclusive: true }]);
      assert.deepEqual(days(amount), ['2026-10-01T00:00', '2026-10-02T00:00', '2026-10-03T00:00', '2026-10-04T00:00']);
      assert.deepEqual(amount.lines[0]?.points[0]?.rows, { reference: null, current: 150 });
      assert.equal(judgeChart(bareChart({}), amount, 0).state, 'alert');
      assert.equal(values(await asked({ column: card })).length, 4);
      const share = await asked();
      assert.deepEqual([values(share).slice(-2), share.defaults.alert], [[0.5, 0.5], 0.5]);
      assert.ok(values(await asked({ metric: 'MeanValue', column: 'amount' })).every((value) => typeof value === 'number'));
    },
    async 'great-expectations-0'() {
      await validations(2);
    },
    async 'great-expectations-1'() {
      await validations(3);
    },
  };

  async function validations(expectedUnmet: number): Promise<void> {
    const success = await asked();
    assert.deepEqual(
      success.lines.map(({ name }) => name),
      ['payments'],
    );
    assert.ok(values(success).every((value) => value !== null && value < 100));
    assert.equal(judgeChart(bareChart({}), success, 0).state, 'alert');
    const amount = await asked({ column: 'amount' });
    assert.deepEqual(values(amount), [0, 5, 25]);
    assert.deepEqual(amount.defaults, { alert: 10, direction: 'above', inclusive: false });
    assert.deepEqual(judgeChart(bareChart({}), amount, 0).lines[0]?.verdicts, ['ok', 'ok', 'alert']);
    assert.deepEqual(amount.lines[0]?.points[0]?.rows, { reference: null, current: 80 });
    if (expectedUnmet === 3) assert.deepEqual(values(await asked({ column: 'gone' })), [null, null, null]);
  }

  for (const [release, check] of Object.entries(releases)) {
    it(`reads reports that ${release} wrote`, async () => {
      cpSync(join(reportsFolder, release), join(root, 'reports'), { recursive: true });
      await check();
    });
  }

  const makers: readonly (readonly [tool: string, script: string, html: boolean])[] = [
    ['evidently-0.4', 'make-evidently-old.py', true],
    ['evidently-0.7', 'make-evidently-new.py', true],
    ['great-expectations-1', 'make-great-expectations.py', false],
  ];
  for (const [tool, script, html] of makers) {
    it(`reads reports that ${tool} writes now`, async function () {
      this.timeout(900_000);
      const [programs = ''] = needTools(this, [tool]);
      mkdirSync(join(root, 'reports'));
      const args = [join(reportsFolder, script), join(root, 'reports'), ...(html ? ['--html'] : [])];
      const made = spawnSync(join(programs, 'python'), args, { encoding: 'utf8', env: { ...process.env, DO_NOT_TRACK: '1' } });
      assert.equal(made.status, 0, made.stderr);
      await releases[tool]?.();
      assert.ok(opened.length > 0 && opened.every((path) => path.endsWith('.json')));
    });
  }

  const report = (score: number, extra = ''): string =>
    `{"metrics": [{"id": "a", "metric_name": "ValueDrift(column=a,method=psi,threshold=0.1)", "value": ${String(score)}}], "tests": []${extra}}`;

  it('dates a report by its own time, else by its name, else by its last change, and says which', async () => {
    write('reports/2026-01-05/own.json', report(0.1, ', "timestamp": "2026-01-01 12:00:00.5"'));
    write('reports/2026-01-02T13.json', `\ufeff${report(0.2).replace('"tests"', '"other": NaN, "tests"')}`);
    write('reports/latest.json', report(0.3));
    utimesSync(join(root, 'reports/latest.json'), 0, Date.UTC(2026, 0, 3) / 1000);
    const answer = await asked({ column: 'a' });
    assert.deepEqual(days(answer), ['2026-01-01T12:00', '2026-01-02T13:00', '2026-01-03T00:00']);
    assert.deepEqual(
      answer.lines[0]?.points.map(({ note }) => note !== undefined),
      [false, false, true],
    );
  });

  it('takes a folder, a file or a glob, leaves out what the source excludes, and HTML', async () => {
    for (const path of ['reports/2026-01-01.json', 'reports/deep/2026-01-02.json', 'reports/2026-01-03.JSON']) write(path, report(0.1));
    write('reports/2026-01-04.html', '<html>"metrics""id"</html>');
    write('reports/notes.csv', 'a\n1\n');
    const count = async (path: string, exclude?: string[]) =>
      values(await asked({ column: 'a' }, { sources: source(path, exclude) })).length;
    assert.equal(await count('reports'), 2);
    assert.equal(await count('./reports/'), 2);
    assert.equal(await count('reports/*'), 2);
    assert.equal(await count('reports/**/*.json'), 2);
    assert.equal(await count('reports/2026-01-01.json'), 1);
    assert.equal(await count('reports', ['reports/2026-01-01.json']), 1);
    assert.ok(opened.every((path) => /\.json$/i.test(path)));
  });

  it('goes on past what cannot be read, and names it', async () => {
    write('reports/2026-01-01.json', report(0.1));
    write('reports/broken.json', report(0.2).slice(0, -30));
    write('reports/metrics.json', '{"f1": 0.9}');
    write('reports/[x](command:evil).json', '');
    symlinkSync('/etc/passwd', join(root, 'reports/outside.json'));
    const answer = await asked({ column: 'a' });
    assert.deepEqual(values(answer), [0.1]);
    assert.deepEqual(warningsOf(answer).toSorted(), [
      'reports/[x](command:evil).json is no whole JSON, so it is left out.',
      'reports/broken.json is no whole JSON, so it is left out.',
      'reports/metrics.json is no report that can be read: saved by save_json of Evidently, or a validation result of Great Expectations.',
      'reports/outside.json is left out: The file lies outside the repository, so it is not read.',
    ]);
    for (let index = 0; index < 20; index += 1) write(`reports/other-${String(index)}.json`, '{}');
    const many = warningsOf(await asked({ column: 'a' }));
    assert.equal(many.length, 6);
    assert.equal(many[5], '19 more files are left out.');
  });

  it('reads no file of more than 10 MB, and says so', async () => {
    write('reports/2026-01-01.json', report(0.1, `, "pictures": "${'x'.repeat(10 * 1024 * 1024)}"`));
    write('reports/2026-01-02.json', report(0.2, `, "pictures": "${'x'.repeat(9 * 1024 * 1024)}"`));
    const answer = await asked({ column: 'a' });
    assert.deepEqual(values(answer), [0.2]);
    assert.deepEqual(warningsOf(answer), ['reports/2026-01-01.json is left out: The file is larger than 10 MB.']);
  });

  it('reads only the newest of many files, and says so', async () => {
    for (let day = 1; day <= 9; day += 1) write(`reports/2026-01-0${String(day)}.json`, report(day / 10));
    const answer = await asked({ column: 'a' }, { limits: { files: 3, bytes: 1000 } });
    assert.deepEqual(values(answer), [0.7, 0.8, 0.9]);
    assert.deepEqual(warningsOf(answer), ['Only the newest 3 of 9 files are read.']);
    assert.equal(opened.length, 3);
  });

  it('reads a file once for all charts, and again when it has changed', async () => {
    write('reports/2026-01-01.json', report(0.1));
    write('reports/2026-01-02.json', report(0.2));
    const charts = reportCharts(files(), { sources: source() });
    const ask = () => charts.answer({ chart: bareChart({ source: 'reports', column: 'a' }), range }, signal);
    await Promise.all([ask(), ask(), ask()]);
    assert.equal(opened.length, 2);
    write('reports/2026-01-02.json', report(0.5));
    utimesSync(join(root, 'reports/2026-01-02.json'), 0, 1);
    rmSync(join(root, 'reports/2026-01-01.json'));
    assert.deepEqual(values(await ask()), [0.5]);
    assert.equal(opened.length, 3);
  });

  it('says what is missing: a path, a folder, a report', async () => {
    const error: unknown = await asked({ column: 'a' }, { sources: { reports: {} } }).catch((reason: unknown) => reason);
    assert.ok(error instanceof ProviderError && error.code === 'unsupported');
    assert.match(format(error.text, 'en'), /'reports' lacks the path/);
    assert.deepEqual(warningsOf(await asked({ column: 'a' })), ['No JSON file is at reports.']);
    assert.deepEqual(warningsOf(await asked({ column: 'a' }, { sources: source('../elsewhere') })), [
      '../elsewhere is left out: The file lies outside the repository, so it is not read.',
    ]);
    write('reports/2026-01-01.json', report(0.1));
    assert.match(warningsOf(await asked({ column: 'b' })).join(), /No report says anything of the column b. Columns in the newest one: a/);
  });

  it('stops when it is told to, and the next question is answered all the same', async () => {
    for (let day = 1; day <= 9; day += 1) write(`reports/2026-01-0${String(day)}.json`, report(day / 10));
    const stop = new AbortController();
    const real = createWholeFiles(root, '');
    const charts = reportCharts(
      {
        ...real,
        read: (...args) => {
          if (!stop.signal.aborted) stop.abort(new Error('enough'));
          return real.read(...args);
        },
      },
      { sources: source() },
    );
    const question = { chart: bareChart({ source: 'reports', column: 'a' }), range };
    const [stopped, other] = [charts.answer(question, stop.signal), charts.answer(question, signal)];
    await assert.rejects(stopped, /enough/);
    assert.equal(values(await other).length, 9);
  });
});
