import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const venv = fileURLToPath(new URL('../sample/venv.py', import.meta.url));
const python = process.platform === 'win32' ? 'python' : 'python3';
const isCi = process.env['CI'] === 'true';

/** The folder of a Python tool's programs, or null where it is not set up and may not be installed here. */
function programsOf(tool: string): string | null {
  const words = [venv, ...(isCi ? [] : ['--if-present']), tool];
  const done = spawnSync(python, words, { encoding: 'utf8' });
  if (isCi) assert.equal(done.status, 0, done.stderr);
  return done.status === 0 ? done.stdout.trim() : null;
}

/** Skips the running test, with the reason in its title, unless every tool is set up. */
export function needTools(context: Mocha.Context, tools: readonly string[]): readonly string[] {
  const found = tools.map(programsOf);
  if (found.includes(null)) {
    const test = context.test;
    if (test) test.title += ' (python tools not set up)';
    context.skip();
  }
  return found.filter((folder) => folder !== null);
}
