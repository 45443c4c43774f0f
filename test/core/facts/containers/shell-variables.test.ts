import assert from 'node:assert/strict';
import fc from 'fast-check';
import { substituteVariables } from '../../../../src/core/facts/containers/shell-variables.ts';

const values: Readonly<Record<string, string>> = { TAG: '3.11', EMPTY: '', NAME: 'python' };
const fill = (text: string, escape: 'backslash' | 'dollar' = 'dollar') =>
  substituteVariables(text, { escape, lookup: (name) => values[name] });

describe('substituteVariables', () => {
  const cases: readonly (readonly [string, string, boolean])[] = [
    ['$NAME:$TAG-slim', 'python:3.11-slim', false],
    ['${NAME}:${TAG}', 'python:3.11', false],
    ['${NOPE:-x}', 'x', false],
    ['${NOPE-x}', 'x', false],
    ['${EMPTY:-x}', 'x', false],
    ['${EMPTY-x}', '', false],
    ['${TAG:+x}', 'x', false],
    ['${NOPE:+x}', '', false],
    ['${A:-${B:-deep}}', 'deep', false],
    ['${A:-${B}}', '${B}', true],
    ['${TAG:?must be set}', '3.11', false],
    ['${NOPE:?must be set}', '${NOPE:?must be set}', true],
    ['${TAG#3.}', '${TAG#3.}', true],
    ['$NOPE', '$NOPE', true],
    ['a$$b', 'a$b', false],
    ['${open', '${open', true],
    ['5 $ only', '5 $ only', false],
  ];
  for (const [text, expected, unresolved] of cases) {
    it(`fills in ${text}`, () => assert.deepEqual(fill(text), { text: expected, unresolved }));
  }

  it('reads a Dockerfile’s escaped dollar', () => {
    assert.deepEqual(fill('\\$TAG $TAG', 'backslash'), { text: '$TAG 3.11', unresolved: false });
  });

  it('never throws and leaves text without a dollar alone', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const filled = fill(text);
        if (!text.includes('$')) assert.deepEqual(filled, { text, unresolved: false });
      }),
    );
  });
});
