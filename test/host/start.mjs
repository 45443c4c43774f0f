// @ts-check
// `npm start`: installs what is missing, builds, makes the sample workspace and opens VS Code with the extension on it.
//
//   npm start -- [--host desktop|server] [--sample card-fraud|bare|two-projects] [--no-build] [FOLDER]
//
// The desktop VS Code is taken where `code` is on the PATH, else the VS Code server, whose address is printed. Ctrl-C ends it.
import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { installDependencies } from './dependencies.mjs';
import { codeArguments, codeCommand } from './desktop.mjs';
import { quietSettings } from './editor-settings.mjs';
import { runCommand, startGroup, untilAskedToStop } from './processes.mjs';
import { installServer, startServer, workbenchUrl } from './vscode-server.mjs';
import { sampleWorkspace, samples } from './workspaces.mjs';

const repository = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');
const say = (/** @type {string} */ line) => process.stdout.write(`${line}\n`);

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
process.exit();

/**
 * Opens the editor and resolves when it has ended, with the exit code.
 * @returns {Promise<number>}
 */
async function main() {
  const { host, sample, build, folder } = startOptions(process.argv.slice(2));
  const code = host === 'server' ? undefined : codeCommand();
  if (host === 'desktop' && code === undefined) throw new Error("There is no 'code' on the PATH. Use --host server.");
  await installDependencies({ repository, log: say });
  if (build) {
    say('building the extension');
    await runCommand({ command: process.execPath, args: ['esbuild.mjs'], cwd: repository });
  }
  if (folder === undefined) say(`making the sample workspace ${sample}`);
  const workspace = folder === undefined ? await sampleWorkspace(sample) : { path: folder, remove: async () => undefined };
  return code === undefined ? openInServer(workspace) : openOnDesktop({ code, workspace });
}

/**
 * Reads the command line. Throws on anything that it does not know.
 * @param {readonly string[]} args
 * @returns {{
 *   readonly host: 'desktop' | 'server' | undefined,
 *   readonly sample: string,
 *   readonly build: boolean,
 *   readonly folder: string | undefined,
 * }}
 */
function startOptions(args) {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      host: { type: 'string' },
      sample: { type: 'string', default: 'card-fraud' },
      'no-build': { type: 'boolean', default: false },
    },
  });
  const { host, sample } = values;
  if (host !== undefined && host !== 'desktop' && host !== 'server') throw new Error(`--host is desktop or server, not ${host}.`);
  if (!samples.some((name) => name === sample)) throw new Error(`--sample is one of ${samples.join(', ')}, not ${sample}.`);
  if (positionals.length > 1) throw new Error(`Only one folder can be opened, not ${positionals.join(', ')}.`);
  const folder = positionals[0] === undefined ? undefined : resolve(positionals[0]);
  if (folder !== undefined && !existsSync(folder)) throw new Error(`${folder} does not exist.`);
  return { host, sample, build: !values['no-build'], folder };
}

/**
 * @param {{ readonly path: string, readonly remove: () => Promise<void> }} workspace
 * @returns {Promise<number>}
 */
async function openInServer(workspace) {
  const asked = untilAskedToStop();
  // While it is being installed a Ctrl-C ends this at once; the cache is made so that nothing half remains.
  const server = await Promise.race([installServer({ log: say }), asked.then(() => undefined)]);
  if (server === undefined) {
    await workspace.remove();
    return 0;
  }
  const running = await startServer({
    server,
    settings: { ...quietSettings(), 'workbench.colorTheme': 'Default Dark Modern' },
    outlivesClients: true,
  });
  say('');
  say('VS Code with Airworthy is at');
  say(`  ${workbenchUrl({ server: running, folder: workspace.path, extensionPaths: [repository] })}`);
  say(`on ${workspace.path}`);
  say('Ctrl-C ends it.');
  const ended = await Promise.race([asked.then(() => 'asked'), running.exited]);
  await running.stop();
  await workspace.remove();
  if (ended === 'asked') {
    say('\nended');
    return 0;
  }
  throw new Error(`The VS Code server ended by itself:\n${running.output()}`);
}

/**
 * Waits for the window to be closed. A Ctrl-C ends the waiting alone, because the window may share its process with other
 * windows of the person; the sample then stays where it is.
 * @param {{ readonly code: string, readonly workspace: { readonly path: string, readonly remove: () => Promise<void> } }} options
 * @returns {Promise<number>}
 */
async function openOnDesktop({ code, workspace }) {
  const asked = untilAskedToStop();
  say(`opening ${workspace.path} with ${code}; Ctrl-C or closing the window ends this`);
  const group = startGroup({ command: code, args: codeArguments({ repository, folder: workspace.path }), onLine: say });
  const ended = await Promise.race([asked.then(() => 'asked'), group.exited]);
  await group.stop();
  if (ended === 'asked') {
    say(`\nended; the window stays open on ${workspace.path} until it is closed`);
    return 0;
  }
  await workspace.remove();
  if (ended !== 0) throw new Error(`${code} ended with ${ended}.`);
  return 0;
}
