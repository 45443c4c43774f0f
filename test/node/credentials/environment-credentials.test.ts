import assert from 'node:assert/strict';
import { environmentCredentials } from '../../../src/node/credentials/environment-credentials.ts';
import type { CredentialReference } from '../../../src/ports/credentials.ts';

describe('credentials of a command line', () => {
  const environment = { TOKEN: 'hunter2\n', USER_NAME: 'ana', PASSWORD: 'żółw', EMPTY: '' };

  async function header(reference: CredentialReference, ...allowed: readonly string[]): Promise<string | null> {
    const { signal } = new AbortController();
    return environmentCredentials({ environment, allowed: new Set(allowed) }).authorization('https://mlflow.example', reference, signal);
  }

  it('are variables that were allowed by name', async () => {
    assert.equal(await header({ kind: 'token', token: 'env:TOKEN' }, 'TOKEN'), 'Bearer hunter2');
    const basic = { kind: 'basic', user: 'env:USER_NAME', password: 'env:PASSWORD' } as const;
    assert.equal(await header(basic, 'USER_NAME', 'PASSWORD'), `Basic ${Buffer.from('ana:żółw').toString('base64')}`);
    assert.equal(await header({ ...basic, user: 'ana' }, 'PASSWORD'), `Basic ${Buffer.from('ana:żółw').toString('base64')}`);
  });

  it('are nothing where a part is not allowed, missing or empty', async () => {
    assert.equal(await header({ kind: 'token', token: 'env:TOKEN' }), null);
    assert.equal(await header({ kind: 'token', token: 'env:TOKEN' }, 'token', 'env:TOKEN', 'PASSWORD'), null);
    assert.equal(await header({ kind: 'token', token: 'env:EMPTY' }, 'EMPTY'), null);
    assert.equal(await header({ kind: 'token', token: 'env:GONE' }, 'GONE'), null);
    assert.equal(await header({ kind: 'token', token: 'env:constructor' }, 'GONE'), null);
    assert.equal(await header({ kind: 'basic', user: 'env:USER_NAME', password: 'env:PASSWORD' }, 'PASSWORD'), null);
    assert.equal(await header({ kind: 'basic', user: 'env:USER_NAME', password: 'env:PASSWORD' }, 'USER_NAME'), null);
  });

  it('are never a text of the manifest itself, nor of a store that a command line has not', async () => {
    assert.equal(await header({ kind: 'token', token: 'hunter2' }, 'hunter2'), null);
    assert.equal(await header({ kind: 'token', token: 'secret' }, 'secret'), null);
    assert.equal(await header({ kind: 'basic', user: 'ana', password: 'hunter2' }), null);
  });
});
