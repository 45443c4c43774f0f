// @ts-check
// Starting and stopping other programs: one command with its output kept for the case that it fails, and a long-lived
// program whose whole process group is ended with it, whatever way this process ends.
import { spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';

/** The signals that ask a program to end; Ctrl-C sends SIGINT. */
const endSignals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

/** How long a group may take to end on SIGTERM before it is killed, in milliseconds. */
const graceMs = 5_000;

/**
 * Runs a command to its end and returns its standard output. Rejects when it can't be started or exits with anything but
 * 0, with the end of what it printed.
 * @param {{
 *   readonly command: string,
 *   readonly args: readonly string[],
 *   readonly cwd?: string,
 *   readonly env?: NodeJS.ProcessEnv,
 *   readonly onLine?: (line: string) => void,
 * }} options
 * @returns {Promise<string>}
 */
export async function runCommand({ command, args, cwd = process.cwd(), env = process.env, onLine = () => undefined }) {
  // On Windows npm is a .cmd file, which only a shell can start.
  const shell = process.platform === 'win32' && !command.endsWith('.exe');
  const child = spawn(command, args, {
    cwd,
    env,
    shell,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  /** @type {string[]} */
  const all = [];
  let stdout = '';
  child.stdout.setEncoding('utf8').on('data', (text) => (stdout += text));
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      all.push(line);
      onLine(line);
    });
  }
  const stop = () => child.kill('SIGTERM');
  process.once('exit', stop);
  try {
    /** @type {readonly [number | null, NodeJS.Signals | null]} */
    const [code, signal] = await new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code, signal) => resolve([code, signal]));
    });
    if (code !== 0) {
      throw new Error(`${command} ${args.join(' ')} ended with ${code ?? signal}:\n${shortened(all).join('\n')}`);
    }
    return stdout;
  } finally {
    process.off('exit', stop);
  }
}

/**
 * The beginning and the end of a long output: the first lines often say what failed, the last ones where.
 * @param {readonly string[]} lines
 * @returns {readonly string[]}
 */
function shortened(lines) {
  return lines.length <= 60 ? lines : [...lines.slice(0, 20), '…', ...lines.slice(-40)];
}

/**
 * A running program and all it started.
 * @typedef {{
 *   readonly pid: number,
 *   readonly exited: Promise<number>,
 *   readonly hasExited: () => boolean,
 *   readonly output: () => string,
 *   readonly stop: () => Promise<void>,
 * }} ProcessGroup
 */

/**
 * Starts a program in a process group of its own. The group is ended by `stop`, and also when this process exits or gets a
 * signal that nothing else here listens to. `exited` resolves with the exit code (128 if it was ended by a signal).
 * @param {{
 *   readonly command: string,
 *   readonly args: readonly string[],
 *   readonly cwd?: string,
 *   readonly env?: NodeJS.ProcessEnv,
 *   readonly onLine?: (line: string) => void,
 * }} options
 * @returns {ProcessGroup}
 */
export function startGroup({ command, args, cwd = process.cwd(), env = process.env, onLine = () => undefined }) {
  const child = spawn(command, args, {
    cwd,
    env,
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  /** @type {string[]} */
  const lines = [];
  let ended = false;
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line);
      if (lines.length > 2_000) lines.shift();
      onLine(line);
    });
  }
  /** @type {Promise<number>} */
  const exited = new Promise((resolve) => {
    child.once('error', (error) => {
      lines.push(String(error));
      ended = true;
      resolve(127);
    });
    child.once('exit', (code) => {
      ended = true;
      resolve(code ?? 128);
    });
  });
  const pid = child.pid ?? 0;
  const unhook = onEndOfThisProcess(() => endGroupNow(pid));
  return {
    pid,
    exited,
    hasExited: () => ended,
    output: () => lines.join('\n'),
    stop: async () => {
      signalGroup(pid, 'SIGTERM');
      const deadline = Date.now() + graceMs;
      while (isGroupRunning(pid) && Date.now() < deadline) await pause(50);
      signalGroup(pid, 'SIGKILL');
      await exited;
      unhook();
    },
  };
}

/** Our own signal listeners, told from those of whoever ends this process in its own way. */
const ownListeners = new WeakSet();

/**
 * Runs `cleanUp`, which must be synchronous, when this process exits, also by a signal that nobody else listens to: a listener
 * elsewhere is trusted to end things in order, after which the exit comes. Returns what undoes it.
 * @param {() => void} cleanUp
 * @returns {() => void}
 */
function onEndOfThisProcess(cleanUp) {
  /** @type {(signal: NodeJS.Signals) => void} */
  const onSignal = (signal) => {
    if (!process.listeners(signal).every((listener) => ownListeners.has(listener))) return;
    cleanUp();
    process.off(signal, onSignal);
    // With a listener Node does not end the process by itself, so the last of ours sends the signal once more.
    if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
  };
  ownListeners.add(onSignal);
  process.once('exit', cleanUp);
  for (const signal of endSignals) process.on(signal, onSignal);
  return () => {
    process.off('exit', cleanUp);
    for (const signal of endSignals) process.off(signal, onSignal);
  };
}

/**
 * @param {number} pid
 * @param {NodeJS.Signals} signal
 * @returns {void}
 */
function signalGroup(pid, signal) {
  if (pid <= 0) return;
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/PID', String(pid), '/T', '/F'], {
      stdio: 'ignore',
    });
    return;
  }
  try {
    process.kill(-pid, signal);
  } catch {
    // The group is gone already.
  }
}

/**
 * Ends the group while nothing else happens in this process, because it is ending itself: asks first, so that a program can end
 * what it started in groups of their own, and kills what remains.
 * @param {number} pid
 * @returns {void}
 */
function endGroupNow(pid) {
  signalGroup(pid, 'SIGTERM');
  const clock = new Int32Array(new SharedArrayBuffer(4));
  const deadline = Date.now() + graceMs;
  while (isGroupRunning(pid) && Date.now() < deadline) Atomics.wait(clock, 0, 0, 50);
  signalGroup(pid, 'SIGKILL');
}

/**
 * Whether any process of the group still runs. A leader that has ended does not hide its children, and one that has ended but was
 * not collected by its parent (state Z) does not count, which is why `ps` is asked.
 * @param {number} pid
 * @returns {boolean}
 */
function isGroupRunning(pid) {
  if (pid <= 0 || process.platform === 'win32') return false;
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pgid=,stat='], { encoding: 'utf8' });
  return (stdout ?? '').split('\n').some((line) => {
    const [group, state = ''] = line.trim().split(/\s+/);
    return group === String(pid) && !state.startsWith('Z');
  });
}

/**
 * Resolves when one of the signals that ask a program to end arrives. From its call on, these no longer end this process.
 * @returns {Promise<NodeJS.Signals>}
 */
export function untilAskedToStop() {
  return new Promise((resolve) => {
    // The listeners stay: were they removed by the first signal, a second one or another listener would end the process early.
    for (const signal of endSignals) process.on(signal, resolve);
  });
}
