import * as vscode from 'vscode';
import { commandIds } from '../../core/config/ids.ts';
import { type LoadedManifest, manifestOfText } from '../../app/read-manifest.ts';
import type { RuleFact } from '../../core/charts/project-monitoring.ts';
import type { Text } from '../../core/l10n/message.ts';
import { rangeOf } from '../../core/model/source-text.ts';
import { editorRange, fileUri } from '../diagnostics/findings-store.ts';
import { displayLanguage, sayText } from '../host/words.ts';
import { ruleOfChart } from './chart-actions.ts';
import { titleOf } from './chart-sentences.ts';
import type { BoardProject, DriftBoard } from './drift-board.ts';

const kind = vscode.CodeActionKind.Empty.append('airworthy.showChart');

const texts = {
  show: { en: 'Show the chart “{title}”', pl: 'Pokaż wykres „{title}”' },
} as const satisfies Readonly<Record<string, Text>>;

/** A chart that belongs to a place in the editor. */
interface PlacedChart {
  readonly project: string;
  readonly chart: string;
  readonly title: string;
}

/** From an entry of the manifest, or an alert rule whose value is charted, to its chart. Asks no server. */
export class ShowChartActions implements vscode.CodeActionProvider {
  static readonly metadata: vscode.CodeActionProviderMetadata = { providedCodeActionKinds: [kind] };
  readonly #board: DriftBoard;

  constructor(board: DriftBoard) {
    this.#board = board;
  }

  async provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    { only }: vscode.CodeActionContext,
    token: vscode.CancellationToken,
  ): Promise<vscode.CodeAction[]> {
    if (only !== undefined && !only.intersects(kind)) return [];
    const abort = new AbortController();
    const listener = token.onCancellationRequested(() => abort.abort());
    try {
      const projects = await this.#board.declaredIn(document.uri, abort.signal);
      const charts = projects.flatMap((one) => [...entriesAt(one, document, range), ...rulesAt(one, document, range)]);
      return charts.map(({ project, chart, title }) => {
        const action = new vscode.CodeAction(sayText(texts.show, { title }), kind);
        action.command = { command: commandIds.openDriftPanel, title: action.title, arguments: [{ project, chart }] };
        return action;
      });
    } catch (error) {
      if (abort.signal.aborted) return [];
      throw error;
    } finally {
      listener.dispose();
    }
  }
}

function entriesAt({ project, look }: BoardProject, document: vscode.TextDocument, range: vscode.Range): readonly PlacedChart[] {
  const manifest = look.manifest;
  if (manifest === null || fileUri(project.state, manifest.path).toString() !== document.uri.toString()) return [];
  // The editor may hold a newer text than the disk: places are those of what is shown.
  const shown = manifestOfText(manifest.path, document.getText()) ?? manifest;
  return look
    .model()
    .views.filter(({ spec }) => entryRange(shown, spec.id)?.intersection(range) !== undefined)
    .map(({ spec }) => ({ project: look.id, chart: spec.id, title: titleOf(spec, displayLanguage()) }));
}

function entryRange({ facts, source }: LoadedManifest, id: string): vscode.Range | undefined {
  const [list = '', index] = id.split('/');
  const entry = list === 'ready' ? undefined : facts.root.at(list, Number(index));
  return entry === undefined ? undefined : editorRange(rangeOf(source, entry.span));
}

function rulesAt({ project, look }: BoardProject, document: vscode.TextDocument, range: vscode.Range): readonly PlacedChart[] {
  const { views, facts } = look.model();
  const isHere = ({ path, line, lastLine }: RuleFact): boolean =>
    fileUri(project.state, path).toString() === document.uri.toString() &&
    new vscode.Range(line - 1, 0, lastLine - 1, Number.MAX_SAFE_INTEGER).intersection(range) !== undefined;
  return views.flatMap(({ spec }) => {
    const rule = ruleOfChart(spec, facts.rules);
    if (rule === null || !isHere(rule)) return [];
    return [{ project: look.id, chart: spec.id, title: titleOf(spec, displayLanguage()) }];
  });
}
