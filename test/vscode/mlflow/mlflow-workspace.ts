import * as vscode from 'vscode';
import { commandIds } from '../../../src/core/config/ids.ts';
import { faultProxy, type FaultProxy } from '../../support/fault-proxy.ts';
import { mlflowContent, type MlflowContent } from '../../support/mlflow-content.ts';
import { mlflowManifest } from '../../support/serving-manifests.ts';
import { temporaryRepository, type TemporaryRepository } from '../../support/temporary-repository.ts';
import { airworthy, folder } from '../in-editor.ts';

/** The open folder as a repository whose model is on a real server, asked through a proxy that can fail. */
export interface MlflowWorkspace {
  readonly place: TemporaryRepository;
  readonly proxy: FaultProxy;
  readonly content: MlflowContent;
  /** The model's registered name; its manifest calls it `fraud`. */
  readonly name: string;
  /** Looks at all files anew. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

/** Makes the open, empty folder a project with three versions on the server, version 1 in production and served by a manifest. */
export async function mlflowWorkspace(url: string, name: string): Promise<MlflowWorkspace> {
  const [place, proxy] = [temporaryRepository({ at: folder() }), await faultProxy(url)];
  place.git('config', 'user.name', 'Ana Nowak');
  place.git('config', 'user.email', 'ana@example.com');
  const content = mlflowContent(url);
  place.commit('k8s/fraud.yaml', mlflowManifest('1'));
  await content.model(name);
  for (const f1 of [0.9, 0.91, 0.92]) {
    const commit = place.commit('metrics/eval.json', JSON.stringify({ f1 }));
    await content.version(name, await content.run({ commit, metrics: { f1 } }));
  }
  await content.alias(name, 'champion', '1');
  const manifest = `version: 1
models:
  - name: fraud
    registry: mlflow
    mlflow: { source: tracking, name: ${JSON.stringify(name)}, aliases: { production: champion } }
    stages: [production]
    deploy: { manifest: k8s/fraud.yaml }
sources:
  tracking: { type: mlflow, url: "${proxy.url}/" }
`;
  place.commit('airworthy.yaml', manifest);
  const settle = async (): Promise<void> => {
    await airworthy();
    await vscode.commands.executeCommand(commandIds.checkWorkspace);
    await vscode.commands.executeCommand(commandIds.refreshVersions);
  };
  await settle();
  return {
    place,
    proxy,
    content,
    name,
    settle,
    async close() {
      await proxy.close();
      place.remove();
    },
  };
}
