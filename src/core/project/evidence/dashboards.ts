import type { Json } from '../../facts/format.ts';
import { isList } from '../../facts/data-file.ts';
import { perProject } from './per-project.ts';
import { isOwnPath } from './own-path.ts';
import { promqlMetrics } from './promql-metrics.ts';
import { child } from './task-files.ts';

/** A Grafana dashboard. */
export interface Dashboard {
  readonly path: string;
  /** All metrics that its panels ask for. */
  readonly metrics: readonly string[];
}

const deepest = 12;

/** Grafana dashboards among the project's JSON files, known by `panels` (or `rows`) with queries. */
export const dashboards = perProject((project): readonly Dashboard[] =>
  project.files.flatMap(({ source }) => {
    if (!source.path.endsWith('.json') || !/"(?:panels|rows)"/.test(source.text) || !isOwnPath(project, source.path)) return [];
    const data = project.data(source.path);
    const board = child(data, 'dashboard') ?? data;
    const expressions = [...expressionsIn(child(board, 'panels'), 0), ...expressionsIn(child(board, 'rows'), 0)];
    if (expressions.length === 0) return [];
    return [{ path: source.path, metrics: [...new Set(expressions.flatMap((expression) => promqlMetrics(expression)))] }];
  }),
);

/** The queries of Prometheus targets (`expr`) anywhere below. What other sources are asked is no PromQL and names no metric. */
function expressionsIn(value: Json | undefined, depth: number): readonly string[] {
  if (value === undefined || value === null || typeof value !== 'object' || depth > deepest) return [];
  if (isList(value)) return value.flatMap((item) => expressionsIn(item, depth + 1));
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'expr' && typeof inner === 'string' ? [inner] : typeof inner === 'object' ? expressionsIn(inner, depth + 1) : [],
  );
}
