import * as vscode from 'vscode';
import type { Severity } from '../../core/model/finding.ts';
import { explanationUri } from '../explain/explanation-documents.ts';
import { say } from '../host/words.ts';
import { type FindingsStore, type PlacedFinding, editorRange, fileUri } from './findings-store.ts';

const severities: Readonly<Record<Severity, vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  info: vscode.DiagnosticSeverity.Information,
  hint: vscode.DiagnosticSeverity.Hint,
};

/** The editor hides what comes after its thousandth diagnostic of a file; ours end earlier, the loudest first. */
const mostInFile = 500;

/** Shows findings as diagnostics; nothing is shown under the word that is being typed. */
export class DiagnosticsPublisher implements vscode.Disposable {
  readonly #collection = vscode.languages.createDiagnosticCollection('airworthy');
  readonly #store: FindingsStore;
  readonly #selection: vscode.Disposable;

  constructor(store: FindingsStore) {
    this.#store = store;
    this.#selection = vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
      if (this.#held.delete(textEditor.document.uri.toString())) this.publish([textEditor.document.uri.toString()]);
    });
  }

  /** Files with a diagnostic that is held back until the cursor moves on. */
  readonly #held = new Set<string>();

  publish(uris: Iterable<string>): void {
    for (const key of uris) {
      const uri = vscode.Uri.parse(key);
      const shown = this.#store.of(key).filter((placed) => !this.#isBeingTyped(key, placed));
      const diagnostics = [...shown].sort(byLoudness).slice(0, mostInFile).map(diagnosticOf);
      this.#collection.set(uri, diagnostics.length === 0 ? undefined : diagnostics);
    }
  }

  dispose(): void {
    this.#selection.dispose();
    this.#collection.dispose();
  }

  #isBeingTyped(key: string, { finding }: PlacedFinding): boolean {
    const editor = vscode.window.activeTextEditor;
    if (editor?.document.uri.toString() !== key || !editor.document.isDirty) return false;
    const cursor = editor.selection.active;
    const word = editor.document.getWordRangeAtPosition(cursor) ?? new vscode.Range(cursor, cursor);
    const range = editorRange(finding.range);
    // A finding that spans lines is not about the word; hiding it would make it flicker.
    if (!range.isSingleLine || range.intersection(word) === undefined) return false;
    this.#held.add(key);
    return true;
  }
}

const order: readonly Severity[] = ['error', 'warning', 'info', 'hint'];

function byLoudness(left: PlacedFinding, right: PlacedFinding): number {
  return order.indexOf(left.finding.severity) - order.indexOf(right.finding.severity);
}

function diagnosticOf({ finding, state }: PlacedFinding): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(editorRange(finding.range), say(finding.message), severities[finding.severity]);
  diagnostic.source = 'Airworthy';
  diagnostic.code = { value: finding.ruleId, target: explanationUri(finding.ruleId) };
  diagnostic.relatedInformation = finding.related.map(
    (place) => new vscode.DiagnosticRelatedInformation(new vscode.Location(fileUri(state, place.path), editorRange(place.range)), say(place.message)),
  );
  return diagnostic;
}
