// Programs are ended with all that they started, and say what went wrong.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { runCommand, startGroup } from './processes.mjs';

/** A program that starts another and prints both process ids; both would run for an hour, and the inner one ignores SIGTERM. */
const parentOfOne = `
  const { spawn } = require('node:child_process');
  const inner = spawn(process.execPath, ['-e', 'process.on("SIGTERM", () => {}); console.log("up"); setTimeout(() => {}, 3600000)'], { stdio: ['ignore', 'pipe', 'ignore'] });
  inner.stdout.once('data', () => console.log(process.pid + ' ' + inner.pid));
  setTimeout(() => {}, 3600000);
`;

/** Resolves when the process has ended; one that was not collected by its parent yet counts as ended. */
async function untilEnded(pid: number): Promise<void> {
  for (;;) {
    const state = await runCommand({ command: 'ps', args: ['-o', 'stat=', '-p', String(pid)] }).catch(() => '');
    if (state.trim() === '' || state.trim().startsWith('Z')) return;
  }
}

describe('runCommand', () => {
  it('returns what the command printed', async () => {
    assert.equal(await runCommand({ command: process.execPath, args: ['-p', '6 * 7'] }), '42\n');
  });

  it('rejects with the end of the output when the command fails', async () => {
    const failing = runCommand({ command: process.execPath, args: ['-e', 'console.error("disk full"); process.exit(3)'] });
    await assert.rejects(failing, /ended with 3:\ndisk full/);
  });

  it('rejects when there is no such command', async () => {
    await assert.rejects(runCommand({ command: 'airworthy-no-such-command', args: [] }), /ENOENT/);
  });
});

describe('startGroup', () => {
  const pidsOf = (line: string) => line.split(' ').map(Number);

  it('ends a program and what it started, even if that ignores the first request', async () => {
    const line = await new Promise<string>((resolve) => {
      const group = startGroup({
        command: process.execPath,
        args: ['-e', parentOfOne],
        onLine: (text) => {
          void group.stop().then(() => {
            resolve(text);
          });
        },
      });
    });
    for (const pid of pidsOf(line)) await untilEnded(pid);
  });

  /** A program that starts the given one as a group of its own and passes its lines on. */
  const ownerOf = (inner: string, isModule: boolean) => `
    import { startGroup } from ${JSON.stringify(resolve(__dirname, 'processes.mjs'))};
    const args = [${isModule ? "'--input-type=module', " : ''}'-e', ${JSON.stringify(inner)}];
    startGroup({ command: process.execPath, args, onLine: console.log });
  `;

  for (const [title, script] of [
    ['directly', ownerOf(parentOfOne, false)],
    ['in groups within groups', ownerOf(ownerOf(`console.log(process.pid); setTimeout(() => {}, 3600000)`, false), true)],
  ] as const) {
    it(`ends them when the process that started them ${title} gets a signal`, async () => {
      const owner = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
      const line = String((await once(createInterface({ input: owner.stdout }), 'line'))[0]);
      owner.kill('SIGINT');
      await once(owner, 'exit');
      assert.equal(owner.signalCode, 'SIGINT');
      for (const pid of pidsOf(line)) await untilEnded(pid);
    });
  }

  it('tells the exit code', async () => {
    assert.equal(await startGroup({ command: process.execPath, args: ['-e', 'process.exit(7)'] }).exited, 7);
    assert.equal(await startGroup({ command: 'airworthy-no-such-command', args: [] }).exited, 127);
  });
});
