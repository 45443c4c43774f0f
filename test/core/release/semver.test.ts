import assert from 'node:assert/strict';
import fc from 'fast-check';
import { compareSemver, isSemver } from '../../../src/core/release/semver.ts';

describe('isSemver', () => {
  const good = [
    'v0.0.0',
    'v1.2.3',
    'v10.20.30',
    'v1.0.0-rc.1',
    'v1.0.0-0a',
    'v1.0.0--',
    'v1.0.0+001',
    'v1.0.0-a.b-c+d.e',
    'v99999999999999999999.0.0',
  ];
  const bad = [
    '1.2.3',
    'V1.2.3',
    'v1',
    'v1.2',
    'v1.2.3.4',
    'v01.2.3',
    'v1.2.3-',
    'v1.2.3-01',
    'v1.2.3-a..b',
    'v1.2.3+',
    'v1.2.3+a+b',
    ' v1.2.3',
    'v1.2.3\n',
    'v1.2.x',
    '',
  ];
  for (const version of good) it(`takes ${version}`, () => assert.ok(isSemver(version)));
  for (const version of bad) it(`refuses ${JSON.stringify(version)}`, () => assert.ok(!isSemver(version)));
});

describe('compareSemver', () => {
  it('orders as semver.org does', () => {
    const ordered = [
      'v0.9.10',
      'v1.0.0-alpha',
      'v1.0.0-alpha.1',
      'v1.0.0-alpha.beta',
      'v1.0.0-beta',
      'v1.0.0-beta.2',
      'v1.0.0-beta.11',
      'v1.0.0-rc.1',
      'v1.0.0',
      'v1.0.1',
      'v1.9.0',
      'v1.10.0',
      'v2.0.0-1',
      'v2.0.0-a',
      'v2.0.0',
      'v99999999999999999998.0.0',
      'v99999999999999999999.0.0',
    ];
    for (const [index, one] of ordered.entries()) {
      for (const [other, against] of ordered.entries())
        assert.equal(Math.sign(compareSemver(one, against)), Math.sign(index - other), `${one} ${against}`);
    }
  });

  it('leaves build metadata out', () => {
    assert.equal(compareSemver('v1.0.0+a', 'v1.0.0+b'), 0);
    assert.equal(compareSemver('v1.0.0-rc+a', 'v1.0.0-rc'), 0);
  });

  it('is an order', () => {
    const number = fc.nat(30);
    const version = fc
      .tuple(number, number, number, fc.array(fc.oneof(number.map(String), fc.constantFrom('a', 'b', 'rc', '0a')), { maxLength: 2 }))
      .map(([major, minor, patch, pre]) => `v${[major, minor, patch].join('.')}${pre.length > 0 ? `-${pre.join('.')}` : ''}`);
    fc.assert(
      fc.property(version, version, version, (one, two, three) => {
        assert.equal(Math.sign(compareSemver(one, two)), -Math.sign(compareSemver(two, one)));
        if (compareSemver(one, two) <= 0 && compareSemver(two, three) <= 0) assert.ok(compareSemver(one, three) <= 0);
      }),
    );
  });
});
