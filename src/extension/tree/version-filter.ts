/** The versions view narrowed to what a person types. May not import `vscode`. */
import type { ReportedModel, VersionsReport } from '../../core/release/versions-report.ts';
import { holdersOf } from './stage-holders.ts';

/** A narrowed report with its numbers. */
export interface FilteredReport {
  readonly report: VersionsReport;
  /** Versions left, and versions there are. */
  readonly shown: number;
  readonly all: number;
}

/**
 * What of a report holds every word of a text, in any letter case: a model by its name with all it has, else its versions by name or
 * author, its stages by name, version or author, and the history of both. What needs attention stays, whatever is typed.
 */
export function filterReport(report: VersionsReport, text: string): FilteredReport {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const all = countVersions(report.models);
  if (words.length === 0) return { report, shown: all, all };
  const models = report.models.flatMap((model) => filterModel(model, words));
  return { report: { ...report, models }, shown: countVersions(models), all };
}

function countVersions(models: readonly ReportedModel[]): number {
  return models.reduce((sum, { versions }) => sum + versions.length, 0);
}

function filterModel(model: ReportedModel, words: readonly string[]): readonly ReportedModel[] {
  const name = model.model.toLowerCase();
  const others = words.filter((word) => !name.includes(word));
  if (others.length === 0) return [model];
  const holds = (...fields: readonly (string | null)[]): boolean => {
    const line = fields.map((field) => field?.toLowerCase() ?? '').join('\n');
    return others.every((word) => line.includes(word));
  };
  const holders = holdersOf(model);
  const stagesOf = new Map<string | null, string>();
  for (const { stage, version } of holders) stagesOf.set(version, `${stagesOf.get(version) ?? ''} ${stage}`);
  const found = new Set(holders.filter(({ stage, version, by }) => holds(stage, version, by)).map(({ stage }) => stage));
  const versions = model.versions.filter(({ version, author }) => holds(version, author, stagesOf.get(version) ?? null));
  const history = model.history.filter(({ version, stage, by }) => holds(version, stage, by));
  if (versions.length === 0 && history.length === 0 && found.size === 0) return [];
  // Each kind of registry keeps its own kind of stages.
  return model.registry === 'kubernetes'
    ? [{ ...model, stages: only(model.stages, found), versions, history }]
    : [{ ...model, stages: only(model.stages, found), versions, history }];
}

function only<Value>(all: Readonly<Record<string, Value>>, names: ReadonlySet<string>): Readonly<Record<string, Value>> {
  return Object.fromEntries(Object.entries(all).filter(([name]) => names.has(name)));
}
