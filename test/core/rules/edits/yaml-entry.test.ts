import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { SpanEdit } from '../../../../src/core/engine/define-rule.ts';
import { parseYaml } from '../../../../src/core/facts/yaml/parse-yaml.ts';
import type { YamlView } from '../../../../src/core/facts/yaml/yaml-view.ts';
import { createSourceText } from '../../../../src/core/model/source-text.ts';
import { addBelowKey, appendEntry, appendItem, insertEntryAfter, yamlScalar } from '../../../../src/core/rules/edits/yaml-entry.ts';

function read(text: string): YamlView {
  const [document] = parseYaml(createSourceText('a.yaml', text));
  assert.ok(document !== undefined && document.problems.length === 0, text);
  return document.root;
}

function applied(text: string, edit: SpanEdit | undefined): string {
  assert.ok(edit?.kind === 'replace');
  return text.slice(0, edit.span.start) + edit.text + text.slice(edit.span.end);
}

function viewAt(text: string, ...path: readonly (string | number)[]): YamlView {
  const view = read(text).at(...path);
  assert.ok(view !== undefined);
  return view;
}

describe('edits of YAML', () => {
  const appended: readonly (readonly [name: string, before: string, path: readonly (string | number)[], after: string])[] = [
    ['a block map', 'a:\n  b: 1\nc: 2\n', ['a'], 'a:\n  b: 1\n  new: 1\nc: 2\n'],
    ['a last value with a comment', 'a:\n  b: 1  # one\n', ['a'], 'a:\n  b: 1  # one\n  new: 1\n'],
    ['a file without a last line end', 'a:\n  b: 1', ['a'], 'a:\n  b: 1\n  new: 1'],
    ['a list item', '- b: 1\n  c: 2\n\n- d: 3\n', [0], '- b: 1\n  c: 2\n  new: 1\n\n- d: 3\n'],
    ['a block scalar', 'a:\n  b: |\n    x\n\nc: 2\n', ['a'], 'a:\n  b: |\n    x\n  new: 1\n\nc: 2\n'],
    ['a nested end', 'a:\n  b:\n    c: 1\nd: 2\n', ['a'], 'a:\n  b:\n    c: 1\n  new: 1\nd: 2\n'],
    ['an empty flow map', 'a: {}\n', ['a'], 'a: { new: 1 }\n'],
    ['a flow map', 'a: {b: 1}\n', ['a'], 'a: {b: 1, new: 1}\n'],
    ['a flow map with space', 'a: { b: 1 }  # one\n', ['a'], 'a: { b: 1, new: 1 }  # one\n'],
    ['a flow map with a last comma', 'a: { b: 1, }\n', ['a'], 'a: { b: 1, new: 1 }\n'],
    ['a flow map of several lines', 'a: {\n  b: "#1",\n  c: 2  # two\n}\n', ['a'], 'a: {\n  b: "#1",\n  c: 2, new: 1  # two\n}\n'],
    ['CRLF', 'a:\r\n  b: 1\r\nc: 2\r\n', ['a'], 'a:\r\n  b: 1\n  new: 1\r\nc: 2\r\n'],
  ];
  for (const [name, before, path, after] of appended) {
    it(`appends to ${name}`, () => {
      const changed = applied(
        before,
        appendEntry(createSourceText('a.yaml', before), viewAt(before, ...path).span, { key: 'new', value: '1' }),
      );
      assert.equal(changed, after);
      assert.equal(viewAt(changed, ...path, 'new').scalar, 1);
    });
  }

  it('inserts behind a value of several lines', () => {
    const text = 'a:\n  b: >\n    x\n    y\n  c: 1\n';
    const edit = insertEntryAfter(createSourceText('a.yaml', text), viewAt(text, 'a').span, viewAt(text, 'a', 'b').span, {
      key: 'new',
      value: '1',
    });
    assert.equal(applied(text, edit), 'a:\n  b: >\n    x\n    y\n  new: 1\n  c: 1\n');
  });

  const below: readonly (readonly [before: string, after: string])[] = [
    ['- x: 1\n', '- x: 1\n  m:\n    new: 1\n'],
    ['- x: 1\n  m:\n', '- x: 1\n  m:\n    new: 1\n'],
    ['- x: 1\n  m:  # later\n  y: 2\n', '- x: 1\n  m:  # later\n    new: 1\n  y: 2\n'],
    ['- x: 1\n  m: { a: 1 }\n', '- x: 1\n  m: { a: 1, new: 1 }\n'],
    ['- { x: 1, m: }\n', '- { x: 1, m: { new: 1 } }\n'],
    ['- { x: 1 }\n', '- { x: 1, m: { new: 1 } }\n'],
  ];
  for (const [before, after] of below) {
    it(`adds below a key of ${JSON.stringify(before)}`, () => {
      const value = viewAt(before, 0).get('m');
      const span = value === undefined || value.kind === 'null' ? null : value.span;
      const edit = addBelowKey(
        createSourceText('a.yaml', before),
        viewAt(before, 0).span,
        { key: 'm', value: span },
        { key: 'new', value: '1' },
      );
      assert.equal(applied(before, edit), after);
      assert.equal(viewAt(after, 0, 'm', 'new').scalar, 1);
    });
  }

  it('appends an item in the dash’s column and refuses flow lists', () => {
    const text = 'a:\n- x: 1\n- y: |\n    z\nb: 1\n';
    const edit = appendItem(createSourceText('a.yaml', text), viewAt(text, 'a', 1).span, ['n: 1', 'm: 2']);
    assert.equal(applied(text, edit), 'a:\n- x: 1\n- y: |\n    z\n- n: 1\n  m: 2\nb: 1\n');
    const flow = 'a: [{ x: 1 }]\n';
    assert.equal(appendItem(createSourceText('a.yaml', flow), viewAt(flow, 'a', 0).span, ['n: 1']), undefined);
  });

  it('writes any text as a scalar that is read back, in both styles', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(':', ' ', '#', "'", '"', '@', 'a', '1', '-', ',', '{', '\n') })),
        (text) => {
          const scalar = yamlScalar(text);
          assert.equal(viewAt(`k: ${scalar}\n`, 'k').scalar, text);
          assert.equal(viewAt(`k: { a: ${scalar} }\n`, 'k', 'a').scalar, text);
        },
      ),
    );
  });

  it('keeps all that was there, whatever map it adds to', () => {
    const word = fc.stringMatching(/^[a-z]{1,6}$/);
    const leaf = fc.oneof(word, fc.integer(), fc.constant('|\n    text'));
    fc.assert(
      fc.property(
        fc.uniqueArray(word, { minLength: 1, maxLength: 4 }),
        leaf,
        fc.constantFrom('\n', '\n\n', '  # note\n'),
        (keys, value, end) => {
          const text = `outer:\n${keys.map((key) => `  ${key}: ${value}`).join('\n')}${end}tail: 1\n`;
          const before = read(text).toJson();
          const changed = applied(
            text,
            appendEntry(createSourceText('a.yaml', text), viewAt(text, 'outer').span, { key: 'NEW', value: '1' }),
          );
          const { outer, ...rest } = before as { outer: object };
          assert.deepEqual(read(changed).toJson(), { outer: { ...outer, NEW: 1 }, ...rest });
        },
      ),
    );
  });
});
