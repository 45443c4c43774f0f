// @ts-check
// Runs a program several times and gives its best wall time, its least processor time and its peak memory.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const cpuHook = fileURLToPath(new URL('write-cpu-time.cjs', import.meta.url));

/**
 * @param {readonly string[]} command arguments for this Node
 * @param {{ times: number, program?: string, env?: NodeJS.ProcessEnv }} options `program` instead of this Node
 * @returns {Promise<{ ms: number, cpuMs: number | null, peakMb: number | null, output: string }>}
 *   The fastest run: other work on the machine only ever adds time. Processor time is of all threads of a Node, without the programs it runs.
 */
export async function measure(command, { times, program = process.execPath, env = process.env }) {
  let best = { ms: Number.POSITIVE_INFINITY, output: '' };
  let peakMb = null;
  let cpuMs = null;
  for (let run = 0; run < times; run += 1) {
    const started = process.hrtime.bigint();
    const { output, peak, cpu } = await runOnce(program, command, env);
    const ms = Number(process.hrtime.bigint() - started) / 1e6;
    if (ms < best.ms) best = { ms, output };
    if (peak !== null) peakMb = Math.max(peakMb ?? 0, peak);
    if (cpu !== null) cpuMs = Math.min(cpuMs ?? Number.POSITIVE_INFINITY, cpu);
  }
  return { ...best, cpuMs, peakMb };
}

/**
 * @param {string} program
 * @param {readonly string[]} command
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<{ output: string, peak: number | null, cpu: number | null }>}
 */
function runOnce(program, command, env) {
  return new Promise((resolve, reject) => {
    const folder = mkdtempSync(join(tmpdir(), 'airworthy-cpu-'));
    const cpuFile = join(folder, 'ms');
    const hook = program === process.execPath ? ['--require', cpuHook] : [];
    const child = spawn(program, [...hook, ...command], {
      env: { ...env, AIRWORTHY_BENCH_CPU: cpuFile },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    /** @type {Buffer[]} */
    const chunks = [];
    let peak = /** @type {number | null} */ (null);
    // Linux keeps the highest resident size in VmHWM; elsewhere the column stays empty.
    const timer = setInterval(() => {
      const now = residentPeak(child.pid);
      if (now !== null) peak = Math.max(peak ?? 0, now);
    }, 10);
    child.stdout.on('data', (chunk) => chunks.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      clearInterval(timer);
      const cpu = numberIn(cpuFile);
      rmSync(folder, { recursive: true, force: true });
      if (code !== 0) reject(new Error(`${program} ${command.join(' ')} ended with ${String(code)}.`));
      else resolve({ output: Buffer.concat(chunks).toString('utf8'), peak, cpu });
    });
  });
}

/** @param {number | undefined} pid */
function residentPeak(pid) {
  try {
    const line = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'));
    return line?.[1] === undefined ? null : Number(line[1]) / 1024;
  } catch {
    return null;
  }
}

/** @param {string} file */
function numberIn(file) {
  try {
    return Number(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}
