import assert from 'node:assert/strict';
import { pageHtml } from '../../../src/extension/drift-panel/page-html.ts';
import { openPage } from '../../support/page.ts';

describe('pageHtml', () => {
  const parts = {
    nonce: 'bm9uY2U_',
    cspSource: "'self' https://*.vscode-cdn.net",
    script: 'https://cdn.example/dist/drift-panel.js?a=1&b=2',
    style: 'https://cdn.example/dist/drift-panel.css',
    lang: 'pl',
    title: 'Dryf',
    loading: '"><script>alert(1)</script>',
    failed: "It's <b>bad</b> & over.",
  };

  it('allows one script by nonce and our own styles, and nothing unsafe', () => {
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(pageHtml(parts))?.[1]?.replaceAll('&#39;', "'") ?? '';
    assert.deepEqual(policy.split('; '), [
      "default-src 'none'",
      "script-src 'nonce-bm9uY2U_'",
      "style-src 'self' https://*.vscode-cdn.net 'nonce-bm9uY2U_'",
      "base-uri 'none'",
      "form-action 'none'",
    ]);
    assert.doesNotMatch(pageHtml(parts), /unsafe|style="|onload/);
  });

  it('holds what it is given as text, whatever that is', async () => {
    const body = /<body>([\s\S]*)<script/.exec(pageHtml(parts))?.[1] ?? '';
    const page = openPage(body);
    try {
      const root = page.document.getElementById('app');
      assert.equal(root?.dataset['loading'], parts.loading);
      assert.equal(root.dataset['failed'], parts.failed);
      assert.equal(page.document.querySelectorAll('script, b').length, 0);
    } finally {
      await page.close();
    }
    assert.match(pageHtml(parts), /<html lang="pl">/);
    assert.match(pageHtml(parts), /src="https:\/\/cdn\.example\/dist\/drift-panel\.js\?a=1&amp;b=2"/);
  });
});
