import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** Versions that tests run against, one of each major version; `test/sample/requirements` pins them. */
export const mlflowMajors = [2, 3] as const;

/** A real MLflow server on loopback, on a database of its own. */
export interface MlflowProcess {
  /** Without a slash at its end. */
  readonly url: string;
  /** Ends all of its processes and removes its files. */
  close(): Promise<void>;
}

/** How to start a server. */
export interface MlflowProcessOptions {
  /** Folder of its programs, see `mlflowPrograms`. */
  readonly programs: string;
  /** Wants this login of everyone (MLflow's own basic-auth app). */
  readonly login?: { readonly user: string; readonly password: string };
}

/** The folder of a server's programs; null where it cannot be had. Never null under CI, where it is installed first. */
export function mlflowPrograms(major: (typeof mlflowMajors)[number]): string | null {
  const isCi = process.env['CI'] === 'true';
  try {
    // Inside VS Code no process starts in the repository.
    const repository = process.env['AIRWORTHY_REPOSITORY'] ?? process.cwd();
    const args = ['test/sample/venv.py', `mlflow-server-${String(major)}`, ...(isCi ? [] : ['--if-present'])];
    return execFileSync('python3', args, { cwd: repository, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
  } catch (error) {
    if (isCi) throw error;
    process.stdout.write(
      `    skipped: MLflow ${String(major)} is not installed; 'python3 test/sample/venv.py mlflow-server-${String(major)}' installs it\n`,
    );
    return null;
  }
}

/** Starts a server and waits until it says that it is well. */
export async function startMlflow({ programs, login }: MlflowProcessOptions): Promise<MlflowProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'airworthy-mlflow-'));
  const port = String(await freePort());
  const url = `http://127.0.0.1:${port}`;
  mkdirSync(join(folder, 'artifacts'));
  const places = ['--backend-store-uri', `sqlite:///${join(folder, 'mlflow.db')}`, '--artifacts-destination', join(folder, 'artifacts')];
  const args = [
    'server',
    '--host',
    '127.0.0.1',
    '--port',
    port,
    '--workers',
    '1',
    ...places,
    ...(login === undefined ? [] : ['--app-name', 'basic-auth']),
  ];
  const log = openSync(join(folder, 'log'), 'w');
  const child = spawn(join(programs, 'mlflow'), args, {
    cwd: folder,
    env: { ...process.env, ...quiet, ...(login === undefined ? {} : authEnvironment(folder, login)) },
    stdio: ['ignore', log, log],
    // In a group of its own, so that its workers end with it.
    detached: true,
  });
  closeSync(log);
  const close = async (): Promise<void> => {
    await end(child);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await healthy(url, child);
  } catch (error) {
    const said = readFileSync(join(folder, 'log'), 'utf8').slice(-3000);
    await close();
    throw new Error(`MLflow did not start: ${said}`, { cause: error });
  }
  return { url, close };
}

/** Nothing is told to MLflow's makers, and nothing but requests is worked on. */
const quiet = {
  MLFLOW_DISABLE_TELEMETRY: 'true',
  DO_NOT_TRACK: 'true',
  MLFLOW_SERVER_ENABLE_JOB_EXECUTION: 'false',
  GIT_PYTHON_REFRESH: 'quiet',
};

function authEnvironment(folder: string, { user, password }: NonNullable<MlflowProcessOptions['login']>): Readonly<Record<string, string>> {
  const config = join(folder, 'auth.ini');
  const lines = [
    '[mlflow]',
    'default_permission = NO_PERMISSIONS',
    `database_uri = sqlite:///${join(folder, 'auth.db')}`,
    `admin_username = ${user}`,
    `admin_password = ${password}`,
    'authorization_function = mlflow.server.auth:authenticate_request_basic_auth',
  ];
  writeFileSync(config, `${lines.join('\n')}\n`);
  return { MLFLOW_AUTH_CONFIG_PATH: config, MLFLOW_FLASK_SERVER_SECRET_KEY: 'only for tests' };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

async function healthy(url: string, child: ChildProcess): Promise<void> {
  const deadline = AbortSignal.timeout(120_000);
  while (child.exitCode === null && child.signalCode === null) {
    const isWell = await fetch(`${url}/health`, { signal: deadline }).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isWell) return;
    await pause(100, undefined, { signal: deadline });
  }
  throw new Error(`exit ${String(child.exitCode)}`);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  process.kill(-child.pid, 'SIGKILL');
  await ended;
}
