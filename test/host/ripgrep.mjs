// @ts-check
// Ripgrep for an installed VS Code server.
import { chmod, copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { npm } from './npm.mjs';

/**
 * Puts ripgrep where the server looks for it: its own package downloads it in a script, which is not run. Without it
 * `workspace.findFiles` silently finds nothing.
 * @param {{ readonly staging: string, readonly root: string, readonly log: (line: string) => void }} options
 * @returns {Promise<void>}
 */
export async function addRipgrep({ staging, root, log }) {
  const platformPackage = `@vscode/ripgrep-${process.platform}-${process.arch}`;
  log('adding ripgrep');
  await npm({
    cwd: staging,
    args: ['install', '--ignore-scripts', '--save-exact', `${platformPackage}@1.18.0`],
    log,
  });
  const name = process.platform === 'win32' ? 'rg.exe' : 'rg';
  const folder = join(root, 'node_modules', '@vscode', 'ripgrep', 'bin');
  await mkdir(folder, { recursive: true });
  await copyFile(join(staging, 'node_modules', platformPackage, 'bin', name), join(folder, name));
  await chmod(join(folder, name), 0o755);
}
