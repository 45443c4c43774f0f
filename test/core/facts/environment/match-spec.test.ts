import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseMatchSpec } from '../../../../src/core/facts/environment/match-spec.ts';

describe('parseMatchSpec', () => {
  const good: readonly (readonly [string, string, string | null, string | null])[] = [
    ['numpy', 'numpy', null, null],
    ['numpy=1.26', 'numpy', '=1.26', null],
    ['numpy==1.26.4', 'numpy', '==1.26.4', '1.26.4'],
    ['numpy=1.26.4=py311h64a7726_0', 'numpy', '=1.26.4=py311h64a7726_0', '1.26.4'],
    ['numpy==1.26.4=py311_0', 'numpy', '==1.26.4=py311_0', '1.26.4'],
    ['pytorch=2.*=*cuda*', 'pytorch', '=2.*=*cuda*', null],
    ['conda-forge::pandas>=1.5,<3', 'pandas', '>=1.5,<3', null],
    ['conda-forge/linux-64::pandas 2.1.0', 'pandas', '2.1.0', '2.1.0'],
    ['numpy 1.8.1 py27_0', 'numpy', '1.8.1 py27_0', '1.8.1'],
    ['numpy 1.8*', 'numpy', '1.8*', null],
    ["numpy[version='>=1.8']", 'numpy', "[version='>=1.8']", null],
    ["numpy[version='==1.8',build=x]", 'numpy', "[version='==1.8',build=x]", '1.8'],
    ['pip<=23.2.1', 'pip', '<=23.2.1', null],
    ['scikit-learn~=1.4', 'scikit-learn', '~=1.4', null],
    ['__glibc>=2.17', '__glibc', '>=2.17', null],
    [
      'https://conda.anaconda.org/conda-forge/noarch/zipp-3.17.0-pyhd8ed1ab_0.conda',
      'zipp',
      'https://conda.anaconda.org/conda-forge/noarch/zipp-3.17.0-pyhd8ed1ab_0.conda',
      '3.17.0',
    ],
  ];
  for (const [text, name, specifier, version] of good) {
    it(`takes apart ${text}`, () => {
      const spec = parseMatchSpec(text);
      assert.deepEqual([spec?.name, spec?.specifier, spec?.version, spec?.pinned], [name, specifier, version, version !== null]);
      assert.equal(text.slice(spec?.specifierSpan.start, spec?.specifierSpan.end), specifier ?? '');
    });
  }
  for (const text of ['', '=1.2', '>=1', '!x', '::numpy'])
    it(`refuses ${JSON.stringify(text)}`, () => assert.equal(parseMatchSpec(text), undefined));

  it('never throws and keeps its places inside the text', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(fc.constantFrom('a', '=', '1.2', ' ', '::', '[', ']', '*', ',')).map((words) => words.join('')),
        ),
        (text) => {
          const span = parseMatchSpec(text)?.specifierSpan ?? { start: 0, end: 0 };
          assert.ok(span.start <= span.end && span.end <= text.length);
        },
      ),
    );
  });
});
