import type { ComposeService } from '../../facts/containers/container-facts.ts';
import { positionAt } from '../../model/source-text.ts';
import { ownDocuments } from '../../project/evidence/own-documents.ts';
import type { Project } from '../../project/project.ts';

/** A server that a compose file publishes on this machine. */
export interface PublishedServer {
  readonly kind: 'prometheus' | 'alertmanager';
  /** With the path that it is under. */
  readonly url: string;
  readonly service: string;
  readonly path: string;
  /** 1-based. */
  readonly line: number;
}

/** The images of servers that speak Prometheus' HTTP API or Alertmanager's, with the port and the path that each listens at by itself. */
const images: readonly { readonly name: RegExp; readonly kind: PublishedServer['kind']; readonly port: number; readonly prefix: string }[] =
  [
    {
      name: /(?:^|\/)(?:prom|prometheus)\/prometheus$|(?:^|\/)bitnami(?:legacy)?\/prometheus$|(?:^|\/)ubuntu\/prometheus$/,
      kind: 'prometheus',
      port: 9090,
      prefix: '',
    },
    { name: /(?:^|\/)victoriametrics\/victoria-metrics$/, kind: 'prometheus', port: 8428, prefix: '' },
    { name: /(?:^|\/)grafana\/mimir$/, kind: 'prometheus', port: 8080, prefix: '/prometheus' },
    {
      name: /(?:^|\/)(?:prom|prometheus)\/alertmanager$|(?:^|\/)bitnami(?:legacy)?\/alertmanager$/,
      kind: 'alertmanager',
      port: 9093,
      prefix: '',
    },
  ];

/** The servers of the project's compose files, in path order. Ports without a fixed number on this machine are left out. */
export function publishedServers(project: Project): readonly PublishedServer[] {
  return ownDocuments(project, 'compose').flatMap(({ path, source, facts }) =>
    facts.services.flatMap((service) => {
      const image = images.find(({ name }) => name.test(service.reference?.name ?? ''));
      if (image === undefined) return [];
      const port = service.ports.flatMap(({ value }) => publishedPort(value, listensAt(service) ?? image.port) ?? [])[0];
      if (port === undefined) return [];
      const url = `http://127.0.0.1:${port}${routePrefix(service) ?? image.prefix}`;
      return [{ kind: image.kind, url, service: service.name.value, path, line: positionAt(source, service.name.span.start).line }];
    }),
  );
}

/** The port on this machine of a short `[IP:]HOST:CONTAINER[/tcp]` that leads to a container's port. */
function publishedPort(written: string, container: number): number | undefined {
  const [, host, inside] = /^(?:(?:127\.0\.0\.1|0\.0\.0\.0|\[::1?\]|localhost):)?(\d+):(\d+)(?:\/tcp)?$/.exec(written) ?? [];
  return Number(inside) === container ? Number(host) : undefined;
}

function listensAt({ command }: ComposeService): number | undefined {
  const [, port] = /--?(?:web\.listen-address|httpListenAddr)=\S*:(\d+)/.exec(command ?? '') ?? [];
  return port === undefined ? undefined : Number(port);
}

/** Without a prefix of its own, Prometheus takes the path of its external address. */
function routePrefix({ command }: ComposeService): string | undefined {
  const [, prefix] = /--?(?:web\.route-prefix|http\.pathPrefix)=["']?(\/?[\w./-]*)/.exec(command ?? '') ?? [];
  const external = /--web\.external-url=["']?https?:\/\/[^/\s"']+(\/[\w./-]*)/.exec(command ?? '')?.[1];
  const path = (prefix ?? external)?.replace(/^\/?/, '/').replace(/\/+$/, '');
  return path;
}
