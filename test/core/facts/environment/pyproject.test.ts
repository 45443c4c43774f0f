import assert from 'node:assert/strict';
import fc from 'fast-check';
import { pyproject } from '../../../../src/core/facts/environment/pyproject.ts';
import { checkProblems, checkTotal, parseText, truncations } from '../../../support/read-format.ts';

const path = 'pyproject.toml';

const standard = `[build-system]
requires = ["hatchling>=1.20"]
build-backend = "hatchling.build"

[project]
name = "card-fraud"
version = "1.4.0"
requires-python = ">=3.11,<3.13"
license = "MIT"
authors = [{ name = "Risk team", email = "risk@example.com" }]
dependencies = [
    "scikit-learn==1.4.2",
    'pandas >=2,<3 ; python_version < "3.13"', # frames
    "features @ git+https://github.com/org/features.git@0123456789abcdef0123456789abcdef01234567",
]

[project.optional-dependencies]
serve = ["uvicorn[standard]~=0.30"]

[project.scripts]
train = "card_fraud.train:main"

[dependency-groups]
test = ["pytest", {include-group = "lint"}]
lint = ["ruff==0.5.0"]

[tool.pytest.ini_options]
testpaths = ["tests"]

[tool.uv]
dev-dependencies = ["ipython"]
`;

const poetry = `[tool.poetry]
name = "old-style"
version = "0.1.0"

[tool.poetry.dependencies]
python = "^3.11"
numpy = "1.26.4"
pandas = "^2.1"
xgboost = {version = "==2.0.3", extras = ["gpu"]}
tools = {git = "https://token@github.com/org/tools.git", rev = "0123456789abcdef0123456789abcdef01234567"}
local = {path = "../local"}
torch = [{version = "2.1.0", markers = "sys_platform == 'linux'"}, {version = "*"}]

[tool.poetry.group.dev.dependencies]
pytest = "*"

[tool.poetry.scripts]
serve = "old.serve:main"
`;

describe('pyproject', () => {
  it('reads a standard project as it is', () => {
    const { inspected, places, facts, source, recognised } = parseText(pyproject, standard, { path });
    assert.equal(recognised, true);
    assert.deepEqual(places, []);
    assert.deepEqual(inspected, {
      dependencies: [
        { name: 'scikit-learn', specifier: '==1.4.2', pinned: true },
        { name: 'pandas', specifier: '>=2,<3', pinned: false },
        { name: 'features', specifier: '@ git+https://github.com/org/features.git@0123456789abcdef0123456789abcdef01234567', pinned: true },
        { name: 'uvicorn', specifier: '~=0.30', pinned: false },
        { name: 'pytest', specifier: null, pinned: false },
        { name: 'ruff', specifier: '==0.5.0', pinned: true },
        { name: 'ipython', specifier: null, pinned: false },
      ],
    });
    assert.deepEqual(
      facts.dependencies.map(({ group }) => group),
      ['main', 'main', 'main', 'serve', 'test', 'lint', 'dev'],
    );
    assert.deepEqual(
      [facts.name, facts.tools, facts.scripts],
      ['card-fraud', ['pytest', 'uv'], [{ name: 'train', target: 'card_fraud.train:main' }]],
    );
    const pandas = facts.dependencies[1];
    assert.equal(source.text.slice(pandas?.specifierSpan.start, pandas?.specifierSpan.end), '>=2,<3');
    const pytest = facts.dependencies[4];
    assert.deepEqual(
      [pytest?.specifierSpan.start, pytest?.specifierSpan.end],
      [source.text.indexOf('"pytest"') + 7, source.text.indexOf('"pytest"') + 7],
    );
  });

  it('reads a project of Poetry as it is', () => {
    const { inspected, places, facts, source } = parseText(pyproject, poetry, { path });
    assert.deepEqual(places, []);
    assert.deepEqual(inspected, {
      dependencies: [
        { name: 'numpy', specifier: '1.26.4', pinned: true },
        { name: 'pandas', specifier: '^2.1', pinned: false },
        { name: 'xgboost', specifier: '==2.0.3', pinned: true },
        { name: 'tools', specifier: '@ git+https://***@github.com/org/tools.git@0123456789abcdef0123456789abcdef01234567', pinned: true },
        { name: 'local', specifier: '@ ../local', pinned: false },
        { name: 'torch', specifier: '2.1.0', pinned: true },
        { name: 'torch', specifier: '*', pinned: false },
        { name: 'pytest', specifier: '*', pinned: false },
      ],
    });
    assert.deepEqual(
      [facts.name, facts.scripts, facts.dependencies.at(-1)?.group],
      ['old-style', [{ name: 'serve', target: 'old.serve:main' }], 'dev'],
    );
    const numpy = facts.dependencies[0];
    assert.equal(source.text.slice(numpy?.span.start, numpy?.span.end), 'numpy = "1.26.4"');
  });

  it('reads pixi’s tables, whose versions are conda’s', () => {
    const text =
      '[tool.pixi.dependencies]\npython = "3.11"\nnumpy = "==1.26.4"\npandas = "2.*"\n[tool.pixi.feature.gpu.pypi-dependencies]\ntorch = ">=2"\n';
    assert.deepEqual(parseText(pyproject, text, { path }).inspected, {
      dependencies: [
        { name: 'numpy', specifier: '==1.26.4', pinned: true },
        { name: 'pandas', specifier: '2.*', pinned: false },
        { name: 'torch', specifier: '>=2', pinned: false },
      ],
    });
  });

  const project = (text: string) => `[project]\nname = "x"\nversion = "1"\n${text}`;
  const invalid: readonly (readonly [string, string, readonly string[]])[] = [
    ['broken TOML', '[project]\nname = \n', ['2:8 TOML syntax error: incomplete key-value: cannot find end of structure.']],
    ['no name', '[project]\nversion = "1"\n', ['1:2 The key “name” is missing.']],
    ['no version', '[project]\nname = "x"\n', ['1:2 The key “version” is missing.']],
    ['a bad version', '[project]\nname = "x"\nversion = "one"\n', ['3:11 The value “one” does not have the form that is expected here.']],
    ['an unknown key', project('dependancies = []\n'), ['4:1 Unknown key “dependancies”. Did you mean “dependencies”?']],
    ['dependencies as a table', project('[project.dependencies]\nnumpy = "1"\n'), ['4:10 “dependencies” must be a list.']],
    ['a bad requirement', project('dependencies = ["numpy=1.2"]\n'), ['4:17 A single = is no operator in numpy=1.2: pip needs ==.']],
    ['a caret where PEP 508 holds', project('dependencies = ["numpy^1.2"]\n'), ['4:17 The requirement numpy^1.2 cannot be read.']],
    ['a caret for Python', project('requires-python = "^3.8"\n'), ['4:19 The value “^3.8” does not have the form that is expected here.']],
    ['an unknown group', '[dependency-groups]\na = [{include-group = "b"}]\n', ['2:23 The dependency group b does not exist.']],
    ['a ring of groups', '[dependency-groups]\na = [{include-group = "A"}]\n', ['2:23 The dependency group a includes itself.']],
    ['a build system without requires', '[build-system]\nbuild-backend = "x"\n', ['1:2 The key “requires” is missing.']],
    ['a dynamic name', project('dynamic = ["name"]\n'), ['4:12 The value “name” is not known here.']],
  ];
  for (const [title, text, expected] of invalid) {
    it(`refuses ${title}`, () => {
      const result = parseText(pyproject, text, { path });
      if (title === 'broken TOML') assert.match(result.places[0] ?? '', /^\d+:\d+ TOML syntax error: .+\.$/);
      else assert.deepEqual(result.places, expected);
      checkProblems(result);
    });
  }

  it('takes a dynamic version, and a file that only configures tools', () => {
    assert.deepEqual(parseText(pyproject, '[project]\nname = "x"\ndynamic = ["version", "dependencies"]\n', { path }).places, []);
    assert.deepEqual(parseText(pyproject, '[tool.ruff]\nline-length = 100\n', { path }).inspected, { dependencies: [] });
  });

  it('gives right places with CRLF', () => {
    const { facts, source } = parseText(pyproject, standard.replaceAll('\n', '\r\n'), { path });
    assert.deepEqual(facts.dependencies.map(({ span }) => source.text.slice(span.start, span.end)).slice(0, 1), ['"scikit-learn==1.4.2"']);
  });

  it('survives every truncation and any text', () => {
    for (const text of [...truncations(standard), ...truncations(poetry)]) checkTotal(pyproject, text, { path });
    fc.assert(fc.property(fc.string(), (text) => checkTotal(pyproject, text, { path })));
  }).timeout(30_000);
});
