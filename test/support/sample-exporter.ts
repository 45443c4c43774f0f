import { loopbackServer, type LoopbackServer } from './loopback-server.ts';

/** What the sample project's services would export, changed by tests while it runs. */
export interface SampleExporter extends LoopbackServer {
  /** Lines in Prometheus' text format, by what they are; each scrape reads them anew. */
  readonly lines: Map<string, string>;
}

/** Starts an HTTP server that answers scrapes with the sample's metrics: drift by feature, requests by version, and their latency. */
export async function sampleExporter(): Promise<SampleExporter> {
  const lines = new Map([
    ['drift type', '# TYPE feature_drift_psi gauge'],
    ['drift of amount', 'feature_drift_psi{feature="amount"} 0.31'],
    ['drift of channel', 'feature_drift_psi{feature="channel"} 0.04'],
    ['requests type', '# TYPE fraud_requests_total counter'],
    ['requests of v1.4.0', 'fraud_requests_total{version="v1.4.0",outcome="passed"} 900'],
    ['requests of v1.3.2', 'fraud_requests_total{version="v1.3.2",outcome="passed"} 100'],
  ]);
  const server = await loopbackServer((_request, answer) => {
    answer.writeHead(200, { 'content-type': 'text/plain; version=0.0.4' }).end(`${[...lines.values()].join('\n')}\n`);
  });
  return { ...server, lines };
}
