import type { DocumentFacts, FactsByFormat, FileFacts, FormatId } from '../facts/facts.ts';
import { readData } from '../facts/data-file.ts';
import type { Json } from '../facts/format.ts';
import { guessStage } from './guess-stage.ts';
import { isMachineLearning } from './machine-learning.ts';
import { baseName, folderOf, joinPath } from './paths.ts';
import type { FoundDocument, Project, RepositoryFacts, TreeFile } from './project.ts';

/** What a project is made of. */
export interface ProjectParts {
  readonly root: string;
  readonly repository: RepositoryFacts;
  readonly today: string;
  /** The name of the checked folder, for a project in the repository's root without a name of its own. */
  readonly folderName: string;
  readonly tree: ReadonlyMap<string, TreeFile>;
  /** Files that were read, in path order. */
  readonly files: readonly FileFacts[];
}

/** Builds the view of one project that rules and checks use. */
export function createProject(parts: ProjectParts): Project {
  const { root, tree, files, repository } = parts;
  const byPath = new Map(files.map((file) => [file.source.path, file]));
  const folders = foldersOf(tree.keys());
  const outputs = new Set<string>();
  const documents = indexDocuments(files, outputs);
  const dataCache = new Map<string, Json | undefined>();
  const manifestDocument = documentsOf(documents, 'airworthy').find((found) => folderOf(found.path) === root) ?? null;
  const manifest = manifestDocument?.facts.manifest ?? null;

  return {
    root,
    name: manifest?.project ?? (root === '' ? parts.folderName : baseName(root)),
    machineLearning: isMachineLearning(files, tree.values()),
    stage: manifest?.stage ?? guessStage(files, repository),
    stageGuessed: manifest?.stage === undefined,
    manifest,
    manifestDocument,
    tree,
    files,
    repository,
    today: parts.today,
    documents: (format) => documentsOf(documents, format),
    file: (path) => byPath.get(path),
    exists: (path) => tree.has(path) || folders.has(path) || outputs.has(path) || path === '',
    data: (path) => {
      if (!dataCache.has(path)) {
        const source = byPath.get(path)?.source;
        dataCache.set(path, source === undefined ? undefined : readData(source));
      }
      return dataCache.get(path);
    },
    resolve: (fromFile, relative) => joinPath(folderOf(fromFile), relative),
  };
}

type DocumentIndex = ReadonlyMap<FormatId, readonly { readonly file: FileFacts; readonly document: DocumentFacts }[]>;

/** Also collects what DVC holds: such a file exists for the project even where nobody pulled it. */
function indexDocuments(files: readonly FileFacts[], outputs: Set<string>): DocumentIndex {
  const index = new Map<FormatId, { file: FileFacts; document: DocumentFacts }[]>();
  for (const file of files) {
    for (const document of file.documents) {
      const list = index.get(document.format) ?? [];
      list.push({ file, document });
      index.set(document.format, list);
      for (const path of heldByDvc(document)) outputs.add(path);
    }
  }
  return index;
}

function heldByDvc(document: DocumentFacts): readonly string[] {
  const items =
    document.format === 'dvc-file'
      ? document.facts.outs
      : document.format === 'dvc-lock'
        ? document.facts.stages.flatMap((stage) => stage.outs)
        : [];
  return items.flatMap((item) => (item.resolved === null ? [] : [item.resolved]));
}

function documentsOf<Id extends FormatId>(index: DocumentIndex, format: Id): readonly FoundDocument<Id>[] {
  return (index.get(format) ?? []).flatMap(({ file, document }) =>
    isFormat(document, format) ? [{ path: file.source.path, source: file.source, facts: document.facts, span: document.span }] : [],
  );
}

function isFormat<Id extends FormatId>(
  document: DocumentFacts,
  format: Id,
): document is DocumentFacts & { readonly format: Id; readonly facts: FactsByFormat[Id] } {
  return document.format === format;
}

function foldersOf(paths: Iterable<string>): ReadonlySet<string> {
  const folders = new Set<string>();
  for (const path of paths) {
    for (let folder = folderOf(path); folder !== '' && !folders.has(folder); folder = folderOf(folder)) folders.add(folder);
  }
  return folders;
}
