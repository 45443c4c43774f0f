// Files that no tool expects: the extension stays alive, says what it can and does not hang.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, open, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { airworthy, file, folder, open as openEditor, ours, putBack, replace } from './in-editor.ts';

const place = join(folder(), 'odd');
const rules = file('monitoring/rules/serving.yml');
const alerts = 'groups:\n  - name: odd\n    rules:\n      - alert: OddAlert\n        expr: up == 0\n';

describe('bad input', () => {
  before(airworthy);
  beforeEach(() => mkdir(place, { recursive: true }));
  afterEach(async () => {
    await rm(place, { recursive: true, force: true });
    await putBack();
    await vscode.commands.executeCommand('airworthy.checkWorkspace');
  });

  /** Checks the workspace, with a file beside the odd one that has a finding, and sees that all else still stands. */
  async function checkBeside(): Promise<void> {
    await writeFile(join(place, 'sound.yml'), alerts);
    await vscode.commands.executeCommand('airworthy.checkWorkspace');
    assert.equal(ours(file('odd/sound.yml'), 'alert-flapping').length, 1);
    assert.equal(ours(rules, 'alert-flapping').length, 1);
  }

  it('YAML of 50 MB', async () => {
    const handle = await open(join(place, 'huge.yml'), 'w');
    try {
      await handle.write(alerts);
      const line = Buffer.from(`# ${'x'.repeat(1021)}\n`.repeat(1024));
      for (let megabytes = 0; megabytes < 50; megabytes += 1) await handle.write(line);
    } finally {
      await handle.close();
    }
    await checkBeside();
    assert.deepEqual(ours(file('odd/huge.yml')), []);
  });

  it('a binary file with a YAML name', async () => {
    await writeFile(join(place, 'binary.yml'), Buffer.from([0, 1, 2, 3, 0xff, 0xfe, 0, 0]));
    await checkBeside();
    assert.deepEqual(ours(file('odd/binary.yml')), []);
  });

  it('text that is not UTF-8', async () => {
    await writeFile(join(place, 'latin.yml'), Buffer.from(`${alerts}# z\u017c`, 'latin1'));
    await checkBeside();
  });

  it('a loop of links', async () => {
    await symlink(place, join(place, 'loop'));
    await symlink('dvc.yaml', join(place, 'dvc.yaml'));
    await checkBeside();
  });

  it('a link that leads out of the repository', async () => {
    await symlink('/etc', join(place, 'outside'));
    await symlink('/etc/hostname', join(place, 'hostname.yml'));
    await checkBeside();
    assert.deepEqual(ours(file('odd/hostname.yml')), []);
  });

  it('a folder and a pipe with YAML names', async () => {
    await mkdir(join(place, 'folder.yml'));
    await mkdir(join(place, 'MLmodel'));
    execFileSync('mkfifo', [join(place, 'pipe.yml')]);
    await checkBeside();
  });

  it('a byte-order mark and CRLF: the range is right, and the fix keeps both', async () => {
    const text = `\ufeff${alerts.replaceAll('\n', '\r\n')}`;
    await writeFile(join(place, 'crlf.yml'), text);
    await vscode.commands.executeCommand('airworthy.checkWorkspace');
    const { document } = await openEditor('odd/crlf.yml');
    const [found] = ours(document.uri, 'alert-flapping');
    assert.ok(found);
    assert.equal(document.getText(found.range), 'OddAlert');
    const actions = await vscode.commands.executeCommand<readonly vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      found.range,
    );
    for (const { edit } of actions) if (edit !== undefined) assert.ok(await vscode.workspace.applyEdit(edit));
    assert.ok(await document.save());
    const saved = await readFile(document.uri.fsPath, 'utf8');
    assert.notEqual(saved, text);
    assert.ok(saved.startsWith('\ufeff'));
    assert.doesNotMatch(saved.replaceAll('\r\n', ''), /\n/);
  });

  it('a broken file that is being typed', async () => {
    const editor = await openEditor('monitoring/rules/serving.yml');
    await replace(editor, 'annotations:', 'annotations: [');
    await (await airworthy()).settled();
    assert.notEqual(ours(rules, 'schema-invalid').length, 0);
    assert.notEqual(ours(file('airworthy.yaml'), 'gate-failing').length, 0);
  });

  it('a manifest that is broken takes its project from nobody', async () => {
    const editor = await openEditor('airworthy.yaml');
    await replace(editor, 'version: 1', 'version: [');
    await (await airworthy()).settled();
    assert.notEqual(ours(editor.document.uri, 'schema-invalid').length, 0);
    assert.equal(ours(rules, 'alert-flapping').length, 1);
  });

  it('no Git on the path: what needs it is unknown, all else stands', async () => {
    const path = process.env['PATH'];
    process.env['PATH'] = place;
    try {
      await checkBeside();
      await vscode.commands.executeCommand('airworthy.refreshVersions');
    } finally {
      process.env['PATH'] = path;
    }
  });
});
