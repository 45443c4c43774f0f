/** The versions view narrowed to what a person types. May not import `vscode`. */
import type { ReportedModel, VersionsReport } from '../../core/release/versions-report.ts';

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
  const models = report.models.map((model) => filterModel(model, words)).filter((model) => model !== null);
  return { report: { ...report, models }, shown: countVersions(models), all };
}

function countVersions(models: readonly ReportedModel[]): number {
  return models.reduce((sum, { versions }) => sum + versions.length, 0);
}

function filterModel(model: ReportedModel, words: readonly string[]): ReportedModel | null {
  const name = model.model.toLowerCase();
  const others = words.filter((word) => !name.includes(word));
  if (others.length === 0) return model;
  const holds = (...fields: readonly (string | null)[]): boolean => {
    const line = fields.map((field) => field?.toLowerCase() ?? '').join('\n');
    return others.every((word) => line.includes(word));
  };
  const stagesOf = new Map<string, string>();
  for (const [stage, { version }] of Object.entries(model.stages)) stagesOf.set(version, `${stagesOf.get(version) ?? ''} ${stage}`);
  const stages = Object.fromEntries(Object.entries(model.stages).filter(([stage, { version, by }]) => holds(stage, version, by)));
  const versions = model.versions.filter(({ version, author }) => holds(version, author, stagesOf.get(version) ?? null));
  const history = model.history.filter(({ version, stage, by }) => holds(version, stage, by));
  const isEmpty = versions.length === 0 && history.length === 0 && Object.keys(stages).length === 0;
  return isEmpty ? null : { ...model, stages, versions, history };
}
