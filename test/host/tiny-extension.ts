// A throw-away extension with a suite of its own, for the tests of the host itself.
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where the extension, its suite and a workspace for it lie; `remove` deletes them all. */
export interface TinyExtension {
  readonly extensionPath: string;
  readonly testsPath: string;
  readonly folder: string;
  readonly remove: () => Promise<void>;
}

/** The suite prints what it sees as one JSON line and fails where TINY_FAIL is set. */
const suite = `
const vscode = require('vscode');
exports.run = async () => {
  const files = await vscode.workspace.findFiles('**/*.yaml');
  const seen = {
    version: vscode.version,
    trusted: vscode.workspace.isTrusted,
    folder: vscode.workspace.workspaceFolders?.[0]?.uri.fsPath,
    files: files.map((uri) => vscode.workspace.asRelativePath(uri)),
    extension: vscode.extensions.getExtension('tiny.tiny') !== undefined,
    given: process.env.TINY_GIVEN,
    setting: vscode.workspace.getConfiguration('editor').get('tabSize'),
  };
  console.log('seen ' + JSON.stringify(seen));
  if (process.env.TINY_FAIL) throw new Error('This failed on purpose.');
};
`;

/** Writes the extension and a workspace with one YAML file into a temporary folder. */
export async function tinyExtension(): Promise<TinyExtension> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'airworthy-tiny-')));
  const extensionPath = join(root, 'extension');
  const folder = join(root, 'a workspace');
  await mkdir(extensionPath);
  await mkdir(folder);
  const manifest = {
    name: 'tiny',
    publisher: 'tiny',
    version: '0.0.1',
    engines: { vscode: '^1.100.0' },
    main: './main.js',
    activationEvents: ['onStartupFinished'],
    capabilities: { untrustedWorkspaces: { supported: true } },
  };
  await writeFile(join(extensionPath, 'package.json'), JSON.stringify(manifest));
  await writeFile(join(extensionPath, 'main.js'), 'exports.activate = () => undefined;\n');
  await writeFile(join(extensionPath, 'suite.js'), suite);
  await writeFile(join(folder, 'dvc.yaml'), 'stages: {}\n');
  const remove = () => rm(root, { recursive: true, force: true });
  return { extensionPath, testsPath: join(extensionPath, 'suite.js'), folder, remove };
}
