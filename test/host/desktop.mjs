// @ts-check
// The desktop VS Code of the person's machine: finding its `code` command, and the arguments that load the extension.
// Only ever tried with a stand-in for `code`: no machine of this project's tests has the desktop VS Code.
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * The `code` command on the PATH, or nothing.
 * @param {NodeJS.ProcessEnv} [env]
 * @param {NodeJS.Platform} [platform]
 * @returns {string | undefined}
 */
export function codeCommand(env = process.env, platform = process.platform) {
  const name = platform === 'win32' ? 'code.cmd' : 'code';
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

/**
 * The arguments that open a folder in a new window with the extension under development and wait until it is closed.
 * @param {{ readonly repository: string, readonly folder: string }} options
 * @returns {readonly string[]}
 */
export function codeArguments({ repository, folder }) {
  return ['--new-window', '--wait', `--extensionDevelopmentPath=${repository}`, folder];
}

/**
 * @param {string} path
 * @returns {boolean}
 */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
