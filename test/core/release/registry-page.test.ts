import assert from 'node:assert/strict';
import { registryPage } from '../../../src/core/release/registry-page.ts';

const pageOf = (uri: string, name = 'fraud', version: string | null = '3'): unknown => {
  const page = registryPage(uri, { name, version });
  return 'address' in page ? page.address : page.failure.en;
};

describe('registryPage', () => {
  it('is below the tracking address, with its path', () => {
    assert.equal(pageOf('https://ml.example.com'), 'https://ml.example.com/#/models/fraud/versions/3');
    assert.equal(pageOf(' http://127.0.0.1:5000/ '), 'http://127.0.0.1:5000/#/models/fraud/versions/3');
    assert.equal(pageOf('https://example.com/mlflow/?x=1#y'), 'https://example.com/mlflow/#/models/fraud/versions/3');
    assert.equal(pageOf('https://ml.example.com', 'fraud', null), 'https://ml.example.com/#/models/fraud');
  });

  it('takes names and versions as text, whatever is in them', () => {
    assert.equal(pageOf('http://h', 'card fraud', '1'), 'http://h/#/models/card%20fraud/versions/1');
    assert.equal(pageOf('http://h', 'a/../b?c#d%', '1/2'), 'http://h/#/models/a%2F..%2Fb%3Fc%23d%25/versions/1%2F2');
    assert.equal(pageOf('http://h', 'żółć', '1'), 'http://h/#/models/%C5%BC%C3%B3%C5%82%C4%87/versions/1');
  });

  it('holds no credentials, and none but http and https addresses', () => {
    assert.equal(pageOf('https://ana:pw@ml.example.com/'), 'https://ml.example.com/#/models/fraud/versions/3');
    for (const uri of ['file:///etc', 'javascript:alert(1)', 'vscode://x', 'databricks', 'sqlite:///x.db', './mlruns', ''])
      assert.doesNotMatch(String(pageOf(uri)), /#\/models/, uri);
  });
});
