// @ts-check
// Reads the command line that @vscode/test-electron's `runTests` gives to VS Code, as far as our own host needs it.
import { fileURLToPath } from 'node:url';

/**
 * What was asked for. `folder` is a folder or a .code-workspace file; `ignored` lists flags that mean nothing to a server.
 * @typedef {{
 *   readonly extensionDevelopmentPaths: readonly string[],
 *   readonly extensionTestsPath: string | undefined,
 *   readonly folder: string | undefined,
 *   readonly userDataDir: string | undefined,
 *   readonly extensionsDir: string | undefined,
 *   readonly trusted: boolean,
 *   readonly ignored: readonly string[],
 * }} TestArguments
 */

/** Flags that take a value and that are understood here; every other one with a value must be written `--name=value`. */
const valued = new Set([
  'extensionDevelopmentPath',
  'extensionTestsPath',
  'user-data-dir',
  'extensions-dir',
  'folder-uri',
  'file-uri',
  'locale',
]);

/**
 * Reads the arguments. Throws on two folders, and on a valued flag without its value. Where the environment sets
 * `AIRWORTHY_HOST_TRUST=restricted`, `--disable-workspace-trust`, which `runTests` always passes, counts as absent.
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {TestArguments}
 */
export function testArguments(args, env = process.env) {
  /** @type {Map<string, string[]>} */
  const values = new Map();
  /** @type {string[]} */
  const plain = [];
  /** @type {string[]} */
  const ignored = [];
  let disableTrust = false;
  for (let index = 0; index < args.length; index += 1) {
    const argument = args[index] ?? '';
    if (!argument.startsWith('--')) {
      plain.push(argument);
      continue;
    }
    const [, name = '', inline] = /^--([^=]+)(?:=(.*))?$/s.exec(argument) ?? [];
    if (valued.has(name)) {
      const value = inline ?? args[(index += 1)];
      if (value === undefined) throw new Error(`--${name} needs a value.`);
      values.set(name, [...(values.get(name) ?? []), value]);
    } else if (name === 'disable-workspace-trust') {
      disableTrust = true;
    } else {
      ignored.push(argument);
    }
  }
  const uris = [...(values.get('folder-uri') ?? []), ...(values.get('file-uri') ?? [])].map(pathOf);
  const folders = [...plain, ...uris];
  if (folders.length > 1) throw new Error(`Only one folder or workspace can be opened, not ${folders.join(', ')}.`);
  const testsPath = values.get('extensionTestsPath')?.at(-1);
  return {
    extensionDevelopmentPaths: (values.get('extensionDevelopmentPath') ?? []).map(pathOf),
    extensionTestsPath: testsPath === undefined ? undefined : pathOf(testsPath),
    folder: folders[0],
    userDataDir: values.get('user-data-dir')?.at(-1),
    extensionsDir: values.get('extensions-dir')?.at(-1),
    trusted: disableTrust && env['AIRWORTHY_HOST_TRUST'] !== 'restricted',
    ignored,
  };
}

/**
 * @param {string} pathOrUri
 * @returns {string}
 */
function pathOf(pathOrUri) {
  return pathOrUri.startsWith('file:') ? fileURLToPath(pathOrUri) : pathOrUri;
}
