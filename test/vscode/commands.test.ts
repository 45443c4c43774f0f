// Every command that package.json promises is there, and none fails for want of an argument.
import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { commandIds } from '../../src/core/config/ids.ts';
import { airworthy, file, ours, putBack } from './in-editor.ts';

/** Commands that ask something; their question is called off. */
const asking: readonly string[] = [
  commandIds.explainRule,
  commandIds.showProblem,
  commandIds.promoteVersion,
  commandIds.deployVersion,
  commandIds.startShadow,
  commandIds.shiftTraffic,
  commandIds.rollBack,
  commandIds.unassignStage,
  commandIds.registerVersion,
  commandIds.undoRelease,
  commandIds.compareVersions,
  commandIds.fetchVersion,
  commandIds.showReleaseHistory,
  commandIds.manageCredentials,
];

describe('commands', () => {
  before(airworthy);
  afterEach(putBack);

  it('are registered, all of them', async () => {
    const registered = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(
      Object.values(commandIds).filter((id) => !registered.has(id)),
      [],
    );
  });

  for (const id of Object.values(commandIds).filter((id) => !asking.includes(id))) {
    it(`${id} needs no argument`, async () => {
      await vscode.commands.executeCommand(id);
    });

    it(`${id} is not upset by a foreign argument`, async () => {
      await vscode.commands.executeCommand(id, { node: null });
    });
  }

  it('have the newest findings when the workspace was checked', async () => {
    const fresh = file('monitoring/rules/checked.yml');
    await writeFile(fresh.fsPath, 'groups:\n  - name: fresh\n    rules:\n      - alert: FreshAlert\n        expr: up == 0\n');
    try {
      await vscode.commands.executeCommand(commandIds.checkWorkspace);
      assert.equal(ours(fresh, 'alert-flapping').length, 1);
    } finally {
      await rm(fresh.fsPath);
      await vscode.commands.executeCommand(commandIds.checkWorkspace);
    }
    assert.deepEqual(ours(fresh), []);
  });
});
