import assert from 'node:assert/strict';
import { hasUrlSecret, redactUrl } from '../../../src/core/facts/redact-url.ts';

describe('redacted URLs', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['https://user:pass@host/x', 'https://user:***@host/x'],
    ['https://ghp_token@host/x', 'https://***@host/x'],
    ['ssh://git@host/x', 'ssh://git@host/x'],
    ['ssh://git:pw@host:22/x', 'ssh://git:***@host:22/x'],
    ['azure://c/x?sv=1&sig=abc%3D&se=2', 'azure://c/x?sv=1&sig=***&se=2'],
    ['https://host/?access_token=t#f', 'https://host/?access_token=***#f'],
    ['https://host/a@b?keyword=x', 'https://host/a@b?keyword=x'],
    ['s3://bucket/path', 's3://bucket/path'],
    ['../relative/path', '../relative/path'],
    ['', ''],
  ];
  for (const [url, shown] of cases) {
    it(`shows ${url === '' ? 'nothing' : url} as ${shown}`, () => {
      assert.equal(redactUrl(url), shown);
      assert.equal(hasUrlSecret(url), url !== shown);
    });
  }
});
