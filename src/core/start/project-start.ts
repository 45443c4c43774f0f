/** What a project's files and tags already say of what a manifest declares, to begin one with. Nothing is claimed that was not found. */
import { chartOffers, type ChartOffer, type FoundData } from '../charts/offers.ts';
import { ownDocuments } from '../project/evidence/own-documents.ts';
import { releasesOf } from '../project/evidence/releases.ts';
import { relativePath } from '../project/paths.ts';
import type { Project } from '../project/project.ts';

/** A model that was found. */
export interface StartModel {
  readonly name: string;
  /** Its name in Git tags where that is another. */
  readonly artifact: string | null;
  readonly registry: 'git' | 'kubernetes';
  /** Relative to the project. */
  readonly path: string | null;
  /** In the order in which versions first came into them. */
  readonly stages: readonly string[];
  /** The one serving manifest that serves it, relative to the project; null for none and for several, of which only people know which is which. */
  readonly manifest: string | null;
}

/** What a manifest can begin with. Plain data: it may cross to a worker's host. */
export interface ProjectStart {
  readonly name: string;
  readonly stage: Project['stage'];
  readonly models: readonly StartModel[];
  /** Only those that lack nothing. */
  readonly offers: readonly ChartOffer[];
}

/** Finds it. `found` is what lies beside the files that Git holds. */
export function projectStart(project: Project, found: FoundData): ProjectStart {
  const { name, stage } = project;
  return { name, stage, models: modelsOf(project), offers: chartOffers(project, found).filter(({ toFill }) => toFill.length === 0) };
}

/** What serves a model, as far as a file says. */
interface Serving {
  readonly name: string;
  readonly path: string;
}

function modelsOf(project: Project): readonly StartModel[] {
  const known = [...taggedModels(project), ...annotatedModels(project)];
  const named = known.filter(({ name }, index) => known.findIndex((one) => one.name === name) === index);
  const servings = servingsOf(project);
  const [only] = named;
  const isServing = (model: StartModel, serving: Serving): boolean =>
    alike(model.name, serving.name) || (named.length === 1 && new Set(servings.map((one) => one.name)).size === 1);
  const manifestOf = (own: readonly Serving[]): string | null => {
    const paths = [...new Set(own.map(({ path }) => path))];
    return paths.length === 1 ? (paths[0] ?? null) : null;
  };
  const models = named.map((model) => ({ ...model, manifest: manifestOf(servings.filter((serving) => isServing(model, serving))) }));
  const others = servings.filter((serving) => only === undefined || !named.some((model) => isServing(model, serving)));
  const served = [...new Set(others.map(({ name }) => name))].map((name): StartModel => ({
    name,
    artifact: null,
    registry: 'kubernetes',
    path: null,
    stages: [],
    manifest: manifestOf(others.filter((serving) => serving.name === name)),
  }));
  // Without its manifest such a model would say nothing.
  return [...models, ...served.filter(({ manifest }) => manifest !== null)];
}

function taggedModels(project: Project): readonly StartModel[] {
  return releasesOf(project).models.map(({ artifact, history }): StartModel => {
    const [folder = '', own] = artifact.split(':');
    const stages = history.toReversed().flatMap(({ action, stage }) => (action === 'assign' && stage !== null ? [stage] : []));
    return {
      name: own ?? artifact,
      artifact: own === undefined || folder === project.root ? null : artifact,
      registry: 'git',
      path: artifactPath(project, own ?? artifact),
      stages: [...new Set(stages)],
      manifest: null,
    };
  });
}

/** Models that DVC's `artifacts` name and no tag does yet. */
function annotatedModels(project: Project): readonly StartModel[] {
  return ownDocuments(project, 'dvc-yaml').flatMap(({ facts }) =>
    facts.artifacts
      .filter(({ type }) => type === 'model')
      .map(({ id }): StartModel => {
        const name = id.value;
        return { name, artifact: null, registry: 'git', path: artifactPath(project, name), stages: [], manifest: null };
      }),
  );
}

function artifactPath(project: Project, name: string): string | null {
  for (const document of ownDocuments(project, 'dvc-yaml')) {
    const artifact = document.facts.artifacts.find(({ id }) => id.value === name);
    if (artifact?.resolved !== undefined && artifact.resolved !== null) return relativePath(project.root, artifact.resolved);
  }
  return null;
}

function servingsOf(project: Project): readonly Serving[] {
  const found = [
    ...ownDocuments(project, 'kserve').map(({ path, facts }) => ({ path, name: facts.name })),
    ...ownDocuments(project, 'seldon-v1').map(({ path, facts }) => ({ path, name: facts.name })),
    ...ownDocuments(project, 'seldon-v2')
      .filter(({ facts }) => facts.kind.value === 'Model')
      .map(({ path, facts }) => ({ path, name: facts.name })),
  ];
  return found.flatMap(({ path, name }) => (name === null ? [] : [{ name: name.value, path: relativePath(project.root, path) }]));
}

/** Whether two names differ in nothing but how their words are joined. */
function alike(one: string, other: string): boolean {
  const bare = (name: string): string => name.toLowerCase().replaceAll(/[-_.]/g, '');
  return bare(one) === bare(other);
}
