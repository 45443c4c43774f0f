import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isMarker } from '../../../../src/core/facts/environment/marker.ts';
import { distributionOf, parseRequirement, withoutCredentials } from '../../../../src/core/facts/environment/requirement.ts';

const commit = '0123456789abcdef0123456789abcdef01234567';

describe('parseRequirement', () => {
  const good: readonly (readonly [string, string, string | null, string | null])[] = [
    ['numpy', 'numpy', null, null],
    ['numpy==1.26.4', 'numpy', '==1.26.4', '1.26.4'],
    ['  pandas >= 1.5, < 3 ', 'pandas', '>= 1.5, < 3', null],
    ['uvicorn[standard]==0.30.1', 'uvicorn', '==0.30.1', '0.30.1'],
    ['requests [security , tests] >=2.8,==2.8.* ; python_version < "3"', 'requests', '>=2.8,==2.8.*', null],
    ['torch==2.1.0+cu118;sys_platform=="linux"', 'torch', '==2.1.0+cu118', '2.1.0+cu118'],
    ['a===2020b', 'a', '===2020b', '2020b'],
    ['a (>=1.0)', 'a', '>=1.0', null],
    ['a>=1,', 'a', '>=1,', null],
    ['a!=1.0,==1.2', 'a', '!=1.0,==1.2', '1.2'],
    ['a==1.*', 'a', '==1.*', null],
    [`a @ git+https://h/x.git@${commit}`, 'a', `@ git+https://h/x.git@${commit}`, null],
    ['a@https://user:secret@h/a-1.2-py3-none-any.whl', 'a', '@ https://user:***@h/a-1.2-py3-none-any.whl', '1.2'],
    ['zope.interface~=5.0', 'zope.interface', '~=5.0', null],
  ];
  for (const [text, name, specifier, version] of good) {
    it(`takes apart ${text}`, () => {
      const found = parseRequirement(text);
      assert.ok(!('fault' in found));
      assert.deepEqual([found.name, found.specifier, found.version], [name, specifier, version]);
      assert.equal(text.slice(found.nameSpan.start, found.nameSpan.end), name);
    });
  }

  const pins: readonly (readonly [string, boolean])[] = [
    ['a==1.0', true],
    ['a===1', true],
    ['a==1.*', false],
    ['a>=1', false],
    ['a', false],
    [`a @ git+https://h/x@${commit}`, true],
    ['a @ git+https://h/x@1a2b3c4#subdirectory=y', true],
    ['a @ git+https://h/x@main', false],
    ['a @ git+https://h/x', false],
    ['a @ https://h/a-1.0.tar.gz#sha256=00ff', true],
    ['a @ https://h/a-1.0.tar.gz', false],
  ];
  for (const [text, pinned] of pins) {
    it(`${pinned ? 'holds' : 'does not hold'} ${text} for pinned`, () => {
      const found = parseRequirement(text);
      assert.equal('fault' in found ? undefined : found.pinned, pinned);
    });
  }

  const bad: readonly (readonly [string, string])[] = [
    ['', 'name'],
    ['-x', 'name'],
    ['_a', 'name'],
    ['numpy=1.2', 'equals'],
    ['numpy=>1.2', 'equals'],
    ['numpy==', 'syntax'],
    ['numpy==1.0 2.0', 'syntax'],
    ['numpy >=1 <2', 'syntax'],
    ['numpy==1.', 'syntax'],
    ['two words', 'syntax'],
    ['a[x', 'syntax'],
    ['a[x y]', 'syntax'],
    ['a @', 'syntax'],
    ['a @ https://h/x y', 'syntax'],
    ['a; python_versoin < "3"', 'marker'],
    ['a; ', 'marker'],
  ];
  for (const [text, fault] of bad) {
    it(`refuses ${JSON.stringify(text)}`, () => {
      const found = parseRequirement(text);
      assert.equal('fault' in found ? found.fault : undefined, fault);
    });
  }

  it('gives the place of the specifier, or where one may be put', () => {
    const place = (text: string) => {
      const found = parseRequirement(text);
      return 'fault' in found
        ? undefined
        : `${text.slice(0, found.specifierSpan.start)}|${text.slice(found.specifierSpan.start, found.specifierSpan.end)}|`;
    };
    assert.equal(place('numpy >=1,<2 ; python_version<"3"'), 'numpy |>=1,<2|');
    assert.equal(place('uvicorn[standard] ; python_version<"3"'), 'uvicorn[standard]||');
    assert.equal(place('numpy'), 'numpy||');
    assert.equal(place('numpy  '), 'numpy||');
  });

  it('never throws and keeps its places inside the text', () => {
    const word = fc.constantFrom(
      'a',
      '1',
      '==',
      '>=',
      ',',
      ';',
      '[',
      ']',
      '(',
      ')',
      '@',
      ' ',
      '.',
      '*',
      'python_version',
      '"3"',
      '<',
      'and',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(word).map((words) => words.join('')),
        ),
        (text) => {
          const found = parseRequirement(text);
          for (const span of 'fault' in found ? [found.span] : [found.nameSpan, found.specifierSpan]) {
            assert.ok(span.start >= 0 && span.start <= span.end && span.end <= text.length);
          }
        },
      ),
    );
  });
});

describe('isMarker', () => {
  const good = [
    'python_version < "3.11"',
    " sys_platform == 'linux' and (extra == 'gpu' or platform_machine not in 'arm64 aarch64')",
    '"linux" in sys_platform',
    "os.name=='nt'",
    '((python_version>="3"))',
  ];
  const bad = [
    '',
    'python_version',
    'python_version <',
    'python_version < 3',
    'x == "1"',
    '(python_version < "3"',
    'python_version < "3" and',
    'a b',
    '"3" "4"',
  ];
  for (const text of good) it(`takes ${text}`, () => assert.equal(isMarker(text), true));
  for (const text of bad) it(`refuses ${JSON.stringify(text)}`, () => assert.equal(isMarker(text), false));
  it('ends on deep nesting', () => assert.equal(isMarker('('.repeat(50_000)), false));
});

describe('distributionOf and withoutCredentials', () => {
  it('read a wheel’s name and version', () => {
    assert.deepEqual(distributionOf('https://h/torch-2.1.0%2Bcu118-cp311-cp311-linux_x86_64.whl#sha256=0'), {
      name: 'torch',
      version: '2.1.0+cu118',
    });
    assert.equal(distributionOf('https://h/x.tar.gz'), undefined);
  });
  it('hide what is secret and keep what is not', () => {
    assert.equal(withoutCredentials('git+https://token@h/x@v1'), 'git+https://***@h/x@v1');
    assert.equal(withoutCredentials('git+ssh://git@h/x'), 'git+ssh://git@h/x');
  });
});
