import assert from 'node:assert/strict';
import { compareVersions, fulfils, packageKey } from '../../../../src/core/rules/knowledge/python-version.ts';

// Expected values: packaging 24's Version and SpecifierSet, Poetry's and conda's documentation for `^` and `=`.
const specifiers: readonly (readonly [version: string, specifier: string, expected: boolean | undefined])[] = [
  ['1.5.0', '>=1.2', true],
  ['1.5.0', '>=1.2,<1.5', false],
  ['1.5.0', '>= 1.2, < 2', true],
  ['1.5.0', '==1.5', true],
  ['1.5.1', '==1.5', false],
  ['1.5.1', '==1.5.*', true],
  ['1.5.1', '!=1.5.*', false],
  ['1.5.1', '!=1.5.0', true],
  ['1.5.3', '~=1.5.1', true],
  ['1.6.0', '~=1.5.1', false],
  ['1.6.0', '~=1.5', true],
  ['2.0.0rc1', '<2', true],
  ['2.0.0rc1', '>=2', false],
  ['1.9.9', '^1.2', true],
  ['2.0.0', '^1.2', false],
  ['0.3.0', '^0.2', false],
  ['1.26.4', '=1.26', true],
  ['1.2', '*', true],
  ['1.2', '>=1.2 || <1', undefined],
];

describe('versions of Python packages', () => {
  for (const [version, specifier, expected] of specifiers) {
    it(`${version} ${expected === undefined ? 'cannot be judged by' : expected ? 'fulfils' : 'breaks'} ${specifier}`, () => {
      assert.equal(fulfils(version, specifier), expected);
    });
  }

  it('orders releases, with pre-releases before them', () => {
    const versions = ['1.10', '1.9', '1.9.0rc1', '2.0.dev1', '2.0', 'v1.9.1'];
    assert.deepEqual(versions.toSorted(compareVersions), ['1.9.0rc1', '1.9', 'v1.9.1', '1.10', '2.0.dev1', '2.0']);
    assert.equal(compareVersions('1.5', '1.5.0'), 0);
  });

  it('takes names as package indexes do', () => {
    assert.equal(packageKey('Scikit_Learn'), packageKey('scikit-learn'));
  });
});
