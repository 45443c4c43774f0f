import * as vscode from 'vscode';
import { openReleases } from '../../app/release-context.ts';
import { commandIds } from '../../core/config/ids.ts';
import type { Text } from '../../core/l10n/message.ts';
import { serverOfReported } from '../../core/release/model-servers.ts';
import { registryPage } from '../../core/release/registry-page.ts';
import { registerCommands } from '../host/register-commands.ts';
import { releaseDependencies, releasePlace } from '../host/release-dependencies.ts';
import { say, sayText } from '../host/words.ts';
import { VersionItem } from '../tree/versions-tree.ts';
import { chooseModel, chooseVersion, hasVersions } from './release-choices.ts';
import type { ReleaseCommandDeps } from './release-flow.ts';

const texts = {
  noGit: { en: 'This folder is not in a Git repository.', pl: 'Ten folder nie należy do repozytorium Git.' },
} as const satisfies Readonly<Record<string, Text>>;

/** Registers what opens a registry's own pages. */
export function registerRegistryCommands(deps: ReleaseCommandDeps): vscode.Disposable {
  return registerCommands(deps.log, {
    [commandIds.openInMlflow]: (given) => openInMlflow(deps, given instanceof VersionItem ? given : undefined),
  });
}

/** The page of a version in the browser: the model's own where its node was chosen. The address is the declared server's, never a server's word. */
async function openInMlflow({ tree, servers }: ReleaseCommandDeps, item: VersionItem | undefined): Promise<void> {
  const target = await chooseModel(tree, item, (model) => model.registry === 'mlflow' && hasVersions(model));
  if (target === undefined) return;
  const version = item === undefined ? await chooseVersion(target.model) : item.node.version;
  if (version === undefined) return;
  const dependencies = releaseDependencies(target.state, servers);
  const context = await openReleases(dependencies, releasePlace(target.state), new AbortController().signal);
  if (context === null) {
    void vscode.window.showWarningMessage(sayText(texts.noGit));
    return;
  }
  const { model, name } = target.model;
  const server = serverOfReported(context.config, model, dependencies.trackingServer);
  const page = 'failure' in server ? server : registryPage(server.url, { name, version });
  if ('failure' in page) void vscode.window.showWarningMessage(say(page.failure));
  else await vscode.env.openExternal(vscode.Uri.parse(page.address, true));
}
