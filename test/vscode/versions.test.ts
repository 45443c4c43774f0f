// What the versions view opens and runs: comparisons, files of commits, commands of a deployment.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { commandIds } from '../../src/core/config/ids.ts';
import { commandTask } from '../../src/extension/commands/run-commands.ts';
import { gitDocumentUri } from '../../src/extension/documents/git-documents.ts';
import { openPage, pageSubject, pageUri } from '../../src/extension/documents/pages.ts';
import { showChanges, showCommit } from '../../src/extension/documents/show-changes.ts';
import { airworthy, folder, putBack, untilEvent } from './in-editor.ts';

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
