import * as vscode from 'vscode';
import type { Text } from '../../core/l10n/message.ts';
import type { ModelState } from '../../core/release/model-state.ts';
import {
  findModelReferences,
  meaningOfReference,
  type FoundModelReference,
  type ReferenceMeaning,
} from '../../core/release/model-reference.ts';
import { isoTime } from '../../core/release/iso-time.ts';
import { sayText } from '../host/words.ts';

const texts = {
  means: { en: '{text} means version {version} now.', pl: '{text} oznacza teraz wersję {version}.' },
  pinned: { en: '{text} always means this version.', pl: '{text} zawsze oznacza tę wersję.' },
  since: { en: 'Since {time}, by {by}.', pl: 'Od {time}, przez {by}.' },
  sinceUnknown: { en: 'The registry does not keep since when, or by whom.', pl: 'Rejestr nie przechowuje, od kiedy ani przez kogo.' },
  model: { en: 'MLflow knows no model of this name.', pl: 'MLflow nie zna modelu o tej nazwie.' },
  version: { en: 'MLflow has no such version.', pl: 'MLflow nie ma takiej wersji.' },
  alias: { en: 'Nothing is under this alias in MLflow.', pl: 'Pod tym aliasem w MLflow nic nie ma.' },
  stage: { en: 'Nothing is in this stage in MLflow.', pl: 'W tym etapie w MLflow nic nie ma.' },
  asked: { en: 'As MLflow said when it was last asked.', pl: 'Tak odpowiedział MLflow, gdy ostatnio go zapytano.' },
  pin: { en: 'Pin to version {version}, which {text} means now', pl: 'Przypnij do wersji {version}, którą {text} teraz oznacza' },
} as const satisfies Readonly<Record<string, Text>>;

/** Where references are looked for: code, configuration, and files of variables. */
const documents: vscode.DocumentSelector = [
  { scheme: 'file', language: 'python' },
  { scheme: 'file', language: 'yaml' },
  { scheme: 'file', pattern: '**/{.env,.env.*,*.env}' },
];

/** A longer line is data, not something that people read. */
const longestLine = 10_000;

/** What registries on servers said when they were last asked, of all folders. */
export type KnownModels = () => readonly ModelState[];

/** Says at a `models:/…` what it means now, and offers to pin one that moves. Nobody is asked: only what was listed counts. */
export function registerModelReferences(models: KnownModels): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.languages.registerHoverProvider(documents, {
      provideHover(document, position) {
        const found = referencesIn(document, new vscode.Range(position, position))[0];
        return found === undefined || models().length === 0 ? undefined : hoverOf(found, models());
      },
    }),
    vscode.languages.registerCodeActionsProvider(
      documents,
      {
        provideCodeActions(document, range, { diagnostics }) {
          const unpinned = diagnostics.filter((one) => codeOf(one) === 'model-ref-unpinned');
          if (unpinned.length === 0) return [];
          return referencesIn(document, range).flatMap((found) => pinOf(document, { found, models: models(), unpinned }));
        },
      },
      { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
    ),
  );
}

/** A reference with its place in a document. */
interface PlacedReference extends FoundModelReference {
  readonly range: vscode.Range;
}

/** The references of the range's first line that it touches. */
function referencesIn(document: vscode.TextDocument, range: vscode.Range): readonly PlacedReference[] {
  const { text, lineNumber } = document.lineAt(range.start.line);
  if (text.length > longestLine) return [];
  return findModelReferences(text)
    .map((found) => ({ ...found, range: new vscode.Range(lineNumber, found.start, lineNumber, found.end) }))
    .filter((placed) => placed.range.intersection(range) !== undefined);
}

function hoverOf({ reference, text, range }: PlacedReference, models: readonly ModelState[]): vscode.Hover | undefined {
  if (reference.kind === 'logged-model') return undefined;
  const lines = [...linesOf(text, meaningOfReference(reference, models)), sayText(texts.asked)];
  // What a server says is no markup.
  return new vscode.Hover(
    lines.map((line) => new vscode.MarkdownString().appendText(line)),
    range,
  );
}

function linesOf(text: string, { resolved, since, by }: ReferenceMeaning): readonly string[] {
  if (resolved.kind === 'unknown') return [sayText(texts[resolved.what])];
  if (resolved.kind === 'logged-model') return [];
  const held = since === null ? sayText(texts.sinceUnknown) : sayText(texts.since, { time: isoTime(since), by: by ?? '–' });
  return [sayText(resolved.isPinned ? texts.pinned : texts.means, { text, version: resolved.version }), held];
}

function pinOf(
  document: vscode.TextDocument,
  {
    found,
    models,
    unpinned,
  }: { readonly found: PlacedReference; readonly models: readonly ModelState[]; readonly unpinned: readonly vscode.Diagnostic[] },
): readonly vscode.CodeAction[] {
  const { resolved } = meaningOfReference(found.reference, models);
  const here = unpinned.filter(({ range }) => range.intersection(found.range) !== undefined);
  if (here.length === 0 || resolved.kind !== 'version' || resolved.isPinned) return [];
  const { version, pin } = resolved;
  const action = new vscode.CodeAction(sayText(texts.pin, { version, text: found.text }), vscode.CodeActionKind.QuickFix);
  action.edit = new vscode.WorkspaceEdit();
  action.edit.replace(document.uri, found.range, pin);
  action.diagnostics = here;
  return [action];
}

function codeOf({ code }: vscode.Diagnostic): string | number | undefined {
  return typeof code === 'object' ? code.value : code;
}
