import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

/**
 * What tells a process from an earlier or later one of the same number: when it started, in words of this machine's. Empty where there
 * is no such process, or where it cannot be told (then its number alone must do, and the answer is `running`).
 */
export async function processStart(id: number): Promise<string> {
  if (!isRunning(id)) return '';
  try {
    // Field 22 of /proc/PID/stat, counted after the name in brackets, which may hold spaces; see proc(5).
    const text = await readFile(`/proc/${String(id)}/stat`, 'latin1');
    return text.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? 'running';
  } catch {
    return process.platform === 'win32' ? 'running' : startFromPs(id);
  }
}

function isRunning(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    // It is there, and another person's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

async function startFromPs(id: number): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)('ps', ['-o', 'lstart=', '-p', String(id)], { env: { ...process.env, LC_ALL: 'C' } });
    return stdout.trim() === '' ? 'running' : stdout.trim();
  } catch {
    return 'running';
  }
}
