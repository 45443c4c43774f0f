import { userInfo } from 'node:os';
import type { GateChartMakers } from '../app/gate-charts.ts';
import type { ReleaseDependencies } from '../app/release-context.ts';
import { offlineReason, type DeclaredServer } from '../core/release/gate-source.ts';
import type { Writers } from '../ports/writer.ts';
import { noServerWriters } from '../providers/writers/refusing-writers.ts';
import type { CliIo } from './command.ts';

/** What a command line allows to be asked. */
export interface OnlineOptions {
  readonly isOnline: boolean;
  /** Names of variables that may hold credentials. */
  readonly allowedVariables: readonly string[];
  /** An MLflow server named beside all manifests; null where none is. */
  readonly trackingUri: string | null;
}

/** The flags of `parseArgs` that say which servers may be asked, and with what. */
export const onlineFlags = {
  online: { type: 'boolean', default: false },
  'tracking-uri': { type: 'string' },
  'allow-env': { type: 'string', multiple: true, default: [] as string[] },
} as const;

/** What the flags `--online`, `--allow-env` and `--tracking-uri` allow. */
export function onlineOptions(values: {
  readonly online: boolean;
  readonly 'allow-env': readonly string[];
  readonly 'tracking-uri'?: string | undefined;
}): OnlineOptions {
  return { isOnline: values.online, allowedVariables: values['allow-env'], trackingUri: values['tracking-uri'] ?? null };
}

/** What asks servers, or says that none is asked. */
export type Servers = Pick<ReleaseDependencies, 'metricSource' | 'versionMetric' | 'modelServer'> & {
  readonly serverWriters: (servers: readonly DeclaredServer[]) => Pick<Writers, 'alias' | 'version-tag'>;
  readonly serverCharts: GateChartMakers['serverCharts'];
};

/** The servers that a command line asks: none without `--online`. */
export async function onlineServers(
  { env }: Pick<CliIo, 'env'>,
  options: OnlineOptions,
): Promise<Servers & Pick<ReleaseDependencies, 'trackingServer' | 'userName'>> {
  const { isOnline, allowedVariables, trackingUri } = options;
  const url = trackingUri ?? (allowedVariables.includes(trackingVariable) ? env[trackingVariable] : undefined);
  return {
    // Without servers there is no need to load what talks to them.
    ...(isOnline ? (await import('./asked-servers.ts')).askedServers(env, new Set(allowedVariables)) : noServers),
    trackingServer: url === undefined ? null : { type: 'mlflow', name: trackingUri === null ? trackingVariable : 'MLflow', url },
    userName: env['USER'] ?? env['USERNAME'] ?? systemUser(),
  };
}

const noServers: Servers = {
  metricSource: (source) => ({ failure: offlineReason(source) }),
  versionMetric: ({ source }) => Promise.resolve({ failure: offlineReason(source) }),
  modelServer: (server) => ({ failure: offlineReason(server) }),
  serverWriters: () => noServerWriters,
  serverCharts: (server) => ({ failure: offlineReason(server) }),
};

/** MLflow's own variable; used only where it is allowed by name. */
const trackingVariable = 'MLFLOW_TRACKING_URI';

/** The name that this machine has for who runs this; null where it has none, as in a container with a bare number. */
function systemUser(): string | null {
  try {
    return userInfo().username;
  } catch {
    return null;
  }
}
