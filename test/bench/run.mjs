// @ts-check
// `npm run bench`: ratios against a limit or a peer in the same run, never a pass or a fail. Its table stands in the README.
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generateRepository } from './generate-repository.mjs';
import { measure } from './measure.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const cli = resolve(here, '../../dist/cli.js');
const folder = mkdtempSync(join(tmpdir(), 'airworthy-bench-'));
try {
  const files = generateRepository(folder, { projects: 200, files: 10_000 });
  const empty = await measure(['-e', ''], { times: 5 });
  const limit = await measure([join(here, 'list-and-read.mjs'), folder], { times: 5 });
  const check = await measure([cli, 'check', folder, '--format', 'json', '--no-cache', '--fail-on', 'never'], { times: 5 });
  const { stats, projects } = JSON.parse(check.output);
  const row = (/** @type {string[]} */ ...cells) => process.stdout.write(`| ${cells.join(' | ')} |\n`);
  process.stdout.write(`Node ${process.version}, ${String(cpus().length)} cores; ${String(files)} files, ${String(projects.length)} projects, ${String(stats.parsed)} files read into facts.\n\n`);
  row('what', 'time', 'ratio', 'peak memory');
  row('---', '---', '---', '---');
  row('Node starting and ending', `${empty.ms.toFixed(0)} ms`, '', '');
  row('listing and reading the same files (the limit)', `${limit.ms.toFixed(0)} ms`, '1', `${limit.peakMb?.toFixed(0) ?? '?'} MB`);
  row('`airworthy check --no-cache`', `${check.ms.toFixed(0)} ms`, (check.ms / limit.ms).toFixed(1), `${check.peakMb?.toFixed(0) ?? '?'} MB`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
