import { joinPath } from '../core/project/paths.ts';
import {
  gatesOf,
  judgeCheck,
  judgeMetric,
  sourceOf,
  unaskedGate,
  type ChampionReading,
  type GateOutcome,
  type GateSource,
  type MetricReading,
} from '../core/release/gate-outcome.ts';
import { message } from '../core/l10n/message.ts';
import type { ModelState } from '../core/release/model-state.ts';
import type { ReleaseModel } from '../core/release/release-config.ts';
import type { ReleaseContext, ReleaseDependencies } from './release-context.ts';
import { readMetric } from './release-metrics.ts';

/** The version that is judged. */
export interface GateRequest {
  readonly model: ReleaseModel;
  readonly state: ModelState;
  readonly stage: string;
  readonly version: string;
  /** Null where the registry does not say which commit the version was made from. */
  readonly commit: string | null;
}

const texts = {
  noCommit: {
    en: 'The registry does not say which commit the version was made from.',
    pl: 'Rejestr nie mówi, z którego commita powstała ta wersja.',
  },
  outside: { en: '{path} leads out of the repository.', pl: 'Ścieżka {path} wychodzi poza repozytorium.' },
} as const;

/** Judges a version by the gates of a stage, in the order of the manifest. A gate that cannot be asked fails, with the reason. */
export async function evaluateGates(
  deps: ReleaseDependencies,
  { context, request }: { readonly context: ReleaseContext; readonly request: GateRequest },
  signal: AbortSignal,
): Promise<readonly GateOutcome[]> {
  const outcomes: GateOutcome[] = [];
  // One after the other: a handful of gates, and each may start a process.
  for (const gate of gatesOf(request.model, request.stage)) {
    const source = sourceOf(gate);
    if (source.kind === 'file') outcomes.push(await fileGate(deps, { context, request, source }, signal));
    else if (source.kind === 'check') {
      const { root } = context.repository;
      const folder = request.model.folder === '' ? root : `${root}/${request.model.folder}`;
      outcomes.push(judgeCheck(source.check, await deps.readiness(source.check, folder, signal)));
    } else outcomes.push(unaskedGate(source));
  }
  return outcomes;
}

async function fileGate(
  deps: ReleaseDependencies,
  {
    context,
    request,
    source,
  }: { readonly context: ReleaseContext; readonly request: GateRequest; readonly source: Extract<GateSource, { kind: 'file' }> },
  signal: AbortSignal,
): Promise<GateOutcome> {
  const { gate, pointer } = source;
  const path = joinPath(request.model.folder, pointer.file);
  const read = (commit: string | null): Promise<MetricReading> =>
    commit === null
      ? Promise.resolve({ failure: message(texts.noCommit) })
      : path === null
        ? Promise.resolve({ failure: message(texts.outside, { path: pointer.file }) })
        : readMetric({ repository: context.repository, dvcCache: deps.dvcCache }, { commit, path, pointer: pointer.pointer }, signal);
  const holder = gate.noWorseThan === undefined ? undefined : request.state.stages.get(gate.noWorseThan.stage);
  const champion: ChampionReading = holder === undefined ? null : { version: holder.version, reading: await read(holder.commit) };
  return judgeMetric(gate, await read(request.commit), champion);
}
