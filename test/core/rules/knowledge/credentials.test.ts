import assert from 'node:assert/strict';
import { isSecretSetting, passwordInUrl, tokensIn } from '../../../../src/core/rules/knowledge/credentials.ts';

// The tokens are put together here, so that no scanner takes this file for a leak.
const aws = ['AKIA', 'Q3EGRTYUIOPLKJHG'].join('');
const github = ['ghp', 'aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0fG3iJ6'].join('_');

describe('credentials', () => {
  it('knows tokens by their shape', () => {
    assert.deepEqual(
      tokensIn(`a ${aws} b ${github}`).map(({ kind, span }) => [kind, span.start]),
      [
        ['AWS', 2],
        ['GitHub', 25],
      ],
    );
  });

  for (const text of [
    'AKIAIOSFODNN7EXAMPLE',
    'ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
    `x${aws}`,
    'sk-learn',
    'hf_model',
    '-----BEGIN PRIVATE KEY-----\n...',
  ]) {
    it(`leaves ${text.slice(0, 24)} alone`, () => assert.deepEqual(tokensIn(text), []));
  }

  it('finds the password of a URL, but no placeholder', () => {
    assert.equal(passwordInUrl('https://ana:s3cret@host/x')?.user, 'ana');
    for (const url of [
      'https://host',
      'https://ana@host',
      'https://ana:${P}@host',
      'https://ana:<password>@host',
      'postgresql://postgres:postgres@db',
      's3://bucket/a:b@c',
    ]) {
      assert.equal(passwordInUrl(url), undefined, url);
    }
  });

  const settings: readonly (readonly [name: string, value: string, isSecret: boolean])[] = [
    ['DB_PASSWORD', 'Kx9-2fQ!pz', true],
    ['API_KEY', '9f8e7d6c5b4a3210', true],
    ['api-token', 'AbCdEfGhIj', true],
    ['DB_PASSWORD', 'changeme1', false],
    ['DB_PASSWORD', 'short1', false],
    ['DB_PASSWORD', '${DB_PASSWORD}', false],
    ['TOKEN_FILE', '/run/secrets/token1', false],
    ['HF_TOKEN', '/run/secrets/token1', false],
    ['SECRET_NAME', 'my-secret-1234', false],
    ['API_KEY', 'my-secret-key', false],
    ['MAX_TOKENS', '12345678', false],
  ];
  for (const [name, value, isSecret] of settings) {
    it(`${isSecret ? 'takes' : 'does not take'} ${name}=${value} for a secret`, () => assert.equal(isSecretSetting(name, value), isSecret));
  }
});
