import { baseName, folderOf } from './paths.ts';

const manifestNames = new Set(['airworthy.yaml', '.airworthy.yaml']);
const pipelineName = /^(?:dvc\.yaml|mlproject)$/i;
/** Folders whose projects are somebody else's, or data of tests. */
const foreign = /(?:^|\/)(?:node_modules|vendor|third_party|site-packages|fixtures|testdata|\.[^/]+)\//;

/** Whether a file's name can change where projects begin. */
export function marksProject(path: string): boolean {
  return manifestNames.has(baseName(path)) || pipelineName.test(baseName(path));
}

/** Whether a path is a project's manifest. */
export function isManifest(path: string): boolean {
  return manifestNames.has(baseName(path));
}

/**
 * The folders in which model projects begin, sorted.
 * A folder with a manifest is one, else the topmost folder with dvc.yaml or MLproject;
 * a single such folder without a manifest, or none, means the repository itself ('').
 */
export function discoverProjects(paths: Iterable<string>): readonly string[] {
  const declared = new Set<string>();
  const pipelines = new Set<string>();
  for (const path of paths) {
    if (foreign.test(path) && !isManifest(path)) continue;
    if (isManifest(path)) declared.add(folderOf(path));
    else if (pipelineName.test(baseName(path))) pipelines.add(folderOf(path));
  }
  const declaredOwner = ownerLookup(declared);
  const undeclared = topmost(pipelines).filter((folder) => declaredOwner(folder) === undefined);
  if (declared.size === 0 && undeclared.length <= 1) return [''];
  return [...declared, ...undeclared.filter((folder) => !declared.has(folder))].sort();
}

function topmost(folders: ReadonlySet<string>): readonly string[] {
  const owner = ownerLookup(folders);
  return [...folders].filter((folder) => folder === '' || owner(folderOf(folder)) === undefined);
}

/** Files at the repository's root (or in its CI folders) that count for every project in it. */
const shared =
  /^(?:\.github\/.+|(?:[^/]*\.)?gitlab-ci\.ya?ml|\.gitlab\/.+|Jenkinsfile|azure-pipelines\.ya?ml|\.circleci\/.+|cloudbuild\.ya?ml|\.taskcluster\.ya?ml|bitbucket-pipelines\.ya?ml|CODEOWNERS|docs\/CODEOWNERS|[^/]*Dockerfile[^/]*|Containerfile|(?:docker-)?compose[^/]*\.ya?ml|\.dvc\/config|\.gto|\.gitattributes|Makefile)$/;

/** Whether a path counts for every project of the repository. */
export function isShared(path: string): boolean {
  return shared.test(path);
}

/** Tells the innermost project folder that a path is or that holds it; undefined where none does. */
export function ownerLookup(roots: Iterable<string>): (path: string) => string | undefined {
  const known = new Set(roots);
  return (path) => {
    for (let place = path; place !== ''; place = folderOf(place)) if (known.has(place)) return place;
    return known.has('') ? '' : undefined;
  };
}
