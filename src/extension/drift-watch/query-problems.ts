import * as vscode from 'vscode';
import type { LoadedManifest } from '../../app/read-manifest.ts';
import { rangeOf } from '../../core/model/source-text.ts';
import type { ChartView } from '../drift-panel/chart-view.ts';
import type { BoardProject } from '../drift-panel/drift-board.ts';
import { editorRange, fileUri } from '../diagnostics/findings-store.ts';
import { say } from '../host/words.ts';

/** Queries that a server refused, shown where the manifest writes them until the server takes them. */
export class QueryProblems implements vscode.Disposable {
  readonly #collection = vscode.languages.createDiagnosticCollection('airworthy-queries');

  /** Shows what the newest answers of these projects say; what they said before is forgotten. */
  update(projects: readonly BoardProject[]): void {
    for (const { project, look } of projects) {
      const { manifest } = look;
      if (manifest === null) continue;
      this.#collection.set(
        fileUri(project.state, manifest.path),
        look.model().views.flatMap((view) => problemOf(manifest, view)),
      );
    }
  }

  dispose(): void {
    this.#collection.dispose();
  }
}

function problemOf({ facts, source }: LoadedManifest, { spec, failure }: ChartView): readonly vscode.Diagnostic[] {
  if (failure?.at !== 'query') return [];
  const [list = '', index] = spec.id.split('/');
  const query = facts.root.at(list, Number(index), 'query');
  if (query === undefined) return [];
  const diagnostic = new vscode.Diagnostic(editorRange(rangeOf(source, query.span)), say(failure.text), vscode.DiagnosticSeverity.Warning);
  diagnostic.source = 'Airworthy';
  return [diagnostic];
}
