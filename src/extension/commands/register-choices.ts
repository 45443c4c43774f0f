import * as vscode from 'vscode';
import type { Text } from '../../core/l10n/message.ts';
import { isArtifactName, normaliseVersion } from '../../core/release/gto-tag.ts';
import { nextVersion } from '../../core/release/next-version.ts';
import { isSemver } from '../../core/release/semver.ts';
import { emptyModel, type ReportedModel } from '../../core/release/versions-report.ts';
import { createGit } from '../../node/git/git-repository.ts';
import { sayText } from '../host/words.ts';
import type { VersionsTree } from '../tree/versions-tree.ts';
import type { FolderState } from '../workspace/folder-session.ts';
import { saysTrusted, type ReleaseTarget } from './release-choices.ts';

const texts = {
  model: { en: 'Which model?', pl: 'Który model?' },
  newModel: { en: 'A new model…', pl: 'Nowy model…' },
  modelName: { en: 'Name of the model', pl: 'Nazwa modelu' },
  notAName: {
    en: 'Letters, digits, dashes, underscores and slashes, such as fraud or teams/fraud.',
    pl: 'Litery, cyfry, myślniki, podkreślenia i ukośniki, np. fraud lub zespoly/fraud.',
  },
  version: { en: 'Which version of {model}?', pl: 'Która wersja modelu {model}?' },
  notSemver: { en: 'A version is written as v1.2.3.', pl: 'Wersję zapisuje się jako v1.2.3.' },
  taken: { en: '{version} is registered already.', pl: '{version} jest już zarejestrowana.' },
  commit: { en: 'At which commit?', pl: 'W którym commicie?' },
  head: { en: 'the newest commit here', pl: 'najnowszy commit tutaj' },
  headOf: { en: 'the newest commit of {branch}', pl: 'najnowszy commit gałęzi {branch}' },
  other: { en: 'Another commit, branch or tag…', pl: 'Inny commit, gałąź lub tag…' },
  revision: { en: 'A commit, branch or tag', pl: 'Commit, gałąź lub tag' },
} as const satisfies Readonly<Record<string, Text>>;

/** A model that a version can be registered of: one that Git knows or a manifest declares, or a new one. */
export async function chooseModelToRegister(tree: VersionsTree, states: readonly FolderState[]): Promise<ReleaseTarget | undefined> {
  const [first] = states;
  if (first === undefined || !saysTrusted()) return undefined;
  const known = tree
    .reports()
    // MLflow registers its versions itself, where a run logs the model.
    .flatMap(({ state, report }) => report.models.filter(({ registry }) => registry === 'git').map((model) => ({ state, model })));
  const items = [
    ...known.map((target) => ({ label: target.model.model, description: target.model.latest ?? '', target })),
    { label: sayText(texts.newModel), description: '', target: null },
  ];
  const picked = known.length === 0 ? items[0] : await vscode.window.showQuickPick(items, { placeHolder: sayText(texts.model) });
  if (picked === undefined || picked.target !== null) return picked?.target ?? undefined;
  const name = await vscode.window.showInputBox({
    prompt: sayText(texts.modelName),
    ignoreFocusOut: true,
    validateInput: (text) => (isArtifactName(text) ? undefined : sayText(texts.notAName)),
  });
  return name === undefined ? undefined : { state: first, model: emptyModel({ model: name, name, registry: 'git' }) };
}

/** A version that can be registered, the next one proposed. */
export async function typeVersion(model: ReportedModel): Promise<string | undefined> {
  const taken = new Set(model.versions.map(({ version }) => version));
  const typed = await vscode.window.showInputBox({
    prompt: sayText(texts.version, { model: model.model }),
    value: nextVersion([...taken]),
    ignoreFocusOut: true,
    validateInput: (text) => {
      const version = normaliseVersion(text.trim());
      if (!isSemver(version)) return sayText(texts.notSemver);
      return taken.has(version) ? sayText(texts.taken, { version }) : undefined;
    },
  });
  return typed === undefined ? undefined : normaliseVersion(typed.trim());
}

/** A revision that Git takes for a commit: HEAD, a branch, or what the person types. */
export async function chooseCommit(state: FolderState): Promise<string | undefined> {
  const { signal } = new AbortController();
  const repository = await createGit().open(state.root, signal);
  if (repository === null) return undefined;
  const [head, branches] = await Promise.all([repository.head(signal), repository.refs('refs/heads/', signal)]);
  const items = [
    { label: 'HEAD', description: `${head.branch ?? sayText(texts.head)} · ${head.commit?.slice(0, 10) ?? '–'}`, revision: head.commit },
    ...branches
      .map(({ name, object }) => ({ branch: name.replace(/^refs\/heads\//, ''), object }))
      .filter(({ branch }) => branch !== head.branch)
      .map(({ branch, object }) => ({
        label: branch,
        description: `${sayText(texts.headOf, { branch })} · ${object.slice(0, 10)}`,
        revision: object,
      })),
    { label: sayText(texts.other), description: '', revision: null },
  ].filter(({ label, revision }) => label !== 'HEAD' || revision !== null);
  const picked = await vscode.window.showQuickPick(items, { placeHolder: sayText(texts.commit) });
  if (picked === undefined || picked.revision !== null) return picked?.revision ?? undefined;
  return vscode.window.showInputBox({ prompt: sayText(texts.revision), ignoreFocusOut: true });
}
