import type { PythonFacts, PythonImport } from '../../facts/python/python-facts.ts';
import { folderOf, joinPath } from '../paths.ts';
import type { Project } from '../project.ts';
import { codeFile, codeFiles } from './python-code.ts';
import { perProject } from './per-project.ts';

/** Names of all own modules and folders: most imports name none of them, and need no search. */
const ownNames = perProject((project) => new Set(codeFiles(project).flatMap((file) => file.path.replace(/\.py$/, '').split('/'))));

/** Folders that are put on Python's path beside a project's own folders. */
const sourceFolders = ['', 'src', 'lib', 'python', 'app', 'backend', 'api', 'code'];

/** The file that a dotted module names, looked for from a folder upwards; undefined for packages of others. A file does not import itself: it is passed over. */
export function moduleFile(project: Project, module: string, from: string, itself?: string): string | undefined {
  const [top = ''] = module.split('.', 1);
  if (!ownNames(project).has(top)) return undefined;
  const inner = module.split('.').join('/');
  for (let folder = from; ; folder = folderOf(folder)) {
    for (const source of sourceFolders) {
      const base = [folder, source, inner].filter((part) => part !== '').join('/');
      const found = pythonFileAt(project, base);
      if (found !== undefined && found !== itself) return found;
    }
    if (folder === '') return undefined;
  }
}

function pythonFileAt(project: Project, base: string): string | undefined {
  return [`${base}.py`, `${base}/__init__.py`, `${base}/__main__.py`].find((path) => codeFile(project, path) !== undefined);
}

/** The project's files that an import statement loads: the module, and the member where it is a module itself. */
export function importedFiles(project: Project, fromPath: string, entry: PythonImport): readonly string[] {
  const folder = folderOf(fromPath);
  const names = entry.name === null || entry.name === '*' ? [entry.module] : [joined(entry.module, entry.name), entry.module];
  const found = names.map((name) =>
    entry.level === 0 ? moduleFile(project, name, folder, fromPath) : relativeFile(project, folder, name, entry.level),
  );
  return [...new Set(found.filter((path): path is string => path !== undefined && path !== fromPath))];
}

function joined(module: string, name: string): string {
  return module === '' ? name : `${module}.${name}`;
}

function relativeFile(project: Project, folder: string, module: string, level: number): string | undefined {
  const base = joinPath(folder, '../'.repeat(level - 1));
  return base === null ? undefined : pythonFileAt(project, [base, ...module.split('.')].filter((part) => part !== '').join('/'));
}

/** Imports of the project's own packages that lead to no file: a module that cannot be loaded. */
export function brokenImports(project: Project, path: string): readonly PythonImport[] {
  const file = codeFile(project, path);
  if (file === undefined) return [];
  return file.code.imports.filter((entry) => {
    if (importedFiles(project, path, entry).length > 0) return false;
    if (entry.level > 0)
      return relativeFile(project, folderOf(path), entry.module, entry.level) === undefined && !isFolder(project, folderOf(path), entry);
    // Only below a package that is the project's own can a missing module be told from somebody else's package.
    const [top = ''] = entry.module.split('.');
    const topFile = moduleFile(project, top, folderOf(path), path);
    return (
      topFile?.endsWith('/__init__.py') === true &&
      entry.module !== top &&
      moduleFile(project, entry.module, folderOf(path)) === undefined &&
      !project.exists(`${folderOf(topFile)}/${entry.module.split('.').slice(1).join('/')}`)
    );
  });
}

function isFolder(project: Project, folder: string, entry: PythonImport): boolean {
  const base = joinPath(folder, '../'.repeat(entry.level - 1));
  return base !== null && project.exists([base, ...entry.module.split('.')].filter((part) => part !== '').join('/'));
}

const starting = /^(?:subprocess\.(?:run|call|check_call|check_output|Popen)|os\.system|os\.popen|runpy\.run_path)$/;

/** The project's scripts that code starts as programs of their own: `subprocess.run([sys.executable, 'scripts/train.py'])`. */
function startedFiles(project: Project, fromPath: string, code: PythonFacts): readonly string[] {
  const spans = code.calls.filter((call) => starting.test(call.callee)).map((call) => call.argumentsSpan);
  if (spans.length === 0) return [];
  const words = code.strings
    .filter(({ span }) => spans.some(({ start, end }) => start <= span.start && span.end <= end))
    .flatMap(({ value }) => value.split(/\s+/))
    .filter((word) => word.endsWith('.py'));
  return words.flatMap((word) => {
    const found = [folderOf(fromPath), project.root]
      .map((folder) => joinPath(folder, word))
      .find((path): path is string => path !== null && path !== fromPath && codeFile(project, path) !== undefined);
    return found === undefined ? [] : [found];
  });
}

const edges = perProject((project) => {
  const graph = new Map<string, readonly string[]>();
  for (const file of codeFiles(project)) {
    const imported = file.code.imports.flatMap((entry) => importedFiles(project, file.path, entry));
    graph.set(file.path, [...new Set([...imported, ...startedFiles(project, file.path, file.code)])]);
  }
  return graph;
});

/** A file together with all project files that it imports or starts, directly or not; itself first. */
export function reachableFrom(project: Project, path: string): readonly string[] {
  const found = new Set<string>([path]);
  for (const next of found) for (const target of edges(project).get(next) ?? []) found.add(target);
  return [...found];
}
