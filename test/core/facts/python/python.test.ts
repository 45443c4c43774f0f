import assert from 'node:assert/strict';
import fc from 'fast-check';
import { notebook } from '../../../../src/core/facts/python/notebook.ts';
import { python } from '../../../../src/core/facts/python/python.ts';
import { readPython } from '../../../../src/core/facts/python/read-python.ts';
import { parseText } from '../../../support/read-format.ts';

const callees = (text: string): readonly string[] => readPython(text).calls.map(({ callee }) => callee);

describe('python', () => {
  it('writes callees out through imports', () => {
    const table: readonly [string, string][] = [
      ['import pandas as pd\npd.read_csv("x")', 'pandas.read_csv'],
      ['import sklearn.metrics\nsklearn.metrics.f1_score(a, b)', 'sklearn.metrics.f1_score'],
      ['from sklearn.svm import (\n  SVC as S, # why\n)\nS()', 'sklearn.svm.SVC'],
      ['from . import helper\nhelper.run()', '.helper.run'],
      ['from ..data import load\nload()', '..data.load'],
      ['def train(): pass\ntrain()', 'train'],
    ];
    for (const [text, callee] of table) assert.deepEqual(callees(text), [callee], text);
  });

  it('follows plain assignments within their scope, and no further', () => {
    assert.deepEqual(callees('from a import M\nm = M()\nm.fit(x)'), ['a.M', 'a.M.fit']);
    assert.deepEqual(callees('from a import M\ndef f():\n    m = M()\ndef g(m):\n    m.fit(x)'), ['a.M', '?.fit']);
    assert.deepEqual(callees('from a import M\nm = M()\nm = unknown[0]\nm.fit(x)'), ['a.M', '?.fit']);
    assert.deepEqual(callees('class A:\n    def f(self):\n        self.model.fit(1)'), ['?.fit']);
    assert.deepEqual([...callees('from a import M\nM().fit(1)')].sort(), ['a.M', 'a.M.fit']);
  });

  it('reads literal arguments and where they stand', () => {
    const text = 'f(1, -2.5, "a", r"\\d", True, None, [1, "b"], {"k": 2}, name, key="v", seed=42)';
    const call = readPython(text).calls[0];
    assert.ok(call);
    assert.deepEqual(call.positional, [1, -2.5, 'a', '\\d', true, null, [1, 'b'], { k: 2 }, null]);
    assert.deepEqual(
      [...call.keywords],
      [
        ['key', 'v'],
        ['seed', 42],
      ],
    );
    assert.equal(text.slice(call.argumentsSpan.start, call.argumentsSpan.end), text.slice(2, -1));
  });

  it('counts assertions that can fail', () => {
    const table: readonly [string, number][] = [
      ['assert True', 0],
      ['assert "always"', 0],
      ['assert 1 == 1', 0],
      ['assert x', 1],
      ['assert f()', 1],
      ['with pytest.raises(ValueError):\n        f()', 1],
      ['self.assertEqual(a, 1)', 1],
      ['mock.assert_called()', 1],
      ['pass', 0],
    ];
    for (const [body, count] of table) {
      const { functions } = readPython(`import pytest\ndef test_it(self):\n    ${body}\n`);
      assert.deepEqual(
        functions.map(({ name, assertions }) => [name, assertions]),
        [['test_it', count]],
        body,
      );
    }
  });

  it('names decorators, methods, scripts and handlers', () => {
    const facts = readPython(
      'from fastapi import FastAPI\napp = FastAPI()\n@app.post("/x")\ndef predict(): pass\nclass A:\n    def b(self): pass\ntry:\n    pass\nexcept E:\n    pass\nif __name__ == "__main__":\n    pass\n',
    );
    assert.deepEqual(
      facts.functions.map(({ qualifiedName, decorators }) => [qualifiedName, decorators]),
      [
        ['predict', ['fastapi.FastAPI.post']],
        ['A.b', []],
      ],
    );
    assert.equal(facts.isScript, true);
    assert.equal(facts.handlers, 1);
  });

  it('keeps an import whose absence is caught', () => {
    const { calls } = readPython(
      'try:\n    from fastapi.testclient import TestClient\nexcept ImportError:\n    TestClient = None\ndef f():\n    TestClient(1)\n',
    );
    assert.deepEqual(
      calls.map(({ callee }) => callee),
      ['fastapi.testclient.TestClient'],
    );
  });

  it('reads a decorator with arguments as a call', () => {
    const text = 'from airflow.sdk import dag\n@dag(schedule="@daily", catchup=False)\ndef weekly(): pass\n@app.get\ndef bare(): pass\n';
    const { calls } = readPython(text);
    assert.deepEqual(
      calls.map(({ callee, keywords, calleeSpan, within }) => [
        callee,
        Object.fromEntries(keywords),
        text.slice(calleeSpan.start, calleeSpan.end),
        within,
      ]),
      [['airflow.sdk.dag', { schedule: '@daily', catchup: false }, 'dag', null]],
    );
  });

  it('leaves docstrings, comments and other files unread', () => {
    const facts = readPython('"""import mlflow"""\n# mlflow.log_metric("a", 1)\nx = "kept"\n');
    assert.deepEqual([facts.imports, facts.calls, facts.strings.map(({ value }) => value)], [[], [], ['kept']]);
    assert.deepEqual(parseText(python, 'def add(a, b):\n    return a + b\n', { path: 'a.py' }).inspected, {
      imports: [],
      functions: [],
      calls: [],
    });
  });

  it('is total on any text, with places inside it', () => {
    const token = fc.constantFrom(
      'import ',
      'from ',
      'def ',
      'class ',
      'x',
      '(',
      ')',
      '[',
      ':',
      '\n',
      '    ',
      '"',
      "'",
      '=',
      '.',
      ',',
      'assert ',
      'sklearn',
      '@',
      'as ',
      '\\',
      '\ud83d',
      '#',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(token).map((tokens) => tokens.join('')),
        ),
        (text) => {
          const facts = readPython(text);
          for (const { span } of [...facts.imports, ...facts.calls, ...facts.functions, ...facts.strings]) {
            assert.ok(span.start >= 0 && span.start <= span.end && span.end <= text.length);
          }
        },
      ),
    );
  });

  it('reads nesting that no stack holds', function () {
    this.timeout(30_000);
    const text = `import sklearn\n${'f('.repeat(20_000)}${')'.repeat(20_000)}`;
    assert.equal(readPython(text).imports.length, 1);
  });
});

describe('notebook', () => {
  const cell = (source: unknown, type = 'code'): unknown => ({
    cell_type: type,
    metadata: {},
    outputs: [{ data: { 'image/png': 'x'.repeat(1000) } }],
    source,
  });

  it('reads code cells and gives places in the JSON', () => {
    const text = JSON.stringify(
      {
        cells: [
          cell('# Title', 'markdown'),
          cell(['import pandas as pd\n', '%matplotlib inline\n', '!pip install x\n', 'df = pd.read_csv("/home/me/x.csv")']),
        ],
        nbformat: 4,
      },
      null,
      1,
    );
    const { facts, inspected } = parseText(notebook, text, { path: 'a.ipynb' });
    assert.deepEqual(inspected, { cells: 2, imports: ['pandas'], calls: ['pandas.read_csv'] });
    const [call] = facts.code.calls;
    assert.equal(text.slice(call?.calleeSpan.start, call?.calleeSpan.end), 'pd.read_csv');
    assert.equal(facts.code.strings[0]?.value, '/home/me/x.csv');
  });

  it('reads a source that is one string, and older notebooks', () => {
    const old = JSON.stringify({ worksheets: [{ cells: [{ cell_type: 'code', input: ['import sklearn\n'] }] }], nbformat: 3 });
    assert.deepEqual(parseText(notebook, old, { path: 'a.ipynb' }).inspected, { cells: 1, imports: ['sklearn'], calls: [] });
    const joined = JSON.stringify({ cells: [cell('import sklearn\nimport torch')] });
    assert.deepEqual(parseText(notebook, joined, { path: 'a.ipynb' }).inspected, { cells: 1, imports: ['sklearn', 'torch'], calls: [] });
  });

  it('says what is no notebook', () => {
    for (const text of ['', '{', '{"cells": [', '[]', '{"a": 1}', '{"cells": "no"', 'words']) {
      assert.deepEqual(
        parseText(notebook, text, { path: 'a.ipynb' }).places.map((place) => place.split(' ')[0]),
        ['1:1'],
        text,
      );
    }
  });

  it('is total, and agrees with JSON.parse on what its sources hold', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.string())), (sources) => {
        const text = JSON.stringify({ cells: sources.map((source) => cell(source)) });
        assert.equal(parseText(notebook, text, { path: 'a.ipynb' }).facts.cells, sources.length);
        parseText(notebook, text.slice(0, text.length >> 1), { path: 'a.ipynb' });
      }),
    );
  });
});
