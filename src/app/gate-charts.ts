import type { ManifestSource } from '../core/config/manifest-schema.ts';
import { declaredServer, type DeclaredServer } from '../core/release/gate-source.ts';
import type { Message } from '../core/l10n/message.ts';
import type { ReleaseModel } from '../core/release/release-config.ts';
import type { ChartSource } from '../ports/chart-source.ts';
import type { WholeFiles } from '../ports/batch-files.ts';
import type { DriftComputer } from '../ports/drift-computer.ts';
import { filesCharts } from './charts-of-files.ts';
import { reportCharts } from './report-charts.ts';
import type { DriftChart, GateDependencies } from './gate-dependencies.ts';

/** What answers the charts that gates on drift ask. */
export interface GateChartMakers {
  /** The charts of a server, of the models of its manifest; a failure where it may not be asked. */
  serverCharts(server: DeclaredServer, models: readonly ReleaseModel[]): ChartSource | { readonly failure: Message };
  /** Made when the first gate asks: most releases have none on drift. */
  readonly computer: () => DriftComputer | Promise<DriftComputer>;
  /** The files that a manifest in a folder of a repository may name. */
  readonly wholeFiles: (root: string, folder: string) => WholeFiles;
}

/** Drift entries by the type of their source. */
export function gateCharts(makers: GateChartMakers): GateDependencies['driftChart'] {
  return (chart) => {
    const { spec, model, root } = chart;
    if (spec.type === 'files') return fileCharts(makers, chart);
    if (spec.type === 'reports') return reportCharts(makers.wholeFiles(root, model.folder), { sources: model.sources });
    const server = declaredServer(model, { name: spec.source, type: spec.type === 'mlflow' ? 'mlflow' : 'prometheus' });
    return 'failure' in server ? server : makers.serverCharts(server, [model]);
  };
}

function fileCharts({ computer }: GateChartMakers, { spec, model: { drift, sources, folder }, root }: DriftChart): ChartSource {
  // Its own source alone: a gate reads no file that it does not judge by.
  const own: Record<string, ManifestSource> = Object.fromEntries(Object.entries(sources).filter(([name]) => name === spec.source));
  const manifest = { version: 1 as const, drift: [...drift], sources: own };
  return {
    async answer(question, signal) {
      const made = await computer();
      return filesCharts(() => made.driftOfProject({ root, folder, manifest }, { signal })).answer(question, signal);
    },
  };
}
