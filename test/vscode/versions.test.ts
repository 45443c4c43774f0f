// What the versions view opens and runs: comparisons, files of commits, commands of a deployment.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { commandIds } from '../../src/core/config/ids.ts';
import { commandTask } from '../../src/extension/commands/run-commands.ts';
import { gitDocumentUri } from '../../src/extension/documents/git-documents.ts';
import { openPage, pageSubject, pageUri } from '../../src/extension/documents/pages.ts';
import { showChanges, showCommit } from '../../src/extension/documents/show-changes.ts';
import type { VersionItem } from '../../src/extension/tree/versions-tree.ts';
import { airworthy, file, findItem, folder, ours, putBack, untilEvent, versionItem } from './in-editor.ts';
import { answering, type Answer, type Seen } from './person.ts';

const git = (...args: string[]): string => execFileSync('git', args, { cwd: folder(), encoding: 'utf8' }).trim();
const textOf = async (uri: vscode.Uri): Promise<string> => (await vscode.workspace.openTextDocument(uri)).getText();
const activeTab = (): vscode.Tab | undefined => vscode.window.tabGroups.activeTabGroup.activeTab;

describe('what the versions view opens', () => {
  before(airworthy);
  afterEach(putBack);

  it('compares two versions on a page that can be written again from its address', async () => {
    const subject = { kind: 'comparison' as const, root: folder(), model: 'fraud', left: 'v1.3.0', right: 'v1.4.1' };
    const uri = pageUri('fraud v1.3.0 → v1.4.1', subject);
    const text = await textOf(uri);
    assert.match(text, /^# Comparison: `fraud`, `v1\.3\.0`/);
    assert.match(text, /recall/);
    assert.deepEqual(pageSubject(uri), subject);
  });

  it('says on the page why there is nothing to compare', async () => {
    const uri = pageUri('x', { kind: 'comparison', root: folder(), model: 'fraud', left: 'v9.9.9', right: 'v1.4.1' });
    assert.match(await textOf(uri), /v9\.9\.9 is no version of fraud/);
    const elsewhere = pageUri('y', { kind: 'comparison', root: '/nowhere', model: 'fraud', left: 'v1.3.0', right: 'v1.4.1' });
    assert.match(await textOf(elsewhere), /\/nowhere is not open/);
  });

  it('copies the comparison in the active tab as Markdown', async () => {
    await openPage('fraud v1.3.0 → v1.4.1', { kind: 'comparison', root: folder(), model: 'fraud', left: 'v1.3.0', right: 'v1.4.1' });
    await untilEvent(vscode.window.tabGroups.onDidChangeTabs, () => activeTab()?.label.includes('fraud v1.3.0') === true);
    assert.ok(activeTab()?.input instanceof vscode.TabInputCustom, 'a comparison opens as a page to read');
    await vscode.env.clipboard.writeText('');
    await vscode.commands.executeCommand(commandIds.copyComparison);
    assert.match(await vscode.env.clipboard.readText(), /^# Comparison: `fraud`/);
  });

  it('tells the history of a model on a page', async () => {
    const text = await textOf(pageUri('history', { kind: 'history', root: folder(), model: 'fraud' }));
    assert.match(text, /^# Release history/);
    assert.match(text, /Risk asked for more recall/);
    assert.doesNotMatch(text, /chargeback/);
  });

  it('serves files as commits hold them', async () => {
    const commit = git('rev-parse', 'fraud@v1.3.0^{commit}');
    const uri = gitDocumentUri({ root: folder(), commit, path: 'params.yaml' });
    assert.equal(await textOf(uri), execFileSync('git', ['show', `${commit}:params.yaml`], { cwd: folder(), encoding: 'utf8' }));
    assert.equal(await textOf(gitDocumentUri({ root: folder(), commit, path: 'no/such/file' })), '');
  });

  it('shows what a commit changed, and what differs between two', async () => {
    const commit = git('rev-parse', 'fraud@v1.3.0^{commit}');
    await showCommit({ root: folder(), commit, title: 'The commit of v1.3.0' });
    assert.equal(activeTab()?.label.startsWith('The commit of v1.3.0'), true, activeTab()?.label);
    await showCommit({ root: folder(), commit: git('rev-list', '--max-parents=0', 'HEAD'), title: 'The first commit' });
    assert.equal(activeTab()?.label.startsWith('The first commit'), true, activeTab()?.label);
    await showChanges({ root: folder(), from: commit, to: git('rev-parse', 'HEAD'), title: 'Since v1.3.0' });
    assert.equal(activeTab()?.label.startsWith('Since v1.3.0'), true, activeTab()?.label);
  });
});

describe('what the versions view’s menus do', () => {
  before(airworthy);
  afterEach(putBack);

  const version = (wanted: string): Promise<VersionItem> =>
    versionItem(({ kind, model, version: shown }) => kind === 'version' && model === 'fraud' && shown === wanted);
  const tags = (): string => git('tag', '--list');

  it('copies the reference of a version, a stage, a model and an event', async () => {
    const copied = async (item: VersionItem): Promise<string> => {
      await vscode.env.clipboard.writeText('');
      await vscode.commands.executeCommand(commandIds.copyReference, item);
      return vscode.env.clipboard.readText();
    };
    assert.equal(await copied(await version('v1.4.1')), 'fraud@v1.4.1');
    const stage = await versionItem(({ kind, model, stage: name }) => kind === 'stage' && model === 'fraud' && name === 'production');
    assert.equal(await copied(stage), 'fraud@v1.4.1');
    assert.equal(await copied(await versionItem(({ kind, model }) => kind === 'model' && model === 'fraud')), 'fraud');
    assert.match(await copied(await versionItem(({ kind, model }) => kind === 'event' && model === 'fraud')), /^fraud[@#]/);
  });

  it('exports a history as CSV where the person says, and writes nothing where they do not', async () => {
    const place = await mkdtemp(join(tmpdir(), 'airworthy-csv-'));
    try {
      const target = join(place, 'trail.csv');
      const uri = pageUri('fraud', { kind: 'history', root: folder(), model: 'fraud' });
      const write = (answers: readonly Answer[]): Promise<Seen> =>
        answering(answers, () => vscode.commands.executeCommand(commandIds.exportReleaseHistory, uri));
      await write([]);
      assert.deepEqual(await readdir(place), []);
      const { said } = await write([{ asked: /^Save\n.*fraud-releases\.csv/, answer: target }]);
      const [head = '', ...rows] = (await readFile(target, 'utf8')).trim().split('\n');
      assert.match(head, /model.*stage/);
      assert.ok(rows.some((row) => row.includes('Risk asked for more recall')));
      assert.match(said.at(-1) ?? '', /^\d+ entries written\./);
      assert.doesNotMatch(said.at(-1) ?? '', /incomplete/);
    } finally {
      await rm(place, { recursive: true });
    }
  });

  it('writes the registry’s version into the file of a disagreement, which is none once that is saved', async () => {
    const manifest = file('k8s/fraud.yaml');
    const fixable = (): Promise<VersionItem | undefined> =>
      findItem(({ kind, facet, place }) => kind === 'place' && facet === 'fixable' && place?.path === 'k8s/fraud.yaml');
    const refresh = (): Thenable<unknown> => vscode.commands.executeCommand(commandIds.refreshVersions);
    const place = await fixable();
    assert.ok(place);
    assert.deepEqual([place.parent?.node.stage, place.node.version], ['canary', 'v1.3.0']);
    const document = await vscode.workspace.openTextDocument(manifest);
    const before = document.getText();
    try {
      await vscode.commands.executeCommand(commandIds.fixDisagreement, place);
      assert.equal(document.getText(), before.replace('fraud/v1.3.0', 'fraud/v1.5.0'));
      assert.equal(document.isDirty, true);
      await (await airworthy()).settled();
      assert.deepEqual(ours(manifest, 'version-mismatch'), []);
      // What it would write stands there now.
      const { said } = await answering([], () => vscode.commands.executeCommand(commandIds.fixDisagreement, place));
      assert.match(said.join(), /no longer applies/);
      await document.save();
      await refresh();
      assert.equal(await fixable(), undefined);
    } finally {
      await writeFile(manifest.fsPath, before);
      await refresh();
    }
    assert.ok(await fixable());
  });

  it('leaves everything as it is at the first button where a gate fails', async () => {
    const tagsBefore = tags();
    const item = await version('v1.5.0');
    await answering(
      [
        { asked: /To which stage\?/, answer: 'production' },
        { asked: /does not pass the gates of production\.[^]*\nLeave as It Is\nOverride Gates…/, answer: 'Leave as It Is' },
      ],
      () => vscode.commands.executeCommand(commandIds.promoteVersion, item),
    );
    assert.equal(tags(), tagsBefore);
  });

  it('has nothing to open in MLflow where no model is kept there', async () => {
    const { said, opened } = await answering([], () => vscode.commands.executeCommand(commandIds.openInMlflow));
    assert.deepEqual(opened, []);
    assert.match(said.join(), /No model versions were found/);
  });
});

describe('the command of a deployment', () => {
  it('is a task in the folder of the project that gets values as environment variables', () => {
    const [open] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(open);
    const environment = { AIRWORTHY_VERSION: 'v1.5.0; touch pwned' };
    const command = { kind: 'deploy' as const, command: './deploy.sh "$AIRWORTHY_VERSION"', environment, folder: 'churn' };
    const { execution, name } = commandTask({ folder: open, root: folder() }, { name: 'Deploy fraud', command });
    assert.ok(execution instanceof vscode.ShellExecution);
    assert.equal(execution.commandLine, command.command);
    assert.deepEqual(execution.options, { cwd: join(folder(), 'churn'), env: environment });
    assert.equal(name, 'Deploy fraud');
  });
});
