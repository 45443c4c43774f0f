import { isLoopback } from './loopback.ts';

/** Variables of a process. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The address of the proxy that the environment names for a URL, as curl reads it: `https_proxy` or `http_proxy` by the URL's scheme, else
 * `all_proxy`, unless `no_proxy` names the host; lower case before upper case. Null where the server is asked directly. This machine is
 * never asked through a proxy, which would hand over what may be said to loopback only.
 */
export function environmentProxy(url: URL, environment: Environment): string | null {
  if (isLoopback(url.hostname)) return null;
  const variable = (name: string): string => environment[name]?.trim() || environment[name.toUpperCase()]?.trim() || '';
  if (isExempt(url, variable('no_proxy'))) return null;
  const proxy = variable(url.protocol === 'https:' ? 'https_proxy' : 'http_proxy') || variable('all_proxy');
  if (proxy === '') return null;
  return proxy.includes('://') ? proxy : `http://${proxy}`;
}

/** A host is named by itself, by a domain that it is in (with or without a leading dot or `*.`), each with or without a port, or by `*`. */
function isExempt({ hostname, port, protocol }: URL, list: string): boolean {
  const host = hostname.toLowerCase();
  const realPort = port === '' ? (protocol === 'https:' ? '443' : '80') : port;
  return list.split(/[,\s]+/).some((entry) => {
    if (entry === '*') return true;
    const [, name = entry, entryPort = realPort] = /^(.+?):(\d+)$/.exec(entry) ?? [];
    const domain = name.toLowerCase().replace(/^\*?\./, '');
    return domain !== '' && entryPort === realPort && (host === domain || host === `[${domain}]` || host.endsWith(`.${domain}`));
  });
}
