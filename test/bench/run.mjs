// @ts-check
// `npm run bench`: ratios against a limit or a peer in the same run, never a pass or a fail. Its table stands in the README.
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { measureDrift } from './drift.mjs';
import { generateRepository } from './generate-repository.mjs';
import { measure } from './measure.mjs';
import { measurePanel } from './panel.mjs';
import { measureReleases } from './releases.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'airworthy-bench-'));
// A copy, so that a build meanwhile changes nothing.
const dist = join(folder, 'dist');
const repository = join(folder, 'repository');
const cache = join(folder, 'cache');

/** @param {string} text */
const note = (text) => process.stderr.write(`${text}\n`);
/** @param {{ ms: number }} measured */
const ms = (measured) => `${measured.ms.toFixed(0)} ms`;
/** @param {{ ms: number }} measured @param {{ ms: number }} limit */
const ratio = (measured, limit) => (measured.ms / limit.ms).toFixed(measured.ms < limit.ms / 2 ? 2 : 1);
/** @param {{ cpuMs: number | null }} measured */
const cpu = ({ cpuMs }) => (cpuMs === null ? '' : `${cpuMs.toFixed(0)} ms`);
/** @param {{ cpuMs: number | null }} measured @param {{ cpuMs: number | null }} limit */
const cpuRatio = (measured, limit) => (measured.cpuMs === null || limit.cpuMs === null ? '' : (measured.cpuMs / limit.cpuMs).toFixed(1));
/** @param {{ peakMb: number | null }} measured */
const memory = ({ peakMb }) => (peakMb === null ? '' : `${peakMb.toFixed(0)} MB`);
/** @param {...string} cells */
const row = (...cells) => process.stdout.write(`| ${cells.join(' | ')} |\n`);

try {
  note('Making the repositories …');
  cpSync(resolve(here, '../../dist'), dist, { recursive: true });
  mkdirSync(repository);
  const files = generateRepository(repository, { projects: 200, files: 10_000 });
  await build({
    entryPoints: [join(here, 'typing.ts'), join(here, 'growth.ts')],
    outdir: folder,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
  });

  note('Checking 200 projects …');
  const env = { ...process.env, XDG_CACHE_HOME: cache, LOCALAPPDATA: cache, HOME: cache };
  const check = [join(dist, 'cli.js'), 'check', repository, '--format', 'json', '--fail-on', 'never'];
  const empty = await measure(['-e', ''], { times: 5 });
  const limit = await measure([join(here, 'list-and-read.mjs'), repository], { times: 5 });
  const cold = await measure([...check, '--no-cache'], { times: 3 });
  await measure(check, { times: 1, env });
  const warm = await measure(check, { times: 5, env });

  note('Reading 10,000 tags, and rolling back …');
  const { refs, first, versions, gto, rollback } = await measureReleases({ folder, dist });

  note('Comparing a million rows with another million …');
  const drift = await measureDrift({ folder, dist });

  note('Typing …');
  const loaded = await Promise.all(
    [1, 2, 3].map(() => measure([join(here, 'load-extension.cjs'), join(dist, 'extension.js')], { times: 1 })),
  );
  const typing = JSON.parse((await measure([join(folder, 'typing.cjs'), join(dist, 'worker.js')], { times: 1 })).output);

  note('Reading ever longer files …');
  /** @type {readonly { format: string, times: readonly [number, number, number] }[]} */
  const growth = JSON.parse((await measure([join(folder, 'growth.cjs')], { times: 1 })).output);

  note('Drawing 100,000 points …');
  const drawn = await measurePanel({ dist });

  const { stats, projects } = JSON.parse(cold.output);
  process.stdout.write(
    `Node ${process.version}, ${String(cpus().length)} cores; ${String(files)} files, ${String(projects.length)} projects, ${String(stats.parsed)} files read into facts.\n\n`,
  );
  row('what', 'time', 'ratio', 'processor time', 'ratio', 'peak memory');
  row('---', '---', '---', '---', '---', '---');
  row('Node starting and ending', ms(empty), '', cpu(empty), '', '');
  row('listing and reading the same files (the limit)', ms(limit), '1', cpu(limit), '1', memory(limit));
  row('`airworthy check --no-cache`', ms(cold), ratio(cold, limit), cpu(cold), cpuRatio(cold, limit), memory(cold));
  row(
    '`airworthy check`, nothing changed since the last run',
    ms(warm),
    ratio(warm, limit),
    cpu(warm),
    cpuRatio(warm, limit),
    memory(warm),
  );
  row('`git for-each-ref`, 10,000 tags, the same fields', ms(refs), '1', '', '', '');
  row('`airworthy versions`, the same tags, the first time', ms(first), ratio(first, refs), cpu(first), '', memory(first));
  row('`airworthy versions`, from the second time on', ms(versions), ratio(versions, refs), cpu(versions), '', memory(versions));
  const own = { ms: versions.ms - empty.ms };
  row('the same without Node’s own start', ms(own), ratio(own, refs), '', '', '');
  if (gto !== null) row('`gto show --json`, the same tags', ms(gto), ratio(gto, refs), '', '', memory(gto));
  row('`airworthy rollback`, 1,000 tags: plan, write, read back', ms(rollback), '', cpu(rollback), '', memory(rollback));
  for (const { kind, ours, evidently } of drift) {
    row(
      `Evidently’s data drift report, 1,000,000 rows of 20 columns against as many, ${kind}`,
      ms(evidently),
      '1',
      '',
      '',
      memory(evidently),
    );
    row(`\`airworthy drift\`, the same files, all statistics`, ms(ours), ratio(ours, evidently), cpu(ours), '', memory(ours));
  }
  row(
    'loading the extension’s file, outside VS Code',
    `${Math.min(...loaded.map(({ output }) => Number(output))).toFixed(0)} ms`,
    '',
    '',
    '',
    '',
  );
  const pause = 'key to findings in a dvc.yaml of 5,000 lines, after the pause of 250 ms, outside VS Code';
  row(`${pause}: median`, `${typing.median.toFixed(0)} ms`, '', '', '', '');
  row(`${pause}: 95th percentile`, `${typing.p95.toFixed(0)} ms`, '', '', '', '');
  row('longest block of the thread that stands for the extension host’s meanwhile', `${typing.longestBlock.toFixed(0)} ms`, '', '', '', '');
  /** Ten times the lines in ten times the time are 10. @param {{ times: readonly [number, number, number] }} measured */
  const steepness = ({ times: [, middle, long] }) => long / middle;
  const steepest = growth.toSorted((one, other) => steepness(other) - steepness(one)).slice(0, 5);
  row(
    `reading 10,000 lines, the slowest of ${String(growth.length)} formats`,
    `${Math.max(...growth.map(({ times }) => times[1])).toFixed(0)} ms`,
    '',
    '',
    '',
    '',
  );
  for (const { format, times } of steepest) {
    row(`reading 100,000 lines of ${format}, against 10,000`, `${times[2].toFixed(0)} ms`, steepness({ times }).toFixed(1), '', '', '');
  }
  const { panel, plain } = drawn;
  const picture = `${drawn.points.toLocaleString('en')} points in ${String(drawn.charts)} charts`;
  row(`plain chart.js, ${picture}: all drawn`, `${plain.all.toFixed(0)} ms`, '1', '', '', '');
  row(
    `drift panel, ${picture}: from the message to the first picture`,
    `${panel.first.toFixed(0)} ms`,
    (panel.first / plain.all).toFixed(1),
    '',
    '',
    '',
  );
  row('drift panel: the last chart', `${panel.all.toFixed(0)} ms`, (panel.all / plain.all).toFixed(1), '', '', '');
  row('plain chart.js: script a frame while a chart is dragged, 95th percentile', `${plain.frame.toFixed(1)} ms`, '1', '', '', '');
  row(
    'drift panel: the same, the other charts following',
    `${panel.frame.toFixed(1)} ms`,
    (panel.frame / plain.frame).toFixed(1),
    '',
    '',
    '',
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
