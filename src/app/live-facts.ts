/** Asks the servers that manifests declare, for checks that only their answers can settle. */
import { chartSpecs } from '../core/charts/chart-specs.ts';
import type { ChartSpec } from '../core/charts/chart.ts';
import { judgeChart } from '../core/charts/judge-chart.ts';
import type { Manifest } from '../core/config/manifest-schema.ts';
import { format, type Message } from '../core/l10n/message.ts';
import { type LiveAnswer, type LiveFacts, liveAnswer } from '../core/project/live-facts.ts';
import { serverOf } from '../core/release/model-servers.ts';
import { bareModel, releaseConfigOf, type ReleaseModel } from '../core/release/release-config.ts';
import type { FileTree } from '../ports/file-tree.ts';
import { askChart, longestRead } from './ask-chart.ts';
import { serverQuestions, type ServerQuestions } from './ask-server.ts';
import { dependsOnTime } from './charts-of-project.ts';
import type { ReleaseDependencies } from './release-context.ts';
import { mapLimited } from './map-limited.ts';
import { readManifest } from './read-manifest.ts';

/** What asking stands on. */
export type LiveDependencies = Pick<ReleaseDependencies, 'driftChart' | 'modelServer' | 'now' | 'trackingServer' | 'gateTimeout'>;

/** Projects, and questions of one project, that are asked at once. */
const mostAtOnce = 6;

/**
 * What servers answer for the projects at some roots (relative to the tree's); a project that declares none has no facts. A server that
 * fails is a fact too. Rejects with the signal's reason.
 */
export async function askLiveFacts(
  deps: LiveDependencies,
  { tree, roots }: { readonly tree: FileTree; readonly roots: readonly string[] },
  signal: AbortSignal,
): Promise<Readonly<Record<string, LiveFacts>>> {
  const facts = await mapLimited(roots, mostAtOnce, async (root) => {
    const loaded = await readManifest(tree, root, signal);
    return loaded === null ? null : await factsOf(deps, { manifest: loaded.facts.manifest, folder: root, repository: tree.root }, signal);
  });
  return Object.fromEntries(roots.flatMap((root, index) => (facts[index] ? [[root, facts[index]]] : [])));
}

/** Why servers did not answer, each reason once. */
export function silentServers(facts: Readonly<Record<string, LiveFacts>>): readonly Message[] {
  const failures = Object.values(facts).flatMap(({ charts, versions }) => [
    ...Object.values(charts).flatMap((said) => (said.kind === 'failed' ? [said.why] : [])),
    ...Object.values(versions).flatMap((said) => ('failure' in said ? [said.failure] : [])),
  ]);
  return [...new Map(failures.map((failure) => [format(failure, 'en'), failure])).values()];
}

interface ProjectPlace {
  readonly manifest: Manifest;
  readonly folder: string;
  readonly repository: string;
}

async function factsOf(deps: LiveDependencies, place: ProjectPlace, signal: AbortSignal): Promise<LiveFacts | null> {
  const { manifest, folder } = place;
  const { models } = releaseConfigOf(manifest, folder);
  const charts = chartSpecs(manifest).charts.filter(dependsOnTime);
  const kept = models.filter(({ registry }) => registry === 'mlflow');
  if (charts.length + kept.length === 0) return null;
  const questions = { servers: serverQuestions(deps.gateTimeout ?? 11_000, signal), files: serverQuestions(longestRead, signal) };
  const model: ReleaseModel = { ...bareModel('', 'git'), folder, sources: manifest.sources ?? {}, drift: manifest.drift ?? [] };
  const answers = await mapLimited(charts, mostAtOnce, async (spec: ChartSpec): Promise<readonly [string, LiveAnswer]> => {
    const answer = await askChart(deps, { spec, model, root: place.repository }, questions);
    return [spec.id, 'failure' in answer ? { kind: 'failed', why: answer.failure } : liveAnswer(judgeChart(spec, answer, deps.now()))];
  });
  const versions = await mapLimited(kept, mostAtOnce, async (one) => [one.name, await versionsOf(deps, one, questions.servers)] as const);
  return { charts: Object.fromEntries(answers), versions: Object.fromEntries(versions) };
}

async function versionsOf(deps: LiveDependencies, model: ReleaseModel, servers: ServerQuestions): Promise<LiveFacts['versions'][string]> {
  const server = serverOf(model, deps.trackingServer);
  if ('failure' in server) return server;
  const registry = deps.modelServer(server, { aliasesOf: () => model.aliases, actor: null });
  if ('failure' in registry) return registry;
  const answer = await servers.ask(server.name, async (signal) => {
    const { models } = await registry.read([model.registryName], signal);
    const state = models.find(({ artifact }) => artifact === model.registryName);
    return { count: state?.versions.filter(({ active }) => active).length ?? 0 };
  });
  return answer;
}
