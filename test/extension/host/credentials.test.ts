import assert from 'node:assert/strict';
import { EditorCredentials, originOf, type VariableForOrigin } from '../../../src/extension/host/credentials.ts';

const origin = 'https://mlflow.example.com';
const { signal } = new AbortController();

/** Credentials over plain maps, with what was asked and what answers. */
function credentialsOver({
  environment = {},
  answers = true,
}: { readonly environment?: Record<string, string>; readonly answers?: boolean } = {}): {
  readonly credentials: EditorCredentials;
  readonly asked: readonly VariableForOrigin[];
  readonly names: ReadonlyMap<string, unknown>;
} {
  const secrets = new Map<string, string>();
  const names = new Map<string, unknown>();
  const asked: VariableForOrigin[] = [];
  const credentials = new EditorCredentials({
    secrets: {
      get: (key) => Promise.resolve(secrets.get(key)),
      store: (key, value) => Promise.resolve(void secrets.set(key, value)),
      delete: (key) => Promise.resolve(void secrets.delete(key)),
    },
    names: { get: (key) => names.get(key), update: (key, value) => Promise.resolve(void names.set(key, value)) },
    environment,
    mayUse: (variable) => {
      asked.push(variable);
      return Promise.resolve(answers);
    },
  });
  return { credentials, asked, names };
}

const token = { kind: 'token' as const, token: 'secret' };

describe('credentials in the editor', () => {
  it('gives a secret to its own origin alone', async () => {
    const { credentials } = credentialsOver();
    await credentials.store(origin, { user: null, value: 'abc' });
    assert.equal(await credentials.authorization(origin, token, signal), 'Bearer abc');
    assert.equal(await credentials.authorization('https://mlflow.example.com:8443', token, signal), null);
    assert.equal(await credentials.authorization('http://mlflow.example.com', token, signal), null);
  });

  it('sends user and password where a person stored both, and the manifest’s user where they stored a password', async () => {
    const { credentials } = credentialsOver();
    await credentials.store(origin, { user: 'ana', value: 'pw' });
    assert.equal(await credentials.authorization(origin, token, signal), `Basic ${Buffer.from('ana:pw').toString('base64')}`);
    const basic = { kind: 'basic' as const, user: 'service', password: 'secret' };
    assert.equal(await credentials.authorization(origin, basic, signal), `Basic ${Buffer.from('service:pw').toString('base64')}`);
  });

  it('asks once before a variable goes to an origin, and again for another origin', async () => {
    const { credentials, asked } = credentialsOver({ environment: { TOKEN: 'xyz' } });
    const reference = { kind: 'token' as const, token: 'env:TOKEN' };
    assert.equal(await credentials.authorization(origin, reference, signal), 'Bearer xyz');
    assert.equal(await credentials.authorization(origin, reference, signal), 'Bearer xyz');
    assert.deepEqual(asked, [{ name: 'TOKEN', origin }]);
    await credentials.authorization('https://other.example.com', reference, signal);
    assert.equal(asked.length, 2);
  });

  it('takes a no for the rest of the session, and does not ask for a variable that is not there', async () => {
    const { credentials, asked } = credentialsOver({ environment: { TOKEN: 'xyz' }, answers: false });
    for (const name of ['TOKEN', 'TOKEN', 'MISSING']) {
      assert.equal(await credentials.authorization(origin, { kind: 'token', token: `env:${name}` }, signal), null);
    }
    assert.deepEqual(asked, [{ name: 'TOKEN', origin }]);
  });

  it('asks again after the person took it back', async () => {
    const { credentials, asked } = credentialsOver({ environment: { TOKEN: 'xyz' } });
    const reference = { kind: 'token' as const, token: 'env:TOKEN' };
    await credentials.authorization(origin, reference, signal);
    await credentials.revoke({ name: 'TOKEN', origin });
    await credentials.authorization(origin, reference, signal);
    assert.equal(asked.length, 2);
  });

  it('lists origins and names, keeps no value outside of the secret store, and forgets all of it', async () => {
    const { credentials, names } = credentialsOver({ environment: { TOKEN: 'xyz' } });
    await credentials.store(origin, { user: 'ana', value: 'sesame' });
    await credentials.authorization(origin, { kind: 'token', token: 'env:TOKEN' }, signal);
    assert.deepEqual(credentials.origins(), [{ origin, hasSecret: true, variables: ['TOKEN'] }]);
    assert.doesNotMatch(JSON.stringify([...names]), /sesame|xyz|ana/);
    await credentials.forget(origin);
    assert.deepEqual(credentials.origins(), []);
    assert.equal(await credentials.authorization(origin, token, signal), null);
  });

  it('takes a text that is neither a variable nor the store for no credential', async () => {
    const { credentials } = credentialsOver();
    assert.deepEqual(credentials.origins(), []);
    assert.equal(await credentials.authorization(origin, { kind: 'token', token: 'plain text' }, signal), null);
  });
});

describe('the origin of an address', () => {
  for (const [text, expected] of [
    [' https://mlflow.example.com/path?x=1 ', 'https://mlflow.example.com'],
    ['http://127.0.0.1:5000', 'http://127.0.0.1:5000'],
    ['https://user:pw@example.com', 'https://example.com'],
    ['file:///etc/passwd', null],
    ['mlflow.example.com', null],
    ['', null],
  ] as const) {
    it(`of '${text}' is ${String(expected)}`, () => {
      assert.equal(originOf(text), expected);
    });
  }
});
