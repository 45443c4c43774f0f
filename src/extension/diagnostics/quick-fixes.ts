import * as vscode from 'vscode';
import { commandIds } from '../../core/config/ids.ts';
import type { ProjectReport } from '../../core/engine/judge-project.ts';
import type { Fix } from '../../core/model/finding.ts';
import { problemOfRule } from '../../core/readiness/judge-problems.ts';
import { say, sayText } from '../host/words.ts';
import type { ProblemPlace } from '../tree/readiness-tree.ts';
import type { MeantFinding } from '../commands/waive-commands.ts';
import { type FindingsStore, type PlacedFinding, editorRange, workspaceEdit } from './findings-store.ts';

const fixAllKind = vscode.CodeActionKind.SourceFixAll.append('airworthy');

const texts = {
  allOfRule: { en: 'Fix all of this kind in the file ({rule})', pl: 'Popraw wszystkie takie w pliku ({rule})' },
  allInFile: { en: 'Fix all safe Airworthy findings in the file', pl: 'Popraw wszystkie bezpieczne znaleziska Airworthy w pliku' },
  waive: { en: 'Waive {rule}…', pl: 'Odstąp od {rule}…' },
  explain: { en: 'Explain {rule}', pl: 'Wyjaśnij {rule}' },
  problem: { en: 'Show what it may lead to: {problem}', pl: 'Pokaż, do czego może prowadzić: {problem}' },
};

type FixableFinding = PlacedFinding & { readonly fix: Fix };

/** Offers the fixes that findings carry; nothing is parsed or compared by words here. */
export class QuickFixProvider implements vscode.CodeActionProvider {
  static readonly metadata: vscode.CodeActionProviderMetadata = { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix, fixAllKind] };

  readonly #store: FindingsStore;
  /** Resolves when the document's folder has been analysed. */
  readonly #settled: (uri: vscode.Uri) => Promise<void>;

  constructor(store: FindingsStore, settled: (uri: vscode.Uri) => Promise<void>) {
    this.#store = store;
    this.#settled = settled;
  }

  async provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    { only, diagnostics }: vscode.CodeActionContext,
    token: vscode.CancellationToken,
  ): Promise<vscode.CodeAction[]> {
    const wantsFixAll = only !== undefined && (only.contains(fixAllKind) || fixAllKind.contains(only));
    if (only !== undefined && !wantsFixAll && !only.intersects(vscode.CodeActionKind.QuickFix)) return [];
    // A menu of other extensions' actions does not wait for us in a file that we have nothing to say about.
    if (!wantsFixAll && this.#store.of(document.uri.toString()).length === 0) return [];
    if (this.#fresh(document).length === 0) await Promise.race([this.#settled(document.uri), cancelled(token)]);
    if (token.isCancellationRequested) return [];
    const fresh = this.#fresh(document);
    if (wantsFixAll) return fixAllActions(fresh, document.uri);
    const here = fresh.filter(({ finding }) => editorRange(finding.range).intersection(range) !== undefined);
    // Mends come before explanations, whichever finding they belong to.
    return [
      ...here.flatMap((placed) => fixActions(placed, fresh, diagnostics)),
      ...here.flatMap((placed) => problemAction(placed, diagnostics)),
      ...here.map((placed) => explainAction(placed, diagnostics)),
      ...here.flatMap((placed) => waiveAction(placed, diagnostics)),
    ];
  }

  /** Findings of the document's text as it is: ranges of another version would change the wrong words. */
  #fresh(document: vscode.TextDocument): readonly PlacedFinding[] {
    const uri = document.uri.toString();
    return this.#store.of(uri).filter(({ state }) => (state.versions.get(uri) ?? document.version) === document.version);
  }
}

async function cancelled(token: vscode.CancellationToken): Promise<void> {
  await new Promise<void>((resolve) => {
    token.onCancellationRequested(() => resolve());
  });
}

function fixAllActions(findings: readonly PlacedFinding[], uri: vscode.Uri): vscode.CodeAction[] {
  const fixes = compatibleFixes(findings, uri);
  if (fixes.length === 0) return [];
  const action = new vscode.CodeAction(sayText(texts.allInFile), fixAllKind);
  action.edit = workspaceEdit(fixes);
  return [action];
}

function fixActions(placed: PlacedFinding, all: readonly PlacedFinding[], inMenu: readonly vscode.Diagnostic[]): vscode.CodeAction[] {
  const { finding, state, uri } = placed;
  if (finding.fix === null) return [];
  const action = new vscode.CodeAction(say(finding.fix.title), vscode.CodeActionKind.QuickFix);
  action.edit = workspaceEdit([{ state, fix: finding.fix }]);
  action.diagnostics = diagnosticsOf(placed, inMenu);
  action.isPreferred = finding.fix.safe;
  const ofRule = compatibleFixes(
    all.filter((other) => other.finding.ruleId === finding.ruleId),
    uri,
  );
  if (ofRule.length < 2) return [action];
  const allOfRule = new vscode.CodeAction(sayText(texts.allOfRule, { rule: finding.ruleId }), vscode.CodeActionKind.QuickFix);
  allOfRule.edit = workspaceEdit(ofRule);
  allOfRule.diagnostics = diagnosticsOf(placed, inMenu);
  return [action, allOfRule];
}

function explainAction(placed: PlacedFinding, inMenu: readonly vscode.Diagnostic[]): vscode.CodeAction {
  const { ruleId } = placed.finding;
  const action = new vscode.CodeAction(sayText(texts.explain, { rule: ruleId }), vscode.CodeActionKind.QuickFix);
  action.command = { command: commandIds.explainRule, title: action.title, arguments: [ruleId] };
  action.diagnostics = diagnosticsOf(placed, inMenu);
  return action;
}

/** The way to the row of the problem table that the finding's rule belongs to; none for rules that belong to none. */
function problemAction(placed: PlacedFinding, inMenu: readonly vscode.Diagnostic[]): vscode.CodeAction[] {
  const { finding, state } = placed;
  const report = reportOf(placed);
  const problem = report === undefined ? undefined : problemOfRule(report, finding.ruleId);
  if (report === undefined || problem === undefined) return [];
  const title = sayText(texts.problem, { problem: sayText(problem.title) });
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  const place: ProblemPlace = { folder: state.folder.uri.toString(), root: report.root, problem: problem.id };
  action.command = { command: commandIds.showProblem, title, arguments: [place] };
  action.diagnostics = diagnosticsOf(placed, inMenu);
  return [action];
}

/** Setting it aside with a reason, in this file: it is written into the manifest of the finding's project. */
function waiveAction(placed: PlacedFinding, inMenu: readonly vscode.Diagnostic[]): vscode.CodeAction[] {
  const { finding, state } = placed;
  const report = reportOf(placed);
  if (report === undefined) return [];
  const meant: MeantFinding = { folder: state.folder.uri.toString(), root: report.root, rule: finding.ruleId, path: finding.path };
  const action = new vscode.CodeAction(sayText(texts.waive, { rule: finding.ruleId }), vscode.CodeActionKind.QuickFix);
  action.command = { command: commandIds.waive, title: action.title, arguments: [meant] };
  action.diagnostics = diagnosticsOf(placed, inMenu);
  return [action];
}

/** The report of the project that the finding is of. */
function reportOf({ finding, state }: PlacedFinding): ProjectReport | undefined {
  return state.reports.find(({ findings }) => findings.some(({ fingerprint }) => fingerprint === finding.fingerprint));
}

/** Without them the Problems view shows no bulb beside the entry. */
function diagnosticsOf({ finding }: PlacedFinding, inMenu: readonly vscode.Diagnostic[]): vscode.Diagnostic[] {
  return inMenu.filter(
    (diagnostic) =>
      diagnostic.source === 'Airworthy' && ruleOf(diagnostic) === finding.ruleId && diagnostic.range.isEqual(editorRange(finding.range)),
  );
}

/** Safe fixes that stay in this file and do not touch each other's ranges; the first of two that do is taken. */
function compatibleFixes(findings: readonly PlacedFinding[], uri: vscode.Uri): readonly FixableFinding[] {
  const taken: vscode.Range[] = [];
  return findings.flatMap((placed): readonly FixableFinding[] => {
    const { fix, path } = placed.finding;
    if (fix?.safe !== true || placed.uri.toString() !== uri.toString()) return [];
    const ranges = fix.edits.flatMap((edit) => (edit.kind === 'replace' && edit.path === path ? [editorRange(edit.range)] : []));
    // Insertions at one point do not overlap for the editor, but their order would be luck.
    const touches = ranges.some((range) => taken.some((other) => range.intersection(other) !== undefined));
    if (ranges.length !== fix.edits.length || touches) return [];
    taken.push(...ranges);
    return [{ ...placed, fix }];
  });
}

function ruleOf(diagnostic: vscode.Diagnostic): string {
  const { code } = diagnostic;
  return String(typeof code === 'object' ? code.value : (code ?? ''));
}
