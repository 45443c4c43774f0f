// A server that answers in Prometheus's place and misbehaves, each time in another way: real requests, real bytes, wrong answers.
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';

/** A value of a series as Prometheus writes it. */
export type PrometheusValue = readonly [seconds: number, text: string];

/** The answer of a range query with these series. */
export function matrix(result: readonly object[], more: object = {}): string {
  return JSON.stringify({ status: 'success', data: { resultType: 'matrix', result }, ...more });
}

/** The same with one series, of the feature `amount`. */
export function oneSeries(values: readonly PrometheusValue[], more: object = {}): string {
  return matrix([{ metric: { feature: 'amount' }, values }], more);
}

/** Answers everything with one body. */
export function answering(body: string, status = 200, headers: Readonly<Record<string, string>> = {}): RequestListener {
  return (_request, response) => response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);
}

/** Refuses everything, in Prometheus's form. */
export function refused(status: number, errorType: string, error: string): RequestListener {
  return answering(JSON.stringify({ status: 'error', errorType, error }), status);
}

/** A body without an end, as fast as it is read. */
export function endless(_request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  const piece = '[1,"1"],'.repeat(10_000);
  const write = (): void => {
    while (response.write(piece));
  };
  response.on('drain', write);
  response.write('{"status":"success","data":{"resultType":"matrix","result":[{"metric":{},"values":[');
  write();
}

/**
 * Answers range queries by what they ask for, as far as it is named here, with the query's own range; no rules and no alerts.
 * Whatever else is asked is refused as a query that is wrong.
 */
export function byQuery(answers: Readonly<Record<string, (range: QueryRange) => RequestListener>>): RequestListener {
  return (request, response) => {
    let body = '';
    request.on('data', (piece: Buffer) => (body += piece.toString()));
    request.on('end', () => {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
      for (const [name, value] of new URLSearchParams(body)) searchParams.set(name, value);
      if (!pathname.endsWith('/query_range')) {
        answering(JSON.stringify({ status: 'success', data: { alerts: [], groups: [] } }))(request, response);
        return;
      }
      const [start, end, step] = ['start', 'end', 'step'].map((name) => Number(searchParams.get(name)));
      const answer = answers[searchParams.get('query') ?? ''];
      const listener = answer?.({ start: start ?? 0, end: end ?? 0, step: step ?? 60 });
      (listener ?? refused(400, 'bad_data', '1:7: parse error: unclosed left parenthesis'))(request, response);
    });
  };
}

/** What a range query asks for, in seconds. */
export interface QueryRange {
  readonly start: number;
  readonly end: number;
  readonly step: number;
}
