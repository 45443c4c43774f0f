/** What a dashboard of Grafana shows, with places. */
import type { Located } from '../../model/span.ts';

/** A panel, wherever in rows it lies. */
export interface DashboardPanel {
  readonly title: Located<string> | null;
  /** `timeseries`, `stat` and so on. */
  readonly type: string;
  /** The type of its data source, such as `prometheus`; in old dashboards its name. Null where it is the default one. */
  readonly datasource: string | null;
  /** What it asks, as written. */
  readonly queries: readonly Located<string>[];
}

/** A dashboard. */
export interface GrafanaDashboardFacts {
  readonly title: Located<string> | null;
  readonly uid: string | null;
  readonly schemaVersion: number | null;
  readonly panels: readonly DashboardPanel[];
  /** Names of its variables. */
  readonly variables: readonly string[];
}
