// A model that a real MLflow server keeps: asked only after consent, then listed, promoted, rolled back, also while the server is away.
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { commandIds } from '../../../src/core/config/ids.ts';
import { pageUri } from '../../../src/extension/documents/pages.ts';
import type { VersionItem } from '../../../src/extension/tree/versions-tree.ts';
import { allCut, passAll } from '../../support/fault-proxy.ts';
import { withMlflow } from '../../support/with-mlflow.ts';
import { findItem, folder, putBack, versionItem } from '../in-editor.ts';
import { answering, type Answer, type Seen } from '../person.ts';
import { mlflowWorkspace, type MlflowWorkspace } from './mlflow-workspace.ts';

describe('a model on an MLflow server', function () {
  this.timeout(120_000);
  const url = withMlflow(3);
  let workspace: MlflowWorkspace;
  /** Nothing to close where the suite is skipped. */
  const opened: MlflowWorkspace[] = [];
  before(async () => {
    workspace = await mlflowWorkspace(url(), 'card fraud');
    opened.push(workspace);
  });
  after(() => Promise.all(opened.map((one) => one.close())));
  afterEach(async () => {
    workspace.proxy.fault = passAll;
    await putBack();
  });

  const version = (number: string): Promise<VersionItem> =>
    versionItem(({ kind, registry, version: shown }) => kind === 'version' && registry === 'mlflow' && shown === number);
  const inMlflow = ({ kind, registry }: VersionItem['node']): boolean => kind === 'stage' && registry === 'mlflow';
  const run = (id: string, answers: readonly Answer[], item?: VersionItem): Promise<Seen> =>
    answering(answers, () => vscode.commands.executeCommand(id, item));
  const held = async (): Promise<string | null> => (await versionItem(inMlflow)).node.version;
  const alias = (): Promise<string | null> => workspace.content.aliasAt(workspace.name, 'champion');
  const served = (): string | undefined => /fraud\/(\d+)"/.exec(workspace.place.read('k8s/fraud.yaml'))?.[1];
  const history = async (): Promise<string> => {
    const uri = pageUri(`history ${String(Math.random())}`, { kind: 'history', root: folder(), model: 'fraud' });
    return (await vscode.workspace.openTextDocument(uri)).getText();
  };

  it('is not asked for anything before the person says so, and what is missing is said', async () => {
    await versionItem(({ kind, facet }) => kind === 'problem' && facet === 'offline');
    assert.equal(await findItem(inMlflow), undefined);
    assert.match(await history(), /This history is incomplete\. MLflow was not asked\./);
    const refused = await run(commandIds.askRegistries, []);
    assert.match(refused.said.join('\n'), /Send requests to http:\/\/127\.0\.0\.1:\d+\?/);
    assert.deepEqual(workspace.proxy.asked, []);
  });

  it('is listed after consent, which holds while files change', async () => {
    await run(commandIds.askRegistries, [{ asked: /Send requests to/, answer: 'Ask' }]);
    assert.equal(await held(), '1');
    assert.equal((await version('3')).node.registry, 'mlflow');
    workspace.place.commit('notes.md', 'Changed\n');
    await workspace.settle();
    assert.equal(await held(), '1');
    assert.equal(await findItem(({ kind }) => kind === 'problem'), undefined);
  });

  it('opens the page of a version, a stage or a model in MLflow', async () => {
    const base = `${workspace.proxy.url}/#/models/card fraud`;
    const pageOf = async (item?: VersionItem, answers: readonly Answer[] = []): Promise<readonly string[]> =>
      (await run(commandIds.openInMlflow, answers, item)).opened;
    assert.deepEqual(await pageOf(await version('2')), [`${base}/versions/2`]);
    assert.deepEqual(await pageOf(await versionItem(inMlflow)), [`${base}/versions/1`]);
    assert.deepEqual(await pageOf(await versionItem(({ kind, registry }) => kind === 'model' && registry === 'mlflow')), [base]);
    assert.deepEqual(await pageOf(undefined, [{ asked: /Which version of fraud\?/, answer: '3' }]), [`${base}/versions/3`]);
  });

  it('copies the reference that MLflow’s own tools take', async () => {
    await vscode.commands.executeCommand(commandIds.copyReference, await version('2'));
    assert.equal(await vscode.env.clipboard.readText(), 'models:/card fraud/2');
  });

  it('is deployed: alias, record, manifest and view say so without another question', async () => {
    const { said } = await run(
      commandIds.deployVersion,
      [
        { asked: /To which stage/, answer: 'production' },
        { asked: /Deploy fraud 2 to production\?/, answer: 'Deploy' },
        { asked: /Why\?/, answer: 'Catches more' },
      ],
      await version('2'),
    );
    assert.deepEqual([await alias(), served(), await held()], ['2', '2', '2'], said.join('\n'));
  });

  it('has its release on the history page and in the CSV file', async () => {
    const page = await history();
    assert.match(page, /Catches more/);
    assert.doesNotMatch(page, /incomplete/);
    const place = await mkdtemp(join(tmpdir(), 'airworthy-csv-'));
    try {
      const file = join(place, 'releases.csv');
      const uri = pageUri('history to export', { kind: 'history', root: folder(), model: 'fraud' });
      const { said } = await answering([{ asked: /fraud-releases\.csv/, answer: file }], () =>
        vscode.commands.executeCommand(commandIds.exportReleaseHistory, uri),
      );
      assert.match(said.join('\n'), /entr(?:y|ies) written/);
      assert.match(await readFile(file, 'utf8'), /mlflow.*Catches more/);
    } finally {
      await rm(place, { recursive: true });
    }
  });

  it('goes back in one confirmation', async () => {
    await run(commandIds.rollBack, [{ asked: /Roll fraud in production back to 1\?/, answer: 'Roll Back' }], await versionItem(inMlflow));
    assert.deepEqual([await alias(), served(), await held()], ['1', '1', '1']);
    assert.match(await history(), /Rolled back from 2/);
  });

  describe('while its server is away', () => {
    const away = (): void => {
      workspace.proxy.fault = allCut;
    };
    beforeEach(async () => {
      workspace.proxy.fault = passAll;
      await run(
        commandIds.deployVersion,
        [
          { asked: /To which stage/, answer: 'production' },
          { asked: /Deploy fraud 2/, answer: 'Deploy' },
          { asked: /Why\?/, answer: 'Again' },
        ],
        await version('2'),
      );
      assert.deepEqual([await alias(), served()], ['2', '2']);
    });

    const finish = async (): Promise<void> => {
      workspace.proxy.fault = passAll;
      const left = await versionItem(({ kind }, label) => kind === 'interrupted' && label.startsWith('Not finished'));
      await run(commandIds.finishInterrupted, [{ asked: /Not finished: fraud in production back to 1/, answer: 'Finish' }], left);
      assert.deepEqual([await alias(), served(), await held()], ['1', '1', '1']);
      assert.equal(await findItem(({ kind }) => kind === 'interrupted'), undefined);
    };

    it('the manifest goes back if the person says so, and MLflow’s part is listed until it is finished', async () => {
      away();
      await workspace.settle();
      assert.equal(await findItem(inMlflow), undefined);
      // All that is known of the stage now is what the manifest serves.
      const stage = await versionItem(({ kind, registry }) => kind === 'stage' && registry === 'kubernetes');
      const { said } = await run(
        commandIds.rollBack,
        [{ asked: /back to 1\?[^]*MLflow cannot be reached[^]*Roll Back without MLflow/, answer: 'Roll Back without MLflow' }],
        stage,
      );
      assert.match(said.join('\n'), /still to be written: models:\/card fraud/);
      assert.deepEqual([await alias(), served()], ['2', '1']);
      assert.match(await history(), /This history is incomplete\. MLflow does not answer\./);
      await finish();
    });

    it('nothing goes back if the person does not', async () => {
      const stage = await versionItem(inMlflow);
      away();
      await run(commandIds.rollBack, [], stage);
      assert.deepEqual([await alias(), served()], ['2', '2']);
      assert.equal(await findItem(({ kind }) => kind === 'interrupted'), undefined);
      workspace.proxy.fault = passAll;
      await workspace.settle();
      await run(commandIds.rollBack, [{ asked: /back to 1\?/, answer: 'Roll Back' }], await versionItem(inMlflow));
      assert.deepEqual([await alias(), served()], ['1', '1']);
    });

    it('the same is asked where it goes away only after the plan', async () => {
      const stage = await versionItem(inMlflow);
      const plan: Answer = { asked: /back to 1\?/, answer: 'Roll Back', meanwhile: away };
      const refused = await run(commandIds.rollBack, [plan], stage);
      assert.match(refused.said.join('\n'), /Roll back without what cannot be reached\?[^]*Nothing was changed/);
      assert.deepEqual([await alias(), served()], ['2', '2']);
      workspace.proxy.fault = passAll;
      await workspace.settle();
      await run(commandIds.rollBack, [plan, { asked: /without what cannot be reached/, answer: 'Go On without It' }], stage);
      assert.deepEqual([await alias(), served()], ['2', '1']);
      await finish();
    });

    it('a promotion is all or nothing', async () => {
      const three = await version('3');
      const { said } = await run(
        commandIds.deployVersion,
        [
          { asked: /To which stage/, answer: 'production' },
          { asked: /Deploy fraud 3/, answer: 'Deploy', meanwhile: away },
          { asked: /Why\?/, answer: 'No' },
        ],
        three,
      );
      assert.match(said.at(-1) ?? '', /could not do this/);
      assert.deepEqual([await alias(), served()], ['2', '2']);
      workspace.proxy.fault = passAll;
      await workspace.settle();
      await run(commandIds.rollBack, [{ asked: /back to 1\?/, answer: 'Roll Back' }], await versionItem(inMlflow));
    });
  });
});
