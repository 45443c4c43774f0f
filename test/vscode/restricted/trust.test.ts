// Restricted Mode: files are read and judged, no process is started and nothing is released.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import * as vscode from 'vscode';
import { commandIds } from '../../../src/core/config/ids.ts';
import { createLocalAnalyser } from '../../../src/app/local-analyser.ts';
import { openRepository } from '../../../src/app/open-repository.ts';
import { gitDocumentUri } from '../../../src/extension/documents/git-documents.ts';
import { pageUri } from '../../../src/extension/documents/pages.ts';
import { AskedServers } from '../../../src/extension/host/asked-servers.ts';
import { listFolderVersions } from '../../../src/extension/host/list-versions.ts';
import { createGit } from '../../../src/node/git/git-repository.ts';
import { airworthy, file, folder, open, ours, putBack, replace } from '../in-editor.ts';

describe('the workspace in Restricted Mode', () => {
  const path = process.env['PATH'] ?? '';
  let shims = '';

  before(async () => {
    // Whoever asks for one of these programs from here on finds one that leaves a mark.
    shims = await mkdtemp(join(tmpdir(), 'airworthy-shims-'));
    for (const name of ['git', 'dvc', 'gto', 'mlflow', 'python', 'python3', 'pip', 'conda', 'kubectl', 'docker', 'sh', 'bash']) {
      await writeFile(join(shims, name), `#!/bin/sh\necho "${name} $*" >> "${shims}/started"\nexit 1\n`);
      await chmod(join(shims, name), 0o755);
    }
    process.env['PATH'] = `${shims}${delimiter}${path}`;
    await airworthy();
  });

  after(async () => {
    process.env['PATH'] = path;
    await rm(shims, { recursive: true });
  });

  afterEach(putBack);

  it('would leave a mark if Git were started', async () => {
    await openRepository({ git: createGit(), readFiles: () => null }, folder(), new AbortController().signal);
    assert.equal(existsSync(join(shims, 'started')), true);
    await rm(join(shims, 'started'));
  });

  it('is not trusted', () => {
    assert.equal(vscode.workspace.isTrusted, false);
  });

  it('shows findings, and judges what is typed', async () => {
    assert.equal(ours(file('monitoring/rules/serving.yml'), 'alert-flapping').length, 1);
    assert.equal(ours(file('airworthy.yaml'), 'gate-failing').length, 1);
    const editor = await open('airworthy.yaml');
    await replace(editor, 'scenario:', 'scenarios:');
    await (await airworthy()).settled();
    assert.equal(ours(editor.document.uri, 'manifest-key-unknown').length, 1);
  });

  it('does not say of what Git knows that it is missing', () => {
    // Tags are names without stages here, so what serves and what is released cannot be said to disagree.
    assert.deepEqual(ours(file('k8s/fraud.yaml'), 'version-mismatch'), []);
  });

  it('knows versions by their names', async () => {
    const state = { root: folder(), reports: [] };
    const servers = new AskedServers({ authorization: () => Promise.resolve(null) });
    const { report } = await listFolderVersions(servers, { ...anyState(), ...state }, { online: true }, new AbortController().signal);
    const fraud = report.models.find(({ model }) => model === 'fraud');
    assert.ok(fraud);
    assert.ok(fraud.versions.some(({ version }) => version === 'v1.4.1'));
    assert.deepEqual(fraud.stages, {});
    assert.ok(fraud.versions.every(({ author, registeredAt }) => author === null && registeredAt === null));
  });

  it('starts no process, whatever is asked of it, and writes nothing', async () => {
    const index = await readFile(join(folder(), '.git', 'index'));
    // These wait for an answer, here too.
    const asking: readonly string[] = [commandIds.explainRule, commandIds.showProblem, commandIds.manageCredentials];
    for (const id of Object.values(commandIds)) if (!asking.includes(id)) await vscode.commands.executeCommand(id);
    await vscode.commands.executeCommand(commandIds.explainRule, 'alert-flapping');
    await (await airworthy()).settled();
    assert.equal(existsSync(join(shims, 'started')), false);
    assert.deepEqual(await readFile(join(folder(), '.git', 'index')), index);
  });

  it('serves neither comparisons nor files of commits', async () => {
    const subject = { kind: 'comparison' as const, root: folder(), model: 'fraud', left: 'v1.3.0', right: 'v1.4.1' };
    assert.match((await vscode.workspace.openTextDocument(pageUri('fraud', subject))).getText(), /Restricted Mode/);
    const commit = '0'.repeat(40);
    assert.equal((await vscode.workspace.openTextDocument(gitDocumentUri({ root: folder(), commit, path: 'params.yaml' }))).getText(), '');
    assert.equal(existsSync(join(shims, 'started')), false);
  });

  function anyState(): Parameters<typeof listFolderVersions>[1] {
    const [first] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(first);
    const analyser = createLocalAnalyser();
    return {
      folder: first,
      root: folder(),
      shownRoot: folder(),
      reports: [],
      repository: null,
      analyser,
      versions: new Map(),
      loads: 1,
      isOfAnswers: false,
    };
  }
});
