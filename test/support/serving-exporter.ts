import { loopbackServer, type LoopbackServer } from './loopback-server.ts';

/** What one side of a served object counts in one scrape interval. */
interface Side {
  readonly labels: string;
  /** Requests that went well, and that failed on the server. */
  readonly good: number;
  readonly bad: number;
}

/**
 * Starts an exporter whose counters grow by the same with every scrape, in the shapes of KServe's Python server, Knative's queue proxy and
 * Seldon Core v1 and v2: nine in ten requests take up to the first bound of a histogram, the others up to the second.
 */
export async function servingExporter(): Promise<LoopbackServer> {
  let scrapes = 0;
  return loopbackServer((_request, answer) => {
    scrapes += 1;
    answer.writeHead(200, { 'content-type': 'text/plain; version=0.0.4' }).end(`${exposition(scrapes).join('\n')}\n`);
  });
}

function exposition(scrapes: number): readonly string[] {
  const histogram = (name: string, labels: string, [first, second, count]: readonly [string, string, number]): readonly string[] => [
    `${name}_bucket{${labels},le="${first}"} ${0.9 * count * scrapes}`,
    `${name}_bucket{${labels},le="${second}"} ${count * scrapes}`,
    `${name}_bucket{${labels},le="+Inf"} ${count * scrapes}`,
    `${name}_count{${labels}} ${count * scrapes}`,
    `${name}_sum{${labels}} ${count * scrapes}`,
  ];
  const seldon = (predictor: string, version: string): string =>
    `deployment_name="churn",predictor_name="${predictor}",predictor_version="${version}",service="predictions",method="post"`;
  const knative = (revision: string): string =>
    `namespace_name="payments",service_name="fraud-predictor",configuration_name="fraud-predictor",revision_name="${revision}"`;
  const model = (name: string): string =>
    `server="mlserver",server_replica="0",model="${name}",model_internal="${name}_1",method_type="rest"`;
  const sides: readonly Side[] = [
    { labels: model('ab-v7'), good: 90, bad: 0 },
    { labels: model('ab-v8'), good: 8, bad: 2 },
  ];
  return [
    ...histogram('seldon_api_executor_server_requests_seconds', `${seldon('main', 'v7')},code="200"`, ['0.1', '0.2', 80]),
    ...histogram('seldon_api_executor_server_requests_seconds', `${seldon('main', 'v7')},code="500"`, ['0.1', '0.2', 10]),
    ...histogram('seldon_api_executor_server_requests_seconds', `${seldon('canary', 'v8')},code="200"`, ['0.2', '0.4', 10]),
    ...histogram('request_predict_seconds', 'model_name="sales"', ['0.025', '0.05', 10]),
    ...histogram('revision_app_request_latencies', knative('fraud-predictor-00001'), ['100', '200', 90]),
    ...histogram('revision_app_request_latencies', knative('fraud-predictor-00002'), ['200', '400', 10]),
    `revision_app_request_count{${knative('fraud-predictor-00001')},response_code="200",response_code_class="2xx"} ${90 * scrapes}`,
    `revision_app_request_count{${knative('fraud-predictor-00002')},response_code="200",response_code_class="2xx"} ${9 * scrapes}`,
    `revision_app_request_count{${knative('fraud-predictor-00002')},response_code="503",response_code_class="5xx"} ${scrapes}`,
    ...sides.flatMap(({ labels, good, bad }) => [
      `seldon_model_infer_total{${labels},code="200"} ${good * scrapes}`,
      `seldon_model_infer_total{${labels},code="500"} ${bad * scrapes}`,
      `seldon_model_infer_seconds_total{${labels},code="200"} ${0.05 * good * scrapes}`,
      `seldon_model_infer_seconds_total{${labels},code="500"} ${0.05 * bad * scrapes}`,
    ]),
    ...histogram('seldon_pipeline_infer_api_seconds', 'server="pipelinegateway",pipeline="join",method="predict",code="200"', [
      '0.1',
      '0.2',
      10,
    ]),
    `seldon_pipeline_infer_total{server="pipelinegateway",pipeline="join",method_type="rest",code="200"} ${10 * scrapes}`,
    // Another object's numbers, which must not count.
    `seldon_model_infer_total{${model('ab-v70')},code="500"} ${1_000 * scrapes}`,
    ...histogram('seldon_api_executor_server_requests_seconds', seldon('main', 'v1').replace('"churn"', '"other"') + ',code="500"', [
      '9',
      '10',
      10,
    ]),
  ];
}
