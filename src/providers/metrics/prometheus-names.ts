import * as z from 'zod';
import type { MetricNameSource } from '../../ports/metric-names.ts';
import { askServer, type ServerOptions } from './ask-server.ts';
import { readReply } from './prometheus.ts';

const namesSchema = z.array(z.string()).nullable();

/** Names that completion can still offer: more are no help, and a list of millions none for the editor. */
export const mostNames = 20_000;

/** The names of all metrics that a server has had of late, from `/api/v1/label/__name__/values`. */
export function prometheusNames(options: ServerOptions): MetricNameSource {
  return {
    async metricNames(signal) {
      const reply = await askServer(
        options,
        { system: 'Prometheus', endpoint: ({ endpoint }) => endpoint('v1/label/__name__/values'), parameters: {}, takesPost: false },
        signal,
      );
      const names = readReply(reply, ({ data }) => namesSchema.parse(data) ?? []);
      return { names: [...new Set(names)].sort().slice(0, mostNames), left: Math.max(0, names.length - mostNames) };
    },
  };
}
