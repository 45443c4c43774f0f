import * as vscode from 'vscode';
import type { Severity } from '../../core/model/finding.ts';
import { explanationUri } from '../explain/explanation-documents.ts';
import { displayLanguage, say } from '../host/words.ts';
import { type FindingsStore, type PlacedFinding, editorRange, fileUri } from './findings-store.ts';
import { TypedWord } from './typed-word.ts';

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
  readonly #typedWord = new TypedWord();
  readonly #store: FindingsStore;
  /** By file, what is shown, so that only what differs is sent to the window. */
  readonly #shown = new Map<string, string>();

  constructor(store: FindingsStore) {
    this.#store = store;
    this.#typedWord.onDidLeave((uri) => this.publish([uri.toString()]));
  }

  /** Shows the newest findings of the given files. */
  publish(uris: Iterable<string>): void {
    const language = displayLanguage();
    for (const key of uris) {
      const uri = vscode.Uri.parse(key);
      const typed = this.#typedWord.range(uri);
      const findings = this.#store
        .of(key)
        .filter(({ finding }) => !isUnder(typed, editorRange(finding.range)))
        .sort((left, right) => order.indexOf(left.finding.severity) - order.indexOf(right.finding.severity))
        .slice(0, mostInFile);
      const signature = findings.length === 0 ? '' : JSON.stringify([language, findings.map(({ finding }) => ({ ...finding, fix: null }))]);
      if (signature === (this.#shown.get(key) ?? '')) continue;
      this.#collection.set(uri, findings.length === 0 ? undefined : findings.map(diagnosticOf));
      if (signature === '') this.#shown.delete(key);
      else this.#shown.set(key, signature);
    }
  }

  dispose(): void {
    this.#typedWord.dispose();
    this.#collection.dispose();
  }
}

/** A finding that spans lines is not about the word; hiding it would make it flicker. */
function isUnder(typed: vscode.Range | null, range: vscode.Range): boolean {
  return typed !== null && range.isSingleLine && range.intersection(typed) !== undefined;
}

const order: readonly Severity[] = ['error', 'warning', 'info', 'hint'];

function diagnosticOf({ finding, state }: PlacedFinding): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(editorRange(finding.range), say(finding.message), severities[finding.severity]);
  diagnostic.source = 'Airworthy';
  diagnostic.code = { value: finding.ruleId, target: explanationUri(finding.ruleId) };
  diagnostic.relatedInformation = finding.related.map(
    (place) =>
      new vscode.DiagnosticRelatedInformation(
        new vscode.Location(fileUri(state, place.path), editorRange(place.range)),
        say(place.message),
      ),
  );
  return diagnostic;
}
