import type { Project } from '../project.ts';
import { folderOf, joinPath } from '../paths.ts';
import { objectsOfKind } from './cluster-objects.ts';
import type { Place } from './offer.ts';
import { ownDocuments } from './own-documents.ts';
import { perProject } from './per-project.ts';
import { type CodeFile, codeFile, codeFiles, importOf } from './python-code.ts';
import { reachableFrom } from './python-imports.ts';
import { runCommands } from './run-commands.ts';
import { pythonTarget } from './run-targets.ts';

/** A program that a container, a compose service or a Procfile starts and that answers requests. */
export interface ServingEntry {
  /** Where it is started. */
  readonly place: Place;
  /** The Python file it starts with. */
  readonly file: string;
  /** That file and all that it imports. */
  readonly path: readonly CodeFile[];
  /** The web framework it answers with. */
  readonly framework: string;
}

const framework =
  /^(?:fastapi|flask|starlette|aiohttp\.web|aiohttp|tornado|falcon|sanic|litestar|bottle|django|grpc|bentoml|mlserver|ray\.serve|litserve|quart|robyn|connexion|seldon_core|kserve|ninja|blacksheep|flask_restx|flask_restful|torchserve|ts\.torch_handler)(?:\.|$)/;

/** Programs that answer requests and that something starts. */
export const servingEntries = perProject((project): readonly ServingEntry[] => {
  const found: ServingEntry[] = [];
  for (const start of startedPrograms(project)) {
    if (found.some((entry) => entry.file === start.file)) continue;
    const path = reachableFrom(project, start.file).flatMap((file) => codeFile(project, file) ?? []);
    const name = path.map((file) => frameworkOf(file)).find((used) => used !== undefined);
    if (name !== undefined) found.push({ place: start.place, file: start.file, path, framework: name });
  }
  return found;
});

/** The web framework a module imports; undefined where it imports none. */
export function frameworkOf(file: CodeFile): string | undefined {
  const span = importOf(file.code, framework);
  return span === undefined ? undefined : file.code.imports.find((entry) => entry.span === span)?.module.split('.')[0];
}

/** Every Python file on the way of a request: started by something, or imported by what is. */
export function servingPath(project: Project): readonly CodeFile[] {
  const files = servingEntries(project).flatMap((entry) => entry.path);
  return [...new Map(files.map((file) => [file.path, file])).values()];
}

/** Code that could answer requests but that nothing starts. */
export function unstartedServingCode(project: Project): readonly CodeFile[] {
  const started = new Set(servingPath(project).map((file) => file.path));
  return codeFiles(project).filter(
    (file) => !file.isTest && !file.isNotebook && !started.has(file.path) && frameworkOf(file) !== undefined,
  );
}

interface Started {
  readonly place: Place;
  readonly file: string;
}

/** Python files that containers, compose services, Kubernetes workloads and Procfiles start. */
export const startedPrograms = perProject((project): readonly Started[] => [
  ...startedByDockerfiles(project),
  ...startedByCompose(project),
  ...startedByWorkloads(project),
  ...startedByProcfile(project),
  ...startedByBentofile(project),
]);

function startedByDockerfiles(project: Project): readonly Started[] {
  return ownDocuments(project, 'dockerfile').flatMap((document) => {
    const { start } = document.facts;
    return start === null ? [] : started(project, start.value, folderOf(document.path), { path: document.path, span: start.span });
  });
}

function startedByCompose(project: Project): readonly Started[] {
  return ownDocuments(project, 'compose').flatMap((document) =>
    document.facts.services.flatMap((service) => {
      if (service.command === null) return [];
      const folder = service.build === null ? folderOf(document.path) : (joinPath(folderOf(document.path), service.build) ?? '');
      return started(project, service.command, folder, { path: document.path, span: service.name.span });
    }),
  );
}

function startedByWorkloads(project: Project): readonly Started[] {
  return objectsOfKind(project, /^(?:Deployment|StatefulSet|DaemonSet|Rollout)$/).flatMap(({ object, path }) =>
    object.containers.flatMap((container) =>
      started(project, container.command, project.root, { path, span: container.name?.span ?? container.span }),
    ),
  );
}

function startedByProcfile(project: Project): readonly Started[] {
  const path = joinPath(project.root, 'Procfile') ?? 'Procfile';
  const text = project.file(path)?.source.text ?? '';
  return [...text.matchAll(/^[\w-]+:[ \t]*(.+)$/gm)].flatMap((line) =>
    started(project, line[1] ?? '', project.root, { path, span: { start: line.index, end: line.index + line[0].length } }),
  );
}

function startedByBentofile(project: Project): readonly Started[] {
  const path = joinPath(project.root, 'bentofile.yaml') ?? 'bentofile.yaml';
  const text = project.file(path)?.source.text;
  const service = text === undefined ? null : /^service:[ \t]*["']?([\w.]+):/m.exec(text);
  if (service === null) return [];
  return started(project, `bentoml serve ${service[1] ?? ''}:svc`, project.root, {
    path,
    span: { start: service.index, end: service.index + service[0].length },
  });
}

function started(project: Project, text: string, folder: string, place: Place): readonly Started[] {
  const shell = /^(?:\/bin\/)?(?:ba)?sh\s+-\w*c\s+([\s\S]+)$/.exec(text)?.[1] ?? text;
  const commands = runCommands(project, { text: shell.replaceAll(/\s*\r?\n\s*/g, ' ').replaceAll('()', ''), folder, place, offset: null });
  return commands.flatMap((command) => {
    const file =
      pythonTarget(project, command) ?? (folder === project.root ? undefined : pythonTarget(project, { ...command, folder: project.root }));
    return file === undefined ? [] : [{ place, file }];
  });
}
