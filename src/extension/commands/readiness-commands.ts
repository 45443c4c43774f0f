import * as vscode from 'vscode';
import * as z from 'zod';
import { commandIds, contextKeys, viewIds } from '../../core/config/ids.ts';
import { checks } from '../../core/checks/index.ts';
import { judgeProblems } from '../../core/readiness/judge-problems.ts';
import { rules } from '../../core/rules/index.ts';
import { message } from '../../core/l10n/message.ts';
import { editorRange, fileUri, workspaceEdit } from '../diagnostics/findings-store.ts';
import { explanationUri } from '../explain/explanation-documents.ts';
import { guard } from '../host/guard.ts';
import { say, sayText } from '../host/words.ts';
import { problemStateWords } from '../tree/problem-nodes.ts';
import { type ProblemPlace, ReadinessItem, type ReadinessTree } from '../tree/readiness-tree.ts';
import { judgedProjects } from '../workspace/judged-projects.ts';
import type { WorkspaceSessions } from '../workspace/workspace-sessions.ts';

/** What the commands of the readiness view need. */
export interface ReadinessCommandDeps {
  readonly sessions: WorkspaceSessions;
  readonly tree: ReadinessTree;
  readonly view: vscode.TreeView<ReadinessItem>;
  readonly log: vscode.LogOutputChannel;
}

const texts = {
  checking: { en: 'Checking the workspace', pl: 'Sprawdzanie obszaru roboczego' },
  nothing: {
    en: 'No machine-learning project was found in this workspace.',
    pl: 'W tym obszarze roboczym nie znaleziono projektu uczenia maszynowego.',
  },
  done: {
    en: '{projects} {projects|project|projects} checked, {findings} {findings|finding|findings}.',
    pl: 'Sprawdzone projekty: {projects}, znaleziska: {findings}.',
  },
  pick: { en: 'Which rule or check?', pl: 'Która reguła lub punkt listy?' },
  problem: { en: 'What may go wrong?', pl: 'Co może pójść źle?' },
  noProblem: {
    en: 'It does not apply to this project, or the view shows missing only.',
    pl: 'Nie dotyczy tego projektu albo widok pokazuje tylko braki.',
  },
  gone: { en: 'This fix no longer applies: the file has changed.', pl: 'Ta poprawka jest już nieaktualna: plik się zmienił.' },
};

/** Registers the commands of checking, the readiness view and explanations. */
export function registerReadinessCommands(deps: ReadinessCommandDeps): vscode.Disposable {
  const { sessions, tree, log } = deps;
  const commands: Readonly<Record<string, (argument?: unknown) => unknown>> = {
    [commandIds.checkWorkspace]: () => checkWorkspace(sessions),
    [commandIds.refreshReadiness]: () => checkWorkspace(sessions),
    [commandIds.showReadiness]: () => vscode.commands.executeCommand(`${viewIds.readiness}.focus`),
    [commandIds.explainRule]: (argument) => explainRule(argument),
    [commandIds.showProblem]: (argument) => showProblem(deps, problemPlace.safeParse(argument).data ?? null),
    [commandIds.openEvidence]: (argument) => (argument instanceof ReadinessItem ? openPlace(argument) : undefined),
    [commandIds.fixNextStep]: (argument) => (argument instanceof ReadinessItem ? applyFix(sessions, argument) : undefined),
    [commandIds.showMissingOnly]: () => setFilter(tree, true),
    [commandIds.showAllChecks]: () => setFilter(tree, false),
    [commandIds.showLog]: () => log.show(),
  };
  return vscode.Disposable.from(
    ...Object.entries(commands).map(([id, run]) =>
      vscode.commands.registerCommand(id, (argument?: unknown) => guard(log, id, () => run(argument))),
    ),
  );
}

async function checkWorkspace(sessions: WorkspaceSessions): Promise<void> {
  sessions.reload();
  await vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title: sayText(texts.checking) }, () => sessions.settled());
  const projects = judgedProjects(sessions.states());
  const findings = projects.reduce((sum, { report }) => sum + report.findings.length, 0);
  const words = projects.length === 0 ? sayText(texts.nothing) : sayText(texts.done, { projects: projects.length, findings });
  // The answer to a command the person gave; it goes away by itself.
  vscode.window.setStatusBarMessage(words, 8000);
}

async function explainRule(argument: unknown): Promise<void> {
  const id = typeof argument === 'string' ? argument : argument instanceof ReadinessItem ? argument.node.about : await pickRule();
  if (id !== undefined && id !== null) await vscode.commands.executeCommand('vscode.open', explanationUri(id));
}

/** As commands are told which problem of which project is meant. */
const problemPlace = z.object({ folder: z.string(), root: z.string(), problem: z.string() });

/** Unfolds the readiness view down to a problem, the one that is meant or one that the person picks. */
async function showProblem({ sessions, tree, view }: ReadinessCommandDeps, meant: ProblemPlace | null): Promise<void> {
  const place = meant ?? (await pickProblem(sessions, tree));
  if (place === undefined) return;
  const item = await tree.problemItem(place);
  if (item === undefined) void vscode.window.showInformationMessage(sayText(texts.noProblem));
  else await view.reveal(item, { select: true, focus: true, expand: true });
}

async function pickProblem(sessions: WorkspaceSessions, tree: ReadinessTree): Promise<ProblemPlace | undefined> {
  const projects = judgedProjects(sessions.states());
  const items = projects.flatMap(({ id, state, report }) =>
    judgeProblems(report, tree.drifting(id)).map(({ problem, state: standing }) => ({
      label: sayText(problem.title),
      description: [sayText(problemStateWords[standing]), ...(projects.length > 1 ? [report.name] : [])].join(' · '),
      detail: sayText(problem.symptom),
      place: { folder: state.folder.uri.toString(), root: report.root, problem: problem.id },
    })),
  );
  if (items.length === 0) void vscode.window.showInformationMessage(sayText(texts.nothing));
  else return (await vscode.window.showQuickPick(items, { placeHolder: sayText(texts.problem), matchOnDetail: true }))?.place;
  return undefined;
}

async function pickRule(): Promise<string | undefined> {
  const items = [...rules, ...checks].map(({ id, title }) => ({ label: id, description: say(message(title)) }));
  return (await vscode.window.showQuickPick(items, { placeHolder: sayText(texts.pick), matchOnDescription: true }))?.label;
}

async function openPlace({ node: { place }, state }: ReadinessItem): Promise<void> {
  if (place === null) return;
  const start = place.range === null ? undefined : editorRange(place.range).start;
  const options: vscode.TextDocumentShowOptions = {
    preview: true,
    ...(start === undefined ? {} : { selection: new vscode.Range(start, start) }),
  };
  await vscode.commands.executeCommand('vscode.open', fileUri(state, place.path), options);
}

async function applyFix(sessions: WorkspaceSessions, item: ReadinessItem): Promise<void> {
  await sessions.settled();
  // The newest judgement's ranges fit the text as it is now.
  const state = sessions.states().find(({ folder }) => folder.uri.toString() === item.state.folder.uri.toString());
  const finding = state?.reports.flatMap((report) => report.findings).find(({ fingerprint }) => fingerprint === item.node.fixes);
  const fix = finding?.fix ?? null;
  if (state === undefined || fix === null || !(await vscode.workspace.applyEdit(workspaceEdit([{ state, fix }])))) {
    void vscode.window.showInformationMessage(sayText(texts.gone));
    return;
  }
  const created = fix.edits.find(({ kind }) => kind === 'create');
  if (created === undefined) await openPlace(item);
  else await vscode.commands.executeCommand('vscode.open', fileUri(state, created.path));
}

async function setFilter(tree: ReadinessTree, missingOnly: boolean): Promise<void> {
  tree.setFilter({ missingOnly });
  await vscode.commands.executeCommand('setContext', contextKeys.missingOnly, missingOnly);
}
