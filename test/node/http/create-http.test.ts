import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { format } from '../../../src/core/l10n/message.ts';
import { createHttp } from '../../../src/node/http/create-http.ts';
import { HttpError, type HttpErrorCode, type HttpRequest } from '../../../src/ports/http.ts';
import { loopbackServer, type LoopbackServer } from '../../support/loopback-server.ts';
import { selfSigned, type SelfSigned } from '../../support/self-signed.ts';

const { signal } = new AbortController();
const http = createHttp();

function get(url: string, extra: Partial<HttpRequest> = {}): HttpRequest {
  return { method: 'GET', url, headers: {}, body: null, timeout: 10_000, largestAnswer: 1_000_000, ...extra };
}

async function failure(request: HttpRequest): Promise<HttpError> {
  const error: unknown = await http.send(request, signal).then(
    ({ status }) => new Error(`answered ${String(status)}`),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof HttpError, String(error));
  return error;
}

async function assertFails(request: HttpRequest, code: HttpErrorCode, words: RegExp): Promise<void> {
  const error = await failure(request);
  assert.equal(error.code, code);
  assert.match(format(error.text, 'en'), words);
  for (const text of [error.text, error.hint]) assert.doesNotMatch(format(text, 'pl'), /\{|hunter2/);
}

describe('requests over HTTP', () => {
  const servers: LoopbackServer[] = [];
  async function serve(answer: RequestListener, tls: SelfSigned | null = null): Promise<string> {
    const server = await loopbackServer(answer, tls);
    servers.push(server);
    return server.url;
  }
  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.close()));
  });

  it('send method, path, headers and body, and bring back status, headers and text', async () => {
    const url = await serve((incoming, answer) => {
      let body = '';
      incoming.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      incoming.on('end', () => {
        const { method, url: path, headers } = incoming;
        answer.writeHead(418, { 'X-Seen': 'yes', 'Set-Cookie': ['a=1', 'b=2'] });
        answer.end(JSON.stringify({ method, path, headers, body }));
      });
    });
    for (const method of ['POST', 'PATCH', 'DELETE'] as const) {
      const answer = await http.send(
        get(`${url}/a%2Fb?c=d&c=e`, { method, headers: { authorization: 'Bearer hunter2' }, body: '{"ż":1}' }),
        signal,
      );
      assert.equal(answer.status, 418);
      assert.equal(answer.headers['x-seen'], 'yes');
      assert.equal(answer.headers['set-cookie'], 'a=1, b=2');
      const seen = JSON.parse(answer.text) as { method: string; path: string; body: string; headers: Record<string, string> };
      assert.deepEqual([seen.method, seen.path, seen.body], [method, '/a%2Fb?c=d&c=e', '{"ż":1}']);
      assert.equal(seen.headers['content-length'], '8');
      assert.equal(seen.headers['authorization'], 'Bearer hunter2');
      assert.equal(seen.headers['accept-encoding'], 'identity');
    }
  });

  it('never follow a redirect, so that a credential stays where it was meant to go', async () => {
    const visited: string[] = [];
    const elsewhere = await serve((incoming, answer) => {
      visited.push(String(incoming.headers.authorization));
      answer.end('taken');
    });
    const url = await serve((_, answer) => answer.writeHead(307, { location: elsewhere }).end());
    const answer = await http.send(get(url, { headers: { authorization: 'Bearer hunter2' } }), signal);
    assert.equal(answer.status, 307);
    assert.deepEqual(visited, []);
  });

  it('refuse credentials over plain HTTP to another machine before anything is sent', async () => {
    for (const name of ['authorization', 'Authorization', 'Cookie']) {
      // The address is of a network for documentation (RFC 5737): a connection to it would time out, not be refused.
      const request = get('http://192.0.2.1:5000/', { headers: { [name]: 'Bearer hunter2' } });
      await assertFails(request, 'insecure', /plain HTTP.*Nothing was sent/);
    }
    await assertFails(get('http://127.0.0.1.example.invalid/', { headers: { authorization: 'x' } }), 'insecure', /plain HTTP/);
  });

  it('refuse addresses with a password in them, without showing it', async () => {
    await assertFails(get('http://ana:hunter2@127.0.0.1:1/'), 'insecure', /^The address of http:\/\/127\.0\.0\.1:1 holds/);
    await assertFails(get('ftp://ana:hunter2@files.example/'), 'unreachable', /^ftp:\/\/files\.example is no http/);
    await assertFails(get('http://ana:hunter2@bad host/'), 'unreachable', /^bad host\/ is no http/);
  });

  it('refuse a token that would add a header', async () => {
    const url = await serve((_, answer) => answer.end());
    await assertFails(get(url, { headers: { authorization: 'Bearer hunter2\r\nx: y' } }), 'insecure', /no header can hold/);
  });

  it('give up a slow answer, whether it begins or not', async () => {
    const silent = await serve(() => undefined);
    await assertFails(get(silent, { timeout: 50 }), 'timeout', /did not answer in full within 1 s/);
    const dripping = await serve((_, answer) => {
      const drip = setInterval(() => answer.write('.'), 5);
      answer.once('close', () => clearInterval(drip));
    });
    await assertFails(get(dripping, { timeout: 100 }), 'timeout', /did not answer in full/);
  });

  it('give up a huge answer while it comes, and end the connection', async () => {
    const closed: Promise<unknown>[] = [];
    const url = await serve((_, answer) => {
      closed.push(once(answer, 'close'));
      const pour = (): void => {
        while (!answer.destroyed && answer.write('x'.repeat(65_536)));
      };
      answer.on('drain', pour);
      pour();
    });
    await assertFails(get(url, { largestAnswer: 200_000 }), 'too-large', /larger than 0\.2 MB/);
    assert.equal(closed.length, 1);
    await Promise.all(closed);
  });

  it('tell a cut connection from a whole answer', async () => {
    const cases: readonly RequestListener[] = [
      (_, answer) => answer.destroy(),
      (_, answer) => {
        answer.writeHead(200, { 'content-length': '1000' });
        answer.write('{"half":', () => answer.destroy());
      },
      (_, answer) => {
        answer.write('{"half":', () => answer.destroy());
      },
    ];
    for (const one of cases) await assertFails(get(await serve(one)), 'unreachable', /connection to .* was lost/);
  });

  it('say what is no server, no host and no HTTPS', async () => {
    const gone = await loopbackServer(() => undefined);
    await gone.close();
    await assertFails(get(gone.url), 'unreachable', /^Nothing answers at http:\/\/127/);
    await assertFails(
      get('http://host.invalid/'),
      'unreachable',
      /^(?:There is no host of the name in http:\/\/host\.invalid|http:\/\/host\.invalid could not)/,
    );
    const plain = await serve((_, answer) => answer.end());
    await assertFails(get(plain.replace('http:', 'https:')), 'unreachable', /does not speak HTTPS/);
  });

  it('end with the reason of whoever aborts them', async () => {
    const aborting = new AbortController();
    const reason = new Error('enough');
    const url = await serve(() => aborting.abort(reason));
    await assert.rejects(http.send(get(url), aborting.signal), reason);
    await assert.rejects(http.send(get(url), aborting.signal), reason);
  });

  describe('with certificates', () => {
    let own: SelfSigned;
    let foreign: SelfSigned;
    before(function () {
      const made = [selfSigned('127.0.0.1'), selfSigned('other.example')] as const;
      if (made[0] === null || made[1] === null) {
        process.stdout.write('    skipped: openssl is not installed\n');
        this.skip();
      }
      [own, foreign] = [made[0], made[1]];
    });

    it('tell one that nobody vouches for', async () => {
      const url = await serve((_, answer) => answer.end('secret'), own);
      await assertFails(get(url), 'certificate', /is not trusted \(DEPTH_ZERO_SELF_SIGNED_CERT\)/);
    });

    it('trust what NODE_EXTRA_CA_CERTS vouches for, if the name is right', async () => {
      const folder = mkdtempSync(join(tmpdir(), 'airworthy-ca-'));
      try {
        writeFileSync(join(folder, 'ca.pem'), `${own.cert}${foreign.cert}`);
        const urls = [await serve((_, answer) => answer.end('hello'), own), await serve((_, answer) => answer.end('hello'), foreign)];
        // Node reads the variable when a process starts, so only another process can show it.
        const script = `
          const { createHttp } = require('./src/node/http/create-http.ts');
          const ask = (url) => createHttp().send({ method: 'GET', url, headers: {}, body: null, timeout: 10000, largestAnswer: 1000 }, new AbortController().signal)
            .then(({ text }) => text, ({ code, message }) => code + ' ' + message);
          Promise.all(${JSON.stringify(urls)}.map(ask)).then((all) => process.stdout.write(JSON.stringify(all)));`;
        const { stdout } = await promisify(execFile)(process.execPath, ['--require', 'tsx/cjs', '-e', script], {
          env: { ...process.env, NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem') },
        });
        const [trusted, misnamed] = JSON.parse(stdout) as readonly string[];
        assert.equal(trusted, 'hello');
        assert.match(String(misnamed), /^certificate .*is for another name|^certificate The certificate that/);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    });
  });
});
