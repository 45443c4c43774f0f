import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  formatGtoTag,
  isArtifactName,
  isStageName,
  normaliseVersion,
  parseGtoTag,
  type GtoAction,
} from '../../../src/core/release/gto-tag.ts';

const sha = 'a'.repeat(40);

const good: readonly (readonly [string, object])[] = [
  ['model@v1.0.0', { artifact: 'model', action: 'register', version: 'v1.0.0', counter: null }],
  ['model@v1.0.0#3', { artifact: 'model', action: 'register', version: 'v1.0.0', counter: 3 }],
  ['model@v1.0.0!', { artifact: 'model', action: 'deregister', version: 'v1.0.0', counter: null }],
  ['model@v1.0.0!#12', { artifact: 'model', action: 'deregister', version: 'v1.0.0', counter: 12 }],
  ['model@v1.0.0-rc.1+build.5', { artifact: 'model', action: 'register', version: 'v1.0.0-rc.1+build.5', counter: null }],
  ['model#prod', { artifact: 'model', action: 'assign', stage: 'prod', counter: null }],
  ['model#prod#1', { artifact: 'model', action: 'assign', stage: 'prod', counter: 1 }],
  ['model#prod!', { artifact: 'model', action: 'unassign', stage: 'prod', counter: null }],
  ['model#prod!#7', { artifact: 'model', action: 'unassign', stage: 'prod', counter: 7 }],
  ['model#1', { artifact: 'model', action: 'assign', stage: '1', counter: null }],
  ['model#1#2', { artifact: 'model', action: 'assign', stage: '1', counter: 2 }],
  ['model#canary/eu-1#2', { artifact: 'model', action: 'assign', stage: 'canary/eu-1', counter: 2 }],
  ['model@deprecated', { artifact: 'model', action: 'deprecate', counter: null }],
  ['model@deprecated#4', { artifact: 'model', action: 'deprecate', counter: 4 }],
  ['model@created', { artifact: 'model', action: 'create', counter: null }],
  ['some/dir.x=model@v1.0.0', { artifact: 'some/dir.x:model', action: 'register', version: 'v1.0.0', counter: null }],
  ['./-_=m#s', { artifact: './-_:m', action: 'assign', stage: 's', counter: null }],
  ['a/b_c-d@v0.0.1', { artifact: 'a/b_c-d', action: 'register', version: 'v0.0.1', counter: null }],
  ['m@v1.0.0', { artifact: 'm', action: 'register', version: 'v1.0.0', counter: null }],
];

const bad = [
  'model',
  'v1.0.0',
  'model@1.0.0',
  'model@v1',
  'model@v1.0',
  'model@V1.0.0',
  'model@v1.0.0#prod',
  'model#prod@v1.0.0',
  'model@latest',
  'model@greatest',
  'model@v1.0.0!!',
  'model@v1.0.0#1!',
  'model#prod#1!',
  'model@deprecated!',
  'model@created!',
  'model#',
  'model#!',
  'model#-prod',
  'model#prod-',
  'mo.del@v1.0.0',
  'model#pr.od',
  '-model@v1.0.0',
  'model-@v1.0.0',
  '/model@v1.0.0',
  'dir:model@v1.0.0',
  'a=b=c@v1.0.0',
  'model#prod#',
  'model#prod#x#y',
  'model@v1.0.0#-1',
  'mo del@v1.0.0',
  'model@v1.0.0\n',
  '',
  '@v1.0.0',
  '#prod',
  '=m@v1.0.0',
  'm@v1.0.0# 1',
  'żółw@v1.0.0',
];

describe('parseGtoTag', () => {
  for (const [tag, expected] of good) it(`reads ${tag}`, () => assert.deepEqual(parseGtoTag(tag), expected));
  for (const tag of bad) it(`leaves ${JSON.stringify(tag)} alone`, () => assert.equal(parseGtoTag(tag), null));

  it('never throws', () => {
    fc.assert(fc.property(fc.string(), (tag) => void parseGtoTag(tag)));
  });

  it('reads back what formatGtoTag writes', () => {
    const name = fc.stringMatching(/^[A-Za-z0-9](?:[A-Za-z0-9/_-]{0,8}[A-Za-z0-9])?$/);
    const folder = fc.option(fc.stringMatching(/^[A-Za-z0-9._/-]{1,8}$/), { nil: undefined });
    const version = fc.constantFrom('v0.0.1', 'v1.2.3-rc.1', 'v10.0.0+b');
    const action: fc.Arbitrary<GtoAction> = fc.oneof(
      fc.record({ action: fc.constantFrom('register' as const, 'deregister' as const), version }),
      fc.record({ action: fc.constantFrom('assign' as const, 'unassign' as const), stage: name }),
      fc.constantFrom({ action: 'deprecate' as const }, { action: 'create' as const }),
    );
    fc.assert(
      fc.property(folder, name, action, fc.option(fc.nat(), { nil: null }), (inFolder, model, what, counter) => {
        const artifact = inFolder === undefined ? model : `${inFolder}:${model}`;
        assert.deepEqual(parseGtoTag(formatGtoTag(artifact, what, counter)), { artifact, counter, ...what });
      }),
    );
  });
});

describe('names and versions', () => {
  it('knows what GTO takes', () => {
    assert.deepEqual(['prod', 'a/b', '1', 'a_b-c'].filter(isStageName), ['prod', 'a/b', '1', 'a_b-c']);
    assert.deepEqual(['', '-a', 'a-', 'a.b', 'a b', 'a:b', 'a\n', 'ą'].filter(isStageName), []);
    assert.ok(isArtifactName('dir.x/y:model'));
    assert.ok(!isArtifactName('a:b:c'));
  });

  it('takes a version with or without its v', () => {
    assert.equal(normaliseVersion('1.2.3'), 'v1.2.3');
    assert.equal(normaliseVersion('v1.2.3'), 'v1.2.3');
    assert.equal(normaliseVersion(sha), sha);
    assert.equal(normaliseVersion('1.2'), '1.2');
  });
});
