import assert from 'node:assert/strict';
import { format } from '../../../src/core/l10n/message.ts';
import { createHttp } from '../../../src/node/http/create-http.ts';
import { environmentProxy, type Environment } from '../../../src/node/http/environment-proxy.ts';
import { proxyAgents } from '../../../src/node/http/proxy-agents.ts';
import { HttpError, type HttpAnswer } from '../../../src/ports/http.ts';
import { forwardingProxy, type ForwardingProxy } from '../../support/forwarding-proxy.ts';
import { loopbackServer, type LoopbackServer } from '../../support/loopback-server.ts';
import { selfSigned } from '../../support/self-signed.ts';

describe('proxies of the environment', () => {
  it('are chosen as curl chooses them', () => {
    const cases: readonly (readonly [string, Environment, string | null])[] = [
      ['http://a.example/', {}, null],
      ['http://a.example/', { HTTP_PROXY: 'http://p:3128', HTTPS_PROXY: 'http://q' }, 'http://p:3128'],
      ['https://a.example/', { HTTP_PROXY: 'http://p:3128', HTTPS_PROXY: 'http://q' }, 'http://q'],
      ['https://a.example/', { https_proxy: 'q:8080', HTTPS_PROXY: 'http://other' }, 'http://q:8080'],
      ['https://a.example/', { ALL_PROXY: 'http://all' }, 'http://all'],
      ['https://a.example/', { HTTPS_PROXY: ' ' }, null],
      ['https://a.example/', { HTTPS_PROXY: 'http://q', NO_PROXY: '*' }, null],
      ['https://a.example/', { HTTPS_PROXY: 'http://q', NO_PROXY: 'b.example, A.EXAMPLE' }, null],
      ['https://sub.a.example/', { HTTPS_PROXY: 'http://q', no_proxy: 'a.example' }, null],
      ['https://sub.a.example/', { HTTPS_PROXY: 'http://q', no_proxy: '.a.example' }, null],
      ['https://sub.a.example/', { HTTPS_PROXY: 'http://q', no_proxy: '*.a.example' }, null],
      ['https://nota.example/', { HTTPS_PROXY: 'http://q', no_proxy: 'a.example' }, 'http://q'],
      ['https://a.example:8443/', { HTTPS_PROXY: 'http://q', no_proxy: 'a.example:443' }, 'http://q'],
      ['https://a.example/', { HTTPS_PROXY: 'http://q', no_proxy: 'a.example:443' }, null],
      ['https://[2001:db8::1]/', { HTTPS_PROXY: 'http://q', no_proxy: '[2001:db8::1]' }, null],
      ['http://127.0.0.1:5000/', { HTTP_PROXY: 'http://p' }, null],
      ['http://localhost:5000/', { HTTP_PROXY: 'http://p' }, null],
      ['http://[::1]:5000/', { HTTP_PROXY: 'http://p' }, null],
    ];
    for (const [url, environment, proxy] of cases)
      assert.equal(environmentProxy(new URL(url), environment), proxy, `${url} ${JSON.stringify(environment)}`);
  });
});

describe('requests through a proxy', () => {
  const { signal } = new AbortController();
  const open: LoopbackServer[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map((server) => server.close()));
  });

  async function proxyTo(server: LoopbackServer, authorization: string | null): Promise<ForwardingProxy> {
    const proxy = await forwardingProxy({ authorization, leadsTo: new URL(server.url) });
    open.push(server, proxy);
    return proxy;
  }

  function send(url: string, environment: Environment, headers: Readonly<Record<string, string>> = {}): Promise<HttpAnswer> {
    const http = createHttp({ agentFor: proxyAgents(environment) });
    return http.send({ method: 'GET', url, headers, body: null, timeout: 10_000, largestAnswer: 1000 }, signal);
  }

  async function refused(url: string, environment: Environment): Promise<string> {
    const error: unknown = await send(url, environment).catch((reason: unknown) => reason);
    assert.ok(error instanceof HttpError, String(error));
    assert.equal(error.code, 'unreachable');
    return format(error.text, 'en');
  }

  it('over plain HTTP name the whole address to the proxy', async () => {
    const proxy = await proxyTo(await loopbackServer((incoming, answer) => answer.end(incoming.url)), null);
    assert.equal((await send('http://mlflow.example/api?x=1', { http_proxy: proxy.url })).text, '/api?x=1');
    assert.deepEqual(proxy.asked, ['GET http://mlflow.example/api?x=1']);
  });

  it('log in at the proxy, and say so where they cannot', async () => {
    const proxy = await proxyTo(await loopbackServer((_, answer) => answer.end('in')), `Basic ${btoa('ana:hunter2')}`);
    const withLogin = proxy.url.replace('//', '//ana:hunter2@');
    assert.equal((await send('http://mlflow.example/', { HTTP_PROXY: withLogin })).text, 'in');
    for (const url of ['http://mlflow.example/', 'https://mlflow.example/']) {
      const words = await refused(url, { ALL_PROXY: proxy.url });
      assert.match(words, /^The proxy on the way to https?:\/\/mlflow\.example did not let the request through \(407\)/);
    }
  });

  it('over HTTPS go through a tunnel, inside which the certificate still counts', async function () {
    const tls = selfSigned('mlflow.example');
    if (tls === null) this.skip();
    const proxy = await proxyTo(await loopbackServer((_, answer) => answer.end('taken'), tls), null);
    const error: unknown = await send('https://mlflow.example/', { HTTPS_PROXY: proxy.url }, { authorization: 'Bearer hunter2' }).catch(
      (reason: unknown) => reason,
    );
    assert.ok(error instanceof HttpError);
    assert.equal(error.code, 'certificate');
    assert.deepEqual(proxy.asked, ['CONNECT mlflow.example:443']);
  });

  it('are not sent at all where the proxy is of a kind that is not known', async () => {
    assert.match(
      await refused('http://mlflow.example/', { ALL_PROXY: 'socks5://ana:hunter2@p:1080' }),
      /names for http:\/\/mlflow\.example is no http/,
    );
  });

  it('do not go through a proxy that is gone', async () => {
    const server = await loopbackServer(() => undefined);
    await server.close();
    assert.match(
      await refused('http://mlflow.example/', { HTTP_PROXY: server.url }),
      /^The proxy on the way to http:\/\/mlflow\.example does not answer/,
    );
  });
});
