import * as vscode from 'vscode';
import { applyRelease, type PreparedRelease, type ReadyRelease } from '../../app/prepared-release.ts';
import { preparePromotion } from '../../app/promote.ts';
import { type ReleaseContext, findModel, openReleases } from '../../app/release-context.ts';
import { prepareRollback } from '../../app/rollback.ts';
import { commandIds } from '../../core/config/ids.ts';
import type { Text } from '../../core/l10n/message.ts';
import type { ReportedModel } from '../../core/release/versions-report.ts';
import { guard } from '../host/guard.ts';
import { releaseDependencies, releasePlace } from '../host/release-dependencies.ts';
import { say, sayText } from '../host/words.ts';
import type { VersionItem, VersionsTree } from '../tree/versions-tree.ts';
import type { FolderState } from '../workspace/folder-session.ts';
import type { WorkspaceSessions } from '../workspace/workspace-sessions.ts';

/** What the commands of the versions view need. */
export interface ReleaseCommandDeps {
  readonly sessions: WorkspaceSessions;
  readonly tree: VersionsTree;
  readonly log: vscode.LogOutputChannel;
}

const texts = {
  untrusted: { en: 'Releases are off in Restricted Mode: trust this workspace first.', pl: 'W trybie ograniczonym wydania są wyłączone: najpierw zaufaj temu obszarowi roboczemu.' },
  nothing: { en: 'No model versions were found in this workspace.', pl: 'W tym obszarze roboczym nie znaleziono wersji modelu.' },
  pickModel: { en: 'Which model?', pl: 'Który model?' },
  pickVersion: { en: 'Which version of {model}?', pl: 'Która wersja modelu {model}?' },
  pickStage: { en: 'To which stage?', pl: 'Do którego etapu?' },
  pickRollbackStage: { en: 'Roll back which stage of {model}?', pl: 'Który etap modelu {model} wycofać?' },
  newStage: { en: 'Another stage…', pl: 'Inny etap…' },
  stageName: { en: 'Name of the stage', pl: 'Nazwa etapu' },
  now: { en: 'now {version}', pl: 'teraz {version}' },
  reason: { en: 'Why? The reason is kept in the release tag.', pl: 'Dlaczego? Powód zostanie zapisany w tagu wydania.' },
  reasonNeeded: { en: 'A reason is needed.', pl: 'Powód jest wymagany.' },
  typeModel: { en: '{stage} is protected. Type {model} to go on.', pl: 'Etap {stage} jest chroniony. Wpisz {model}, aby kontynuować.' },
  promoteTitle: { en: 'Promote {model} {to} to {stage}?', pl: 'Awansować {model} {to} do etapu {stage}?' },
  rollbackTitle: { en: 'Roll {model} in {stage} back to {to}?', pl: 'Wycofać {model} w etapie {stage} do {to}?' },
  promote: { en: 'Promote', pl: 'Awansuj' },
  rollback: { en: 'Roll Back', pl: 'Wycofaj' },
  override: { en: 'Override Gates…', pl: 'Pomiń bramki…' },
  stepTag: { en: 'Create the tag {target} ({before} → {after}).', pl: 'Nowy tag {target} ({before} → {after}).' },
  notPushed: { en: 'The tag stays in this clone until you push it.', pl: 'Tag pozostanie w tym klonie, dopóki go nie wyślesz.' },
  passed: { en: '✓ {metric}: {why}', pl: '✓ {metric}: {why}' },
  failed: { en: '✗ {metric}: {why}', pl: '✗ {metric}: {why}' },
  noGates: { en: 'No gates guard this stage.', pl: 'Tego etapu nie pilnuje żadna bramka.' },
  blocked: { en: 'A gate fails, so the promotion is blocked.', pl: 'Bramka nie jest spełniona, więc awansowanie jest zatrzymane.' },
  already: { en: '{model} {version} is in {stage} already.', pl: '{model} {version} już jest w etapie {stage}.' },
  done: {
    en: '{stage} of {model} is {to}, read back from Git (tag {ref}). What servers run is not known from that.',
    pl: 'Etap {stage} modelu {model} to {to}; odczytano z Git (tag {ref}). Nie mówi to, co działa na serwerach.',
  },
  unverified: { en: 'The tag {ref} was made, but read back {stage} is not {to}.', pl: 'Utworzono tag {ref}, ale po odczycie {stage} to nie {to}.' },
  rollbackReason: { en: 'Rolled back from {version}', pl: 'Wycofanie z {version}' },
} as const satisfies Readonly<Record<string, Text>>;

/** Registers promote, roll back and refresh. */
export function registerReleaseCommands(deps: ReleaseCommandDeps): vscode.Disposable {
  const { log, tree, sessions } = deps;
  const commands: Readonly<Record<string, (item: VersionItem | undefined) => Promise<void>>> = {
    [commandIds.promoteVersion]: (item) => promote(deps, item),
    [commandIds.rollBack]: (item) => rollBack(deps, item),
    [commandIds.refreshVersions]: async () => {
      for (const state of sessions.states()) await tree.update(state);
    },
  };
  return vscode.Disposable.from(
    ...Object.entries(commands).map(([id, run]) =>
      vscode.commands.registerCommand(id, (argument?: unknown) => guard(log, id, () => run(isItem(argument) ? argument : undefined))),
    ),
  );
}

interface Target {
  readonly state: FolderState;
  readonly model: ReportedModel;
}

async function promote(deps: ReleaseCommandDeps, item: VersionItem | undefined): Promise<void> {
  const target = await chooseModel(deps, item);
  if (target === undefined) return;
  const { model } = target;
  const version = item?.node.kind === 'version' || item?.node.kind === 'stage' ? item.node.version : await chooseVersion(model);
  const stage = version === undefined || version === null ? undefined : await chooseStage(target);
  if (version === undefined || version === null || stage === undefined) return;
  await release(deps, target, (context, signal) =>
    preparePromotion(releaseDependencies(target.state), { context, request: { model: model.model, version, stage, remote: null } }, signal),
  );
}

async function rollBack(deps: ReleaseCommandDeps, item: VersionItem | undefined): Promise<void> {
  const target = await chooseModel(deps, item);
  if (target === undefined) return;
  const { model } = target;
  const stage = item?.node.stage ?? (await chooseHeldStage(model));
  if (stage === undefined) return;
  await release(deps, target, (context, signal) =>
    prepareRollback(releaseDependencies(target.state), { context, request: { model: model.model, stage, to: null, remote: null } }, signal),
  );
}

/** Plan, gates, confirmation, apply, read back. */
async function release(
  { sessions, tree }: ReleaseCommandDeps,
  { state }: Target,
  prepare: (context: ReleaseContext, signal: AbortSignal) => Promise<PreparedRelease>,
): Promise<void> {
  const { signal } = new AbortController();
  const context = await openReleases(releaseDependencies(state), releasePlace(state), signal);
  if (context === null) return;
  const prepared = await prepare(context, signal);
  if (prepared.kind === 'refused') {
    void vscode.window.showWarningMessage(say(prepared.reason));
    return;
  }
  if (prepared.kind === 'already') {
    void vscode.window.showInformationMessage(sayText(texts.already, { model: prepared.model, version: prepared.holder.version, stage: prepared.stage }));
    return;
  }
  const reason = await confirm(prepared);
  if (reason === undefined) return;
  const receipt = await applyRelease(prepared, { reason }, signal);
  const { plan } = prepared;
  const args = { model: plan.model, stage: plan.stage, to: plan.to, ref: receipt.ref };
  if (receipt.verified) void vscode.window.showInformationMessage(sayText(texts.done, args));
  else void vscode.window.showErrorMessage(sayText(texts.unverified, args));
  for (const each of sessions.states()) if (each.root === state.root) await tree.update(each);
  sessions.reload();
}

/** Shows the plan with its gates; gives the reason to record, undefined where the person called it off. */
async function confirm(prepared: ReadyRelease): Promise<string | undefined> {
  const { plan, gates, isBlocked, isProtected } = prepared;
  const args = { model: plan.model, to: plan.to, stage: plan.stage };
  const isRollback = plan.action === 'rollback';
  const detail = [
    ...plan.steps.map(({ target, before, after }) => sayText(texts.stepTag, { target, before: before ?? '–', after })),
    sayText(texts.notPushed),
    '',
    ...(gates.length === 0 ? [sayText(texts.noGates)] : gates.map(({ metric, passed, why }) => sayText(passed ? texts.passed : texts.failed, { metric, why: say(why) }))),
    ...(isBlocked ? ['', sayText(texts.blocked)] : []),
  ].join('\n');
  const act = sayText(isBlocked ? texts.override : isRollback ? texts.rollback : texts.promote);
  const chosen = await vscode.window.showWarningMessage(sayText(isRollback ? texts.rollbackTitle : texts.promoteTitle, args), { modal: true, detail }, act);
  if (chosen !== act) return undefined;
  // In a crisis a rollback asks nothing more: it is picked, confirmed, done.
  if (isRollback) return sayText(texts.rollbackReason, { version: plan.holder?.version ?? '–' });
  if (isProtected && !(await typeModel(plan.model, plan.stage))) return undefined;
  return askReason({ isNeeded: isBlocked || isProtected });
}

async function typeModel(model: string, stage: string): Promise<boolean> {
  return (await vscode.window.showInputBox({ prompt: sayText(texts.typeModel, { model, stage }), ignoreFocusOut: true })) === model;
}

function askReason({ isNeeded }: { readonly isNeeded: boolean }): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    prompt: sayText(texts.reason),
    ignoreFocusOut: true,
    validateInput: (text) => (isNeeded && text.trim() === '' ? sayText(texts.reasonNeeded) : undefined),
  });
}

async function chooseModel({ tree }: ReleaseCommandDeps, item: VersionItem | undefined): Promise<Target | undefined> {
  if (!vscode.workspace.isTrusted) {
    void vscode.window.showWarningMessage(sayText(texts.untrusted));
    return undefined;
  }
  const all = tree.reports().flatMap(({ state, report }) => report.models.filter(({ versions }) => versions.length > 0).map((model) => ({ state, model })));
  if (item !== undefined) return all.find(({ state, model }) => state.root === item.state.root && model.model === item.node.model);
  if (all.length === 0) void vscode.window.showInformationMessage(sayText(texts.nothing));
  if (all.length <= 1) return all[0];
  const items = all.map((target) => ({ label: target.model.model, description: target.model.latest ?? '', target }));
  return (await vscode.window.showQuickPick(items, { placeHolder: sayText(texts.pickModel) }))?.target;
}

async function chooseVersion(model: ReportedModel): Promise<string | undefined> {
  const items = model.versions
    .filter(({ active }) => active)
    .map(({ version, registeredAt, author }) => ({
      label: version,
      description: Object.entries(model.stages).flatMap(([stage, holder]) => (holder.version === version ? [stage] : [])).join(', '),
      detail: `${registeredAt} · ${author}`,
    }));
  return (await vscode.window.showQuickPick(items, { placeHolder: sayText(texts.pickVersion, { model: model.model }) }))?.label;
}

async function chooseStage({ state, model }: Target): Promise<string | undefined> {
  const context = await openReleases(releaseDependencies(state), releasePlace(state), new AbortController().signal);
  const declared = context === null ? [] : findModel(context, model.model).model.stages;
  const names = [...new Set([...declared, ...Object.keys(model.stages)])];
  const items = names.map((name) => ({ label: name, description: model.stages[name] === undefined ? '' : sayText(texts.now, { version: model.stages[name].version }), isNew: false }));
  const other = { label: sayText(texts.newStage), description: '', isNew: true };
  const picked = await vscode.window.showQuickPick(declared.length > 0 ? items : [...items, other], { placeHolder: sayText(texts.pickStage) });
  return picked?.isNew === true ? vscode.window.showInputBox({ prompt: sayText(texts.stageName), ignoreFocusOut: true }) : picked?.label;
}

async function chooseHeldStage(model: ReportedModel): Promise<string | undefined> {
  const items = Object.entries(model.stages).map(([name, { version }]) => ({ label: name, description: sayText(texts.now, { version }) }));
  if (items.length <= 1) return items[0]?.label;
  return (await vscode.window.showQuickPick(items, { placeHolder: sayText(texts.pickRollbackStage, { model: model.model }) }))?.label;
}

/** Tree items come back from menus as they were given. */
function isItem(value: unknown): value is VersionItem {
  return typeof value === 'object' && value !== null && 'node' in value && 'state' in value;
}
