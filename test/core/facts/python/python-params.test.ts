import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import fc from 'fast-check';
import { readPythonParams } from '../../../../src/core/facts/python/python-params.ts';
import { needTools } from '../../../support/python-tools.ts';

const module = `
import os
RATE = 0.1
EPOCHS: int = 1_000
later: int
name, other = 'a', 'b'
first = second = 1
TEXT = 'it''s' "so"
RAW = r'a\\b'
BYTES = b'x'
NOTHING = None
FLAG = True
NEGATIVE = -1e-3
IMAGINARY = 2j
CODE = os.environ.get('X')
SUM = 1 + 2
PAIR = 1, 'two'
NESTED = {'a': [1, (2, 3)], 4: {'b': None}}
MERGED = {**NESTED, 'k': 1}
MIXED = [1, os]
F = f'{RATE}'
RATE += 1
if FLAG:
    hidden = 1
a = 1; b = [  # comment
    2,
]
self.own = 5
other.own = 6

@dataclass
class Model(Base):
    """Words."""
    depth = 3
    class Inner:
        x = 'y'
    def __init__(self, n):
        local = 1
        self.trees = 10
        self.made = n
        if n:
            self.hidden = 2
    def other(self):
        self.not_read = 1

async def __init__(self):
    self.late = 1
RATE = 0.2
`;

const expected = {
  RATE: 0.2,
  EPOCHS: 1000,
  TEXT: 'itsso',
  RAW: 'a\\b',
  NOTHING: null,
  FLAG: true,
  NEGATIVE: -0.001,
  PAIR: [1, 'two'],
  NESTED: { a: [1, [2, 3]], 4: { b: null } },
  a: 1,
  b: [2],
  own: 5,
  Model: { depth: 3, Inner: { x: 'y' }, trees: 10 },
};

describe('parameters in Python', () => {
  it('are literals that modules, classes and __init__ assign', () => {
    assert.deepEqual(readPythonParams(module), expected);
    assert.deepEqual(readPythonParams(''), {});
  });

  it('are unknown where the file is not Python', () => {
    for (const text of ['a = = 1', 'class:', 'x = [1']) assert.equal(readPythonParams(text), undefined, text);
  });

  it('never fail, however deep or odd the text', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', ' = ', '[', ']', '{', '}', '(', ')', ',', ':', '1', '"', '\n', '  ', 'class A', '-', '#')),
        (parts) => {
          readPythonParams(parts.join(''));
        },
      ),
    );
    assert.doesNotThrow(() => readPythonParams(`x = ${'['.repeat(5000)}${']'.repeat(5000)}`));
  });

  it('are what DVC reads, but for what JSON cannot say', function () {
    this.timeout(60_000);
    const [dvc = ''] = needTools(this, ['dvc']);
    const script = [
      'import json, sys',
      'from dvc.utils.serialize import parse_py',
      'print(json.dumps(parse_py(sys.stdin.read(), "p.py"), default=str))',
    ].join('\n');
    const output = execFileSync(join(dvc, 'python'), ['-c', script], { input: module, encoding: 'utf8' });
    const { BYTES, IMAGINARY, ...theirs } = JSON.parse(output) as Record<string, unknown>;
    assert.deepEqual([BYTES, IMAGINARY], ["b'x'", '2j']);
    assert.deepEqual(readPythonParams(module), theirs);
  });
});
