// @ts-check
// How fast the drift of a million rows in twenty columns is computed, beside Evidently on the same files in the same run.
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { measure } from './measure.mjs';

/** @typedef {Awaited<ReturnType<typeof measure>>} Measured */
/** @typedef {{ readonly kind: 'Parquet' | 'CSV', readonly ours: Measured, readonly evidently: Measured }} DriftMeasured */

const rows = 1_000_000;
/** @param {string} name */
const beside = (name) => fileURLToPath(new URL(name, import.meta.url));

/**
 * Ours computes all statistics of each column, Evidently one default test a column.
 * @param {{ readonly folder: string, readonly dist: string }} places
 * @returns {Promise<readonly DriftMeasured[]>} empty where Python is not there
 */
export async function measureDrift({ folder, dist }) {
  const program = python();
  if (program === null) return [];
  const place = join(folder, 'drift');
  mkdirSync(place);
  execFileSync(program, [beside('make-drift-data.py'), place, String(rows)]);
  const env = { ...process.env, DO_NOT_TRACK: '1', ITERATIVE_DO_NOT_TRACK: '1' };
  const measured = [];
  for (const { kind, ending } of /** @type {const} */ ([
    { kind: 'Parquet', ending: 'parquet' },
    { kind: 'CSV', ending: 'csv' },
  ])) {
    const [reference, current] = ['reference', 'current'].map((name) => join(place, `${name}.${ending}`));
    if (reference === undefined || current === undefined) throw new Error('No files.');
    const command = [join(dist, 'cli.js'), 'drift', '--reference', reference, '--current', current, '--format', 'json'];
    const ours = await measure(command, { times: 3 });
    const evidently = await measure([beside('evidently-drift.py'), reference, current], { times: 1, program, env });
    checkAlike(ours.output, evidently.output);
    measured.push({ kind, ours, evidently });
  }
  return measured;
}

/**
 * A race between different answers would be none.
 * @param {string} ours @param {string} evidently
 */
function checkAlike(ours, evidently) {
  /** @type {{ columns: { name: string, score: number }[] }} */
  const { columns } = JSON.parse(ours);
  /** @type {Record<string, [method: string, score: number]>} */
  const others = JSON.parse(evidently);
  for (const { name, score } of columns) {
    const other = others[name]?.[1] ?? NaN;
    if (!(Math.abs(score - other) <= 1e-9 * Math.max(1, Math.abs(other))))
      throw new Error(`${name}: ${String(score)} beside ${String(other)}`);
  }
  if (columns.length !== Object.keys(others).length) throw new Error('Not the same columns.');
}

/** Evidently's Python in its pinned environment, installed first if need be; null without Python. */
function python() {
  try {
    return join(execFileSync('python3', [beside('../sample/venv.py'), 'evidently-0.7'], { encoding: 'utf8' }).trim(), 'python');
  } catch {
    return null;
  }
}
