import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parse, stringify } from 'smol-toml';
import { createSourceText, positionAt } from '../../../../src/core/model/source-text.ts';
import { parseToml } from '../../../../src/core/facts/toml/toml-view.ts';
import type { YamlView } from '../../../../src/core/facts/yaml/yaml-view.ts';

const source = (text: string) => createSourceText('x.toml', text);

const sample = `# head
title = "x" # a comment, with = and [
[project]
name = 'card-fraud'
"quoted.key" = 1
dependencies = [
  "numpy==1.26.4", # one
  'pandas[a,b]>=2 ; python_version < "3.12"',
]
urls = { home = "https://x", "a b" = '' }
long = """
first "quoted"
"""
[project.optional-dependencies]
dev = ["pytest"]
[[package]]
name = "a"
[package.source]
url = "u"
[[package]]
name = "b"
when = 2026-01-01T00:00:00Z
`;

describe('parseToml', () => {
  const at = (...path: readonly (string | number)[]) => parseToml(source(sample)).root.at(...path);
  const cases: readonly (readonly [readonly (string | number)[], string])[] = [
    [['title'], '"x"'],
    [['project', 'name'], "'card-fraud'"],
    [['project', 'quoted.key'], '1'],
    [['project', 'dependencies', 0], '"numpy==1.26.4"'],
    [['project', 'dependencies', 1], '\'pandas[a,b]>=2 ; python_version < "3.12"\''],
    [['project', 'urls', 'a b'], "''"],
    [['project', 'long'], '"""\nfirst "quoted"\n"""'],
    [['project', 'optional-dependencies', 'dev', 0], '"pytest"'],
    [['package', 0, 'source', 'url'], '"u"'],
    [['package', 1, 'name'], '"b"'],
    [['package', 1, 'when'], '2026-01-01T00:00:00Z'],
    [['project'], 'project'],
  ];
  for (const [path, expected] of cases) {
    it(`knows the place of ${path.join('.')}`, () => {
      const span = at(...path)?.span;
      assert.equal(sample.slice(span?.start, span?.end), expected);
    });
  }

  it('knows the places of keys', () => {
    const entries = at('project')?.entries() ?? [];
    assert.deepEqual(
      entries.map(({ keySpan }) => sample.slice(keySpan.start, keySpan.end)),
      ['name', '"quoted.key"', 'dependencies', 'urls', 'long', 'optional-dependencies'],
    );
  });

  it('gives the place of a syntax error and an empty view', () => {
    const broken = source('a = 1\r\nb = [1,\r\nc = \r\n');
    const { root, problems } = parseToml(broken);
    assert.equal(root.kind, 'null');
    assert.equal(problems.length, 1);
    assert.ok(positionAt(broken, problems[0]?.span.start ?? 0).line >= 2);
  });

  const leaf = fc.oneof(fc.string(), fc.integer({ min: -1e9, max: 1e9 }), fc.boolean(), fc.array(fc.string(), { maxLength: 3 }));
  const key = fc
    .oneof(fc.string({ minLength: 1, maxLength: 6 }), fc.constantFrom('a', 'b-c', 'd_e'))
    .filter((name) => name !== '__proto__');
  const { table } = fc.letrec((tie) => ({
    table: fc.oneof(
      { maxDepth: 4 },
      fc.dictionary(key, leaf, { maxKeys: 3 }),
      fc.dictionary(key, fc.oneof(leaf, tie('table'), fc.array(tie('table'), { minLength: 1, maxLength: 2 })), { maxKeys: 3 }),
    ),
  }));

  it('finds each value where it stands, in any document', () => {
    const check = (view: YamlView, text: string): void => {
      if (view.kind === 'scalar') assert.deepEqual(parse(`x = ${text.slice(view.span.start, view.span.end)}`)['x'], view.scalar);
      for (const item of view.items()) check(item, text);
      for (const { value } of view.entries()) check(value, text);
    };
    fc.assert(
      fc.property(table, (value) => {
        const text = stringify(value);
        const { root, problems } = parseToml(source(text));
        assert.deepEqual(problems, []);
        check(root, text);
      }),
    );
  }).timeout(30_000);

  it('ends on any text', () => {
    const word = fc.constantFrom('[', ']', '[[', ']]', '=', '"', '"""', "'", '{', '}', ',', '\n', '#', 'a', '.', ' ', '\\');
    fc.assert(
      fc.property(fc.array(word), (words) => {
        const text = words.join('');
        for (const { span } of parseToml(source(text)).problems) assert.ok(span.start <= span.end && span.end <= text.length);
      }),
    );
  });
});
