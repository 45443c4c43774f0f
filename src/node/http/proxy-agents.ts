import type { Agent } from 'http';
import { HttpProxyAgent } from 'http-proxy-agent';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { environmentProxy, type Environment } from './environment-proxy.ts';
import { httpError } from './http-failures.ts';

/**
 * Agents that go through the proxy that the environment names; undefined where a server is asked directly. For the CLI only: in the editor
 * VS Code chooses the proxy itself.
 */
export function proxyAgents(environment: Environment): (url: URL) => Agent | undefined {
  return (url) => {
    const proxy = environmentProxy(url, environment);
    if (proxy === null) return undefined;
    if (!URL.canParse(proxy) || !/^https?:$/.test(new URL(proxy).protocol)) throw httpError('badProxy', { server: url.origin });
    return url.protocol === 'https:' ? new HttpsProxyAgent(proxy) : new HttpProxyAgent(proxy);
  };
}
