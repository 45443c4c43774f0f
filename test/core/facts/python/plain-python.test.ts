import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readPlainPython } from '../../../../src/core/facts/python/plain-python.ts';
import { parsePython } from '../../../../src/core/facts/python/python-node.ts';
import { factsOf } from '../../../../src/core/facts/python/read-python.ts';

/** Holds the plain reader to the grammar, and tells whether it read the text at all. */
function agrees(text: string): boolean {
  const tree = readPlainPython(text);
  if (tree === undefined) return false;
  assert.deepEqual(factsOf(text, tree), factsOf(text, parsePython(text)), text);
  return true;
}

const plainTexts: readonly (readonly [string, string])[] = [
  [
    'imports',
    'import a.b as c, d\nfrom . import e\nfrom ..f.g import (h as i,  # why\n  j,\n)\nfrom k import *\ni.x(c.y(), e(), j(), d.z())\n',
  ],
  ['assignments', 'a = b()\nc = d = a.e()\nf, g = a.h(), 1\ni: int = a.j()\nk: "A"\na.x += "l"\nm = yield "n"\no = None\n(a.p)\n'],
  ['calls', 'f(1, -2, "a", *b, c=3.5, d=[1, (2,), {"e": None}], **g)(h)[i].j(k for k in l if m)\nn = f\nn()\n'],
  ['strings', 'x(r"\\d", b"a", "b" \'c\' f"d", """e\n""", u"f")\n"doc"\n"a", "b"\nf"{a!r:>{w}} {{}} {b[\'c\']:.2f} {d()=}"\n"" "x"\n'],
  [
    'functions',
    '@a.b(1)  # why\n@c\nasync def f(x: "T", *, y="s", **z) -> "R":\n    """doc"""\n    assert x.ok(), "m"\n    return await g(x)\n\n    # tail\n\ndef h(): pass',
  ],
  [
    'classes',
    'class A(B, metaclass=C("d")):\n    x = 1\n\n    def m(self, other):\n        self.assertTrue(other.f())\n        x.n()\n\n\nclass E: pass\n',
  ],
  [
    'blocks',
    'if a() and not b:\n    pass\nelif c: d()\nelse:\n\n  # why\n  for e, *f in g(), h: i(); j()\n  while (k := l()) > 1:\n      break\nif __name__ == "__main__":\n    main()\n',
  ],
  [
    'handlers',
    'try:\n    a()\nexcept (B, C) as e:\n    raise D("x") from e\nelse: f()\nfinally:\n    del g[0]\ntry: pass\nfinally: pass\nwith h("i") as j, k: l()\n',
  ],
  [
    'operators',
    'a = -1 ** 2 + b() if not c is not d() else lambda e, *f: e(g="h")\ni = [j(), *k()][1:l(), ::2] @ {**m, "n": o()} // {p, "q"}\nr = [s() for t, u in v() if w() for x in y]\n',
  ],
  ['lines that go on', 'a = b(\n  1,  # one\n  c,\n) + \\\n  d()\n'],
  [
    'tests',
    'import pytest\n\ndef test_a():\n    assert True\n    assert f(1) == 2\n    with pytest.raises(E): g()\n    m.assert_called_once()\n',
  ],
  ['nothing', '\n# a\n'],
];

const otherTexts: readonly (readonly [string, string])[] = [
  ['Python 2', 'print "a"\n'],
  ['match', 'match a:\n    case 1: pass\n'],
  ['mistakes', 'a = (\n'],
  ['wrong indentation', 'if a:\n        b\n    c\n'],
  ['Windows line ends', 'a = 1\r\n'],
  ['tabs as indentation', 'if a:\n\tb()\n'],
  ['types with parameters', 'def f[T](a: T): pass\n'],
  ['strings that stay open', 'a = "b\n'],
  ['with in brackets', 'with (a() as b, c() as d):\n    pass\n'],
];

describe('readPlainPython', () => {
  for (const [name, text] of plainTexts) it(`reads ${name} as the grammar does`, () => assert.ok(agrees(text)));
  for (const [name, text] of otherTexts) it(`leaves ${name} to the grammar`, () => assert.equal(readPlainPython(text), undefined));

  it('agrees with the grammar on whatever it reads', () => {
    const leaf = fc.constantFrom('a', 'b.c', '1', '-2.5', '"s"', "f'{x!r} {y():>3}'", 'None', 'True', '[]', 'lambda: a', '...', 'b"t"');
    const { expression } = fc.letrec<{ expression: string }>((tie) => ({
      expression: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        leaf,
        fc
          .tuple(tie('expression'), tie('expression'))
          .chain(([left, right]) =>
            fc.constantFrom(
              `f(${left}, k=${right})`,
              `(${left})`,
              `(${left}, ${right})`,
              `[${left}, ${right}]`,
              `{${left}: ${right}}`,
              `(${left}).m(${right})`,
              `a[${left}:${right}]`,
              `(${left} + ${right})`,
              `(${left} if ${right} else b)`,
              `[${left} for a in ${right} if b]`,
              `not ${left}`,
            ),
          ),
      ),
    }));
    const line = expression.chain((value) =>
      fc.constantFrom(value, `a = ${value}`, `a: T = ${value}`, `b += ${value}`, `assert ${value}`, `return ${value}`, `# ${value}`, ''),
    );
    const head = fc.constantFrom(
      'if a:',
      'def f(a, b=c()):',
      'class C(D):',
      'try:\n  a()\nexcept E:',
      'with a() as b:',
      'for a in b():',
      '@d(1)\ndef g():',
    );
    const block = fc
      .tuple(head, fc.array(line, { maxLength: 3 }), line)
      .map(([first, lines, after]) => [first, '    pass', ...lines.map((inner) => `    ${inner}`), after].join('\n'));
    fc.assert(
      fc.property(fc.array(fc.oneof(line, block), { maxLength: 5 }), fc.constantFrom('', '\n'), (parts, end) => {
        agrees(`${parts.join('\n')}${end}`);
      }),
      { numRuns: 500 },
    );
  });
});
