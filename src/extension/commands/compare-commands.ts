import * as vscode from 'vscode';
import { comparisonMarkdown } from '../../core/compare/comparison-markdown.ts';
import { commandIds, contextKeys } from '../../core/config/ids.ts';
import type { Text } from '../../core/l10n/message.ts';
import { openPage, pageOf, type PageSubject } from '../documents/pages.ts';
import { showChanges } from '../documents/show-changes.ts';
import { readComparison } from '../documents/write-page.ts';
import { registerCommands } from '../host/register-commands.ts';
import { displayLanguage, say, sayText } from '../host/words.ts';
import { shortVersion } from '../tree/version-node.ts';
import { VersionItem } from '../tree/versions-tree.ts';
import { chooseModel, chooseVersion, hasVersions } from './release-choices.ts';
import type { ReleaseCommandDeps } from './release-flow.ts';

const texts = {
  left: { en: 'Compare which version of {model}?', pl: 'Którą wersję modelu {model} porównać?' },
  right: { en: 'Compare {version} with which one?', pl: 'Z którą porównać {version}?' },
  title: { en: '{model} {left} → {right}', pl: '{model} {left} → {right}' },
  selected: { en: 'Selected for compare: {model} {version}', pl: 'Wybrano do porównania: {model} {version}' },
  otherModel: {
    en: 'Versions of one model can be compared; {model} is another.',
    pl: 'Porównać można wersje jednego modelu; {model} to inny model.',
  },
  noPage: { en: 'Open a comparison first: Compare Versions.', pl: 'Najpierw otwórz porównanie: Porównaj wersje.' },
  copied: { en: 'Comparison copied as Markdown', pl: 'Skopiowano porównanie jako Markdown' },
} as const satisfies Readonly<Record<string, Text>>;

/** A version in the tree, waiting for another one. */
interface Selected {
  readonly root: string;
  readonly model: string;
  readonly version: string;
}

/** Registers comparing: two versions as a page, their code in the editor, and the page as Markdown for elsewhere. */
export function registerCompareCommands(deps: ReleaseCommandDeps): vscode.Disposable {
  const state: { selected: Selected | null } = { selected: null };
  const asItem = (given: unknown): VersionItem | undefined => (given instanceof VersionItem ? given : undefined);
  return registerCommands(deps.log, {
    [commandIds.compareVersions]: (given) => compare(deps, asItem(given)),
    [commandIds.selectForCompare]: async (given) => {
      const selected = selectionOf(asItem(given));
      if (selected === null) return;
      state.selected = selected;
      await vscode.commands.executeCommand('setContext', contextKeys.compareSelected, true);
      vscode.window.setStatusBarMessage(sayText(texts.selected, { model: selected.model, version: shortVersion(selected.version) }), 8000);
    },
    [commandIds.compareWithSelected]: async (given) => {
      const right = selectionOf(asItem(given));
      if (right === null || state.selected === null) return;
      const left = state.selected;
      if (left.root !== right.root || left.model !== right.model) {
        void vscode.window.showWarningMessage(sayText(texts.otherModel, { model: right.model }));
        return;
      }
      await openComparison(left, right.version);
    },
    [commandIds.copyComparison]: (given) => copyComparison(deps, given),
    [commandIds.showCodeChanges]: (given) => showCode(deps, given),
  });
}

function selectionOf(item: VersionItem | undefined): Selected | null {
  const { model = null, version = null } = item?.node ?? {};
  return item === undefined || model === null || version === null ? null : { root: item.state.root, model, version };
}

async function compare(deps: ReleaseCommandDeps, item: VersionItem | undefined): Promise<void> {
  const target = await chooseModel(deps.tree, item, hasVersions);
  if (target === undefined) return;
  const { model, state } = target;
  const left = item?.node.version ?? (await chooseVersion(model, { question: sayText(texts.left, { model: model.model }) }));
  if (left === undefined) return;
  const right = await chooseVersion(model, { question: sayText(texts.right, { version: shortVersion(left) }), without: left });
  if (right !== undefined) await openComparison({ root: state.root, model: model.model, version: left }, right);
}

async function openComparison({ root, model, version: left }: Selected, right: string): Promise<void> {
  const title = sayText(texts.title, { model, left: shortVersion(left), right: shortVersion(right) });
  await openPage(title, { kind: 'comparison', root, model, left, right });
}

function comparisonOf(given: unknown): Extract<PageSubject, { kind: 'comparison' }> | null {
  const subject = pageOf(given);
  if (subject?.kind === 'comparison') return subject;
  void vscode.window.showInformationMessage(sayText(texts.noPage));
  return null;
}

async function copyComparison({ sessions }: ReleaseCommandDeps, given: unknown): Promise<void> {
  const subject = comparisonOf(given);
  if (subject === null) return;
  const read = await readComparison(sessions, subject, new AbortController().signal);
  if ('why' in read) {
    void vscode.window.showWarningMessage(say(read.why));
    return;
  }
  await vscode.env.clipboard.writeText(comparisonMarkdown(read.value.comparison, displayLanguage()));
  vscode.window.setStatusBarMessage(sayText(texts.copied), 4000);
}

async function showCode({ sessions }: ReleaseCommandDeps, given: unknown): Promise<void> {
  const subject = comparisonOf(given);
  if (subject === null) return;
  const read = await readComparison(sessions, subject, new AbortController().signal);
  if ('why' in read) {
    void vscode.window.showWarningMessage(say(read.why));
    return;
  }
  const { left, right } = read.value;
  const title = sayText(texts.title, { model: subject.model, left: shortVersion(left.version), right: shortVersion(right.version) });
  await showChanges({ root: subject.root, from: left.commit, to: right.commit, title });
}
