// A team without a manifest: the server that a file names is offered, used when the person says so, and logged into when it wants that.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { commandIds, settingIds } from '../../../src/core/config/ids.ts';
import { mlflowContent } from '../../support/mlflow-content.ts';
import { temporaryRepository, type TemporaryRepository } from '../../support/temporary-repository.ts';
import { withMlflow } from '../../support/with-mlflow.ts';
import { airworthy, findItem, folder, versionItem } from '../in-editor.ts';
import { answering, type Answer } from '../person.ts';

describe('an MLflow server that only a file of the project names', function () {
  this.timeout(120_000);
  const login = { user: 'ana', password: 'correct horse battery' };
  const url = withMlflow(3, { login });
  let place: TemporaryRepository;
  /** Nothing to remove where the suite is skipped. */
  const made: TemporaryRepository[] = [];

  before(async () => {
    const content = mlflowContent(url(), `Basic ${btoa(`${login.user}:${login.password}`)}`);
    await content.model('churn');
    await content.version('churn', await content.run());
    await content.alias('churn', 'champion', '1');
    place = temporaryRepository({ at: folder() });
    made.push(place);
    place.commit('train.py', 'import mlflow\nfrom sklearn.linear_model import LogisticRegression\nLogisticRegression().fit(x, y)\n');
    place.write('.env', `MLFLOW_TRACKING_URI=${url()}\n`);
    await airworthy();
    await vscode.commands.executeCommand(commandIds.checkWorkspace);
    await vscode.commands.executeCommand(commandIds.refreshVersions);
  });
  after(async () => {
    await vscode.workspace.getConfiguration().update(settingIds.trackingUri, undefined, vscode.ConfigurationTarget.Workspace);
    for (const one of made) one.remove();
  });

  const isOffer = ({ kind }: { readonly kind: string }): boolean => kind === 'offer';
  const use = async (answers: readonly Answer[]): Promise<string> => {
    const offer = await versionItem(isOffer);
    const { said } = await answering(answers, () => vscode.commands.executeCommand(commandIds.useTrackingServer, offer));
    return said.join('\n');
  };

  it('is offered, with the line that names it', async () => {
    const { node } = await versionItem(isOffer);
    assert.deepEqual([node.reference, node.place], [url(), { path: '.env', line: 1 }]);
    assert.equal(existsSync(join(folder(), '.vscode')), false);
  });

  it('is named in the settings and asked when it is used; the login that it wants is asked for until it is right', async () => {
    const basic: Answer = { asked: /wants a login[^]*A user name and a password/, answer: 'A user name' };
    const user: Answer = { asked: /User name for http/, answer: login.user };
    const password = (answer: string): Answer => ({ asked: /Password for http[^]*secret store/, answer });
    const said = await use([
      { asked: /Send requests to http/, answer: 'Ask' },
      basic,
      user,
      password('wrong'),
      basic,
      user,
      password(login.password),
    ]);
    assert.ok(!said.includes(login.password));
    assert.equal(vscode.workspace.getConfiguration().inspect(settingIds.trackingUri)?.workspaceValue, url());
    const { node } = await versionItem(({ kind, registry }) => kind === 'stage' && registry === 'mlflow');
    assert.deepEqual([node.model, node.stage, node.version], ['churn', 'champion', '1']);
    assert.equal(await findItem(isOffer), undefined);
  });
});
