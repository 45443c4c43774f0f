import * as vscode from 'vscode';
import { commandIds } from '../../core/config/ids.ts';
import { say, sayText } from '../host/words.ts';
import { type FindingsStore, type PlacedFinding, editorRange, workspaceEdit } from './findings-store.ts';

const fixAllKind = vscode.CodeActionKind.SourceFixAll.append('airworthy');

const texts = {
  allOfRule: { en: 'Fix all of this kind in the file ({rule})', pl: 'Popraw wszystkie takie w pliku ({rule})' },
  allInFile: { en: 'Fix all safe Airworthy findings in the file', pl: 'Popraw wszystkie bezpieczne znaleziska Airworthy w pliku' },
  explain: { en: 'Explain {rule}', pl: 'Wyjaśnij {rule}' },
};

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
    context: vscode.CodeActionContext,
    token: vscode.CancellationToken,
  ): Promise<vscode.CodeAction[]> {
    await this.#settled(document.uri);
    if (token.isCancellationRequested) return [];
    // Ranges of another version of the text would change the wrong words.
    const fresh = this.#store.of(document.uri.toString()).filter(({ state }) => {
      const version = state.versions.get(document.uri.toString());
      return version === undefined || version === document.version;
    });
    if (context.only !== undefined && fixAllKind.contains(context.only)) return fixAllActions(fresh, document);
    if (context.only !== undefined && context.only.contains(fixAllKind)) return fixAllActions(fresh, document);
    const here = fresh.filter(({ finding }) => editorRange(finding.range).intersection(range) !== undefined);
    return here.flatMap((placed) => actionsFor(placed, fresh, context));
  }
}

function fixAllActions(findings: readonly PlacedFinding[], document: vscode.TextDocument): vscode.CodeAction[] {
  const fixes = compatibleFixes(findings.filter(({ finding }) => finding.fix?.safe === true), document.uri);
  const [first] = findings;
  if (fixes.length === 0 || first === undefined) return [];
  const action = new vscode.CodeAction(sayText(texts.allInFile), fixAllKind);
  action.edit = workspaceEdit(first.state, fixes);
  return [action];
}

function actionsFor(placed: PlacedFinding, all: readonly PlacedFinding[], context: vscode.CodeActionContext): vscode.CodeAction[] {
  const { finding, state, uri } = placed;
  const diagnostics = context.diagnostics.filter(
    (diagnostic) => diagnostic.source === 'Airworthy' && ruleOf(diagnostic) === finding.ruleId && diagnostic.range.isEqual(editorRange(finding.range)),
  );
  const actions: vscode.CodeAction[] = [];
  if (finding.fix !== null) {
    const action = new vscode.CodeAction(say(finding.fix.title), vscode.CodeActionKind.QuickFix);
    action.edit = workspaceEdit(state, [finding.fix]);
    action.diagnostics = [...diagnostics];
    action.isPreferred = finding.fix.safe;
    actions.push(action, ...allOfRule(placed, all, uri, diagnostics));
  }
  const explain = new vscode.CodeAction(sayText(texts.explain, { rule: finding.ruleId }), vscode.CodeActionKind.QuickFix);
  explain.command = { command: commandIds.explainRule, title: explain.title, arguments: [finding.ruleId] };
  explain.diagnostics = [...diagnostics];
  return [...actions, explain];
}

function allOfRule(
  { finding, state }: PlacedFinding,
  all: readonly PlacedFinding[],
  uri: vscode.Uri,
  diagnostics: readonly vscode.Diagnostic[],
): vscode.CodeAction[] {
  const fixes = compatibleFixes(all.filter((other) => other.finding.ruleId === finding.ruleId && other.finding.fix?.safe === true), uri);
  if (fixes.length < 2) return [];
  const action = new vscode.CodeAction(sayText(texts.allOfRule, { rule: finding.ruleId }), vscode.CodeActionKind.QuickFix);
  action.edit = workspaceEdit(state, fixes);
  action.diagnostics = [...diagnostics];
  return [action];
}

/** Fixes that stay in this file and do not touch each other's ranges; the first of two that do is taken. */
function compatibleFixes(findings: readonly PlacedFinding[], uri: vscode.Uri): readonly NonNullable<PlacedFinding['finding']['fix']>[] {
  const taken: vscode.Range[] = [];
  return findings.flatMap(({ finding, uri: place }) => {
    const { fix } = finding;
    if (fix === null || place.toString() !== uri.toString()) return [];
    const ranges = fix.edits.flatMap((edit) => (edit.kind === 'replace' && edit.path === finding.path ? [editorRange(edit.range)] : []));
    if (ranges.length !== fix.edits.length || ranges.some((range) => taken.some((other) => overlaps(range, other)))) return [];
    taken.push(...ranges);
    return [fix];
  });
}

/** Insertions at one point do not overlap for the editor, but their order would be luck. */
function overlaps(left: vscode.Range, right: vscode.Range): boolean {
  return left.intersection(right) !== undefined && !(left.end.isEqual(right.start) && !right.isEmpty && !left.isEmpty) && !(right.end.isEqual(left.start) && !right.isEmpty && !left.isEmpty);
}

function ruleOf(diagnostic: vscode.Diagnostic): string {
  const { code } = diagnostic;
  return String(typeof code === 'object' ? code.value : (code ?? ''));
}
