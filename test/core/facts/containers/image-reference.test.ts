import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isImageReference, parseImageReference } from '../../../../src/core/facts/containers/image-reference.ts';

const digest = `sha256:${'0f'.repeat(32)}`;

describe('parseImageReference', () => {
  const cases: readonly (readonly [string, string, string | null, string | null, boolean])[] = [
    ['python', 'python', null, null, false],
    ['python:3.11-slim', 'python', '3.11-slim', null, false],
    [`python:3.11@${digest}`, 'python', '3.11', digest, false],
    [`ghcr.io/org/app@${digest}`, 'ghcr.io/org/app', null, digest, false],
    ['localhost:5000/app', 'localhost:5000/app', null, null, false],
    ['registry.example.com:5000/team/app:v1', 'registry.example.com:5000/team/app', 'v1', null, false],
    ['[2001:db8::1]:5000/app:v1', '[2001:db8::1]:5000/app', 'v1', null, false],
    ['app:${TAG:-1.2}', 'app', '${TAG:-1.2}', null, true],
    ['${REGISTRY:-ghcr.io/org}/app:1.2', '${REGISTRY:-ghcr.io/org}/app', '1.2', null, true],
    ['$IMAGE', '$IMAGE', null, null, true],
    ['{{ .Values.image.repository }}:{{ .Values.image.tag }}', '{{ .Values.image.repository }}', '{{ .Values.image.tag }}', null, true],
    ['app:', 'app', null, null, false],
    ['', '', null, null, false],
  ];
  for (const [text, name, tag, hash, unresolved] of cases) {
    it(`takes apart ${JSON.stringify(text)}`, () => {
      assert.deepEqual(parseImageReference(text), { name, tag, digest: hash, unresolved });
    });
  }

  it('puts every reference together again', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const { name, tag, digest: hash } = parseImageReference(text);
        const joined = name + (tag === null ? '' : `:${tag}`) + (hash === null ? '' : `@${hash}`);
        assert.ok(joined === text.trim() || /:(@|$)|@$/.test(text.trim()));
      }),
    );
  });
});

describe('isImageReference', () => {
  const good = ['python', 'localhost:5000/app', 'Registry.Example.com/app:V1', `a/b/c:1@${digest}`, 'a__b', 'app:${TAG}', 'my--app'];
  const bad = ['', 'Python', 'org/App', 'app:', 'app@', 'app:-x', 'app@sha256:12', 'a___b', 'a b', '-app', 'org//app'];
  for (const text of good) it(`accepts ${text}`, () => assert.equal(isImageReference(text), true));
  for (const text of bad) it(`refuses ${JSON.stringify(text)}`, () => assert.equal(isImageReference(text), false));
});
