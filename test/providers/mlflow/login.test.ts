import assert from 'node:assert/strict';
import { environmentCredentials } from '../../../src/node/credentials/environment-credentials.ts';
import { createHttp } from '../../../src/node/http/create-http.ts';
import { mlflowAuthorization, type SourceAuth } from '../../../src/providers/mlflow/mlflow-authorization.ts';
import { createMlflowClient, type MlflowClient } from '../../../src/providers/mlflow/mlflow-client.ts';
import { loopbackServer } from '../../support/loopback-server.ts';
import { mlflowContent } from '../../support/mlflow-content.ts';
import { mlflowPrograms, startMlflow, type MlflowProcess } from '../../support/mlflow-server.ts';

const { signal } = new AbortController();

interface Login {
  readonly url: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly allowed?: readonly string[];
  readonly auth?: SourceAuth;
}

function clientOf({ url, environment, allowed = Object.keys(environment), auth }: Login): MlflowClient {
  const credentials = environmentCredentials({ environment, allowed: new Set(allowed) });
  return createMlflowClient({ http: createHttp(), url, authorization: mlflowAuthorization(credentials, { url, auth }) });
}

describe('logging in at MLflow', () => {
  it('sends what the source names, else MLflow’s own variables, and only what was allowed', async () => {
    const seen: (string | undefined)[] = [];
    const server = await loopbackServer((incoming, answer) => {
      seen.push(incoming.headers.authorization);
      answer.setHeader('content-type', 'application/json').end('{"registered_models": []}');
    });
    try {
      const { url } = server;
      const own = { MLFLOW_TRACKING_USERNAME: 'ana', MLFLOW_TRACKING_PASSWORD: 'pw', MLFLOW_TRACKING_TOKEN: 'tk' };
      const basic = `Basic ${btoa('ana:pw')}`;
      await clientOf({ url, environment: own }).models(signal);
      await clientOf({ url, environment: own, allowed: ['MLFLOW_TRACKING_TOKEN'] }).models(signal);
      await clientOf({ url, environment: own, allowed: [] }).models(signal);
      await clientOf({ url, environment: { ...own, T: 'other' }, auth: { token: 'env:T' } }).models(signal);
      await clientOf({ url, environment: own, auth: { token: 'env:T' } }).models(signal);
      await clientOf({ url, environment: { P: 'pw' }, auth: { user: 'ana', password: 'env:P' } }).models(signal);
      assert.deepEqual(seen, [basic, 'Bearer tk', undefined, 'Bearer other', undefined, basic]);
    } finally {
      await server.close();
    }
  });

  describe('with its own login', function () {
    this.timeout(180_000);
    const login = { user: 'ana', password: 'correct horse battery' };
    let server: MlflowProcess | undefined;
    before(async function () {
      // Under CI it is installed first.
      this.timeout(900_000);
      const programs = mlflowPrograms(2);
      if (programs === null) this.skip();
      server = await startMlflow({ programs, login });
    });
    after(() => server?.close());

    it('lets in who may, and tells a missing login from a wrong one', async () => {
      const url = server?.url ?? '';
      const authorization = `Basic ${btoa(`${login.user}:${login.password}`)}`;
      await mlflowContent(url, authorization).model('fraud');
      const environment = { MLFLOW_TRACKING_USERNAME: login.user, MLFLOW_TRACKING_PASSWORD: login.password };
      assert.equal((await clientOf({ url, environment }).model('fraud', signal))?.name, 'fraud');
      await assert.rejects(clientOf({ url, environment: {} }).model('fraud', signal), { code: 'unauthorized', message: /wants a login/ });
      const wrong = { ...environment, MLFLOW_TRACKING_PASSWORD: 'wrong' };
      await assert.rejects(clientOf({ url, environment: wrong }).model('fraud', signal), {
        code: 'unauthorized',
        message: /did not accept/,
      });

      // Somebody who is known, but has no right to this model.
      const made = await fetch(`${url}/api/2.0/mlflow/users/create`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization },
        body: JSON.stringify({ username: 'ben', password: 'another long password' }),
      });
      assert.equal(made.status, 200);
      const ben = clientOf({ url, environment: { MLFLOW_TRACKING_USERNAME: 'ben', MLFLOW_TRACKING_PASSWORD: 'another long password' } });
      await assert.rejects(ben.model('fraud', signal), { code: 'unauthorized', message: /does not allow this/ });
      assert.deepEqual(await ben.models(signal), []);
    });
  });
});
