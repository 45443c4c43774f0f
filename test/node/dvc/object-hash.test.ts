import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { createObjectHash } from '../../../src/node/dvc/object-hash.ts';

const md5 = (bytes: string | Uint8Array): string => createHash('md5').update(bytes).digest('hex');

function matches(parts: readonly Uint8Array[], expected: string, folds: boolean): boolean {
  const hash = createObjectHash({ folds });
  for (const part of parts) hash.update(part);
  return hash.matches(expected);
}

describe('createObjectHash', () => {
  const text = Buffer.from('a,b\r\n1,2\r\n');

  it('takes the digest of the bytes, and of DVC 2 where line ends are folded', () => {
    assert.equal(matches([text], md5(text), false), true);
    assert.equal(matches([text], md5('a,b\n1,2\n'), false), false);
    assert.equal(matches([text], md5('a,b\n1,2\n'), true), true);
    assert.equal(matches([text], md5(text), true), true);
    assert.equal(matches([], md5(''), true), true);
  });

  it('does not depend on how the bytes come', () => {
    const parts = [...text].map((byte) => Uint8Array.of(byte));
    assert.equal(matches(parts, md5('a,b\n1,2\n'), true), true);
  });

  it('folds nothing in binary files', () => {
    const binary = Buffer.from('\0\r\n');
    assert.equal(matches([binary], md5('\0\n'), true), false);
    assert.equal(matches([binary], md5(binary), true), true);
  });

  it('folds in pieces of a mebibyte as DVC 2 does, so that an end across two pieces stays', () => {
    const long = Buffer.from(`${'x'.repeat(2 ** 20 - 1)}\r\ny\r\n`);
    assert.equal(matches([long], md5(`${'x'.repeat(2 ** 20 - 1)}\r\ny\n`), true), true);
  });
});
