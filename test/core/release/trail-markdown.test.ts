import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import fc from 'fast-check';
import * as z from 'zod';
import { trailMarkdown } from '../../../src/core/release/trail-markdown.ts';
import { trailOf, trailModels, type Trail } from '../../../src/core/release/trail.ts';
import type { TrailEntry } from '../../../src/core/release/trail-entry.ts';
import { modelIn, story } from '../../support/release-tags.ts';
import { entryOfTrail as entry } from '../../support/trail-entries.ts';

/** The Markdown reader of VS Code's preview, which comes with the tool that packs extensions, told to take all that it can for markup. */
const render = ((): ((text: string) => string) => {
  const load: (name: string) => unknown = createRequire(createRequire(import.meta.url).resolve('@vscode/vsce'));
  const create = z
    .custom<(options: object) => { render(text: string): string }>((value) => typeof value === 'function')
    .parse(load('markdown-it'));
  const reader = create({ html: true, linkify: true, typographer: true });
  return (text) => reader.render(text);
})();

function page(entries: readonly TrailEntry[], language: 'en' | 'pl' = 'en'): string {
  const stages: Trail['stages'] = entries.map(({ model, stage, by, actor, to, ref }) => ({
    model,
    registry: 'git',
    stage: stage ?? '',
    role: 'main',
    version: to,
    since: 0,
    by,
    actor,
    identity: 'claimed',
    ref,
  }));
  return trailMarkdown({ entries, stages, figures: [] }, { language, now: 86_400_000 });
}

/** Everything that others may write, filled with one text. */
function filled(text: string): TrailEntry {
  return entry({
    model: text,
    stage: text,
    from: text,
    fromSource: 'derived',
    to: text,
    by: text,
    actor: text,
    reason: text,
    ref: text,
    gates: [{ metric: text, value: text, limit: text, passed: true, why: text }],
    alert: { name: text, since: 0 },
    also: [{ registry: 'kubernetes', ref: text, commit: text, by: text, at: 0, signed: false }],
  });
}

const allowed = /<(?!\/?(?:h1|h2|p|ul|li|strong|code|table|thead|tbody|tr|th|td)>)/;

function assertHarmless(markdown: string, rows: number): void {
  const html = render(markdown);
  assert.doesNotMatch(html, allowed, markdown);
  assert.equal(html.match(/<tr>/g)?.length, rows + 1, markdown);
  assert.equal(html.match(/<t[hd]>/g)?.length, (rows + 1) * 9, markdown);
  assert.equal(html.match(/<li>/g)?.length, rows, markdown);
  assert.equal(html.match(/<h[12]>/g)?.length, 2, markdown);
  assert.equal(html.match(/<strong>/g)?.length, rows, markdown);
}

describe('trailMarkdown', function () {
  this.timeout(30_000);
  const attacks = [
    '[x](http://evil.example)',
    '![x](http://evil.example/x.png)',
    '[x](command:workbench.action.quit)',
    'command:workbench.action.quit',
    '<img src=x onerror=alert(1)>',
    '<!-- x',
    'http://evil.example',
    'http\\://evil.example',
    'www.evil.example',
    'evil.com',
    'eve@evil.example',
    '<eve@evil.example>',
    '//evil.example',
    'a | b | c',
    'a \\| b',
    '\\',
    '`a`',
    '``a | `b',
    '**a** _b_ ~~c~~',
    '$x$',
    '# x\n\n# y',
    '\n\n| a | b |\n| --- | --- |\n',
    '- x\n- y',
    '---',
    '&lt;b&gt; &#60;',
    '[x]: http://evil.example',
    '[x][y]',
    '\u202eevil\u2066',
    '\0\u001b[31m',
    '```\nx\n```',
    '\ud800',
  ];
  for (const attack of attacks)
    it(`lets ${JSON.stringify(attack)} be text`, () => {
      assertHarmless(page([filled(attack), entry(), filled(`${attack} ${attack}`)]), 3);
      // Trailing blanks and signs of others beside it change nothing.
      assertHarmless(page([entry({ reason: `see ${attack}` }), entry({ reason: `${attack}|${attack}` })]), 2);
    });

  it('has as many rows and cells as there are entries, whatever they say', () => {
    const parts = fc.constantFrom(
      ...attacks,
      'a',
      ' ',
      '|',
      '\\',
      '`',
      '\n',
      '<',
      '>',
      '[',
      ']',
      '(',
      ')',
      '*',
      '_',
      ':',
      '//',
      '@',
      '.',
      '!',
      '#',
      '&',
    );
    const text = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }),
      fc.array(parts, { maxLength: 12 }).map((some) => some.join('')),
    );
    // A name is never empty: what is empty has no bold type.
    const named = text.filter((one) => /[A-Za-z0-9]/.test(one));
    fc.assert(
      fc.property(fc.array(named, { minLength: 1, maxLength: 3 }), (texts) => assertHarmless(page(texts.map(filled)), texts.length)),
      { numRuns: 60 },
    );
  });

  it('shows what others wrote as they wrote it', () => {
    const reason = 'f_1 fell *below* <0.85> & "rose" again; see http://wiki/x|y \\o/ `ls`';
    const text = render(page([entry({ reason })]))
      .replace(/<[^>]+>/g, '')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&amp;', '&');
    assert.ok(text.replace(/[“”]/g, '"').includes(reason), text);
  });

  const story1 = trailOf({
    models: trailModels([{ registry: 'git', state: modelIn(story('v1', 'v2', '>v1', '+v2', '<v1')) }], { models: [] }),
    revisions: [],
  });

  it('is a page: stages, releases, figures', () => {
    assert.equal(
      trailMarkdown(story1, { language: 'en', now: 4000 + 3 * 86_400_000 + 3_600_000 }),
      `# Release history

- **m** production: v1.0.0 · 1970-01-01 00:00 (3 d 1 h) · Ana (claimed) · git

## Releases

| Time (UTC) | Model | Stage | What | Version | Who | Why | Gates | Recorded in |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
| 1970-01-01 00:00 | m | production | rolled back | v2.0.0 → v1.0.0 | Ana (claimed) |  |  | \`m#production#5\` |
| 1970-01-01 00:00 | m | production | assigned, no record | (v1.0.0) → v2.0.0 | Ana (claimed) |  |  | \`m#production#4\` |
| 1970-01-01 00:00 | m | production | promoted | v1.0.0 | Ana (claimed) |  |  | \`m#production#3\` |
| 1970-01-01 00:00 | m |  | registered | v2.0.0 | Ana (claimed) |  |  | \`m@v2.0.0\` |
| 1970-01-01 00:00 | m |  | registered | v1.0.0 | Ana (claimed) |  |  | \`m@v1.0.0\` |

Claimed: it is said so, and nothing proves it. Signed: a signature is there; check it with git tag -v or git verify-commit. A version in brackets follows from earlier events; no record says it.

## Figures

| Model | Stage | Releases | Rollbacks | Release to rollback | Alert to rollback |
| --- | --- | --- | --- | --- | --- |
| m | production | 2 | 1 | median 1 s, n = 1: v2.0.0 1 s | – |
`,
    );
  });

  it('speaks Polish', () => {
    const polish = trailMarkdown(story1, { language: 'pl', now: 0 });
    for (const words of ['# Historia wydań', '| wycofanie |', '| przypisanie, bez zapisu |', 'Ana (bez podpisu)', 'mediana 1 s, n = 1'])
      assert.ok(polish.includes(words), words);
  });

  it('says where nothing happened', () => {
    assert.equal(
      trailMarkdown({ entries: [], stages: [], figures: [] }, { language: 'en', now: 0 }),
      '# Release history\n\nNothing was released yet.\n',
    );
  });

  it('says on top what could not be asked, in words of its own, and lets what a server said be text', () => {
    const empty = { entries: [], stages: [], figures: [] };
    const offline = [{ registry: 'mlflow', code: 'offline', message: 'not asked' }] as const;
    assert.equal(
      trailMarkdown({ ...empty, errors: offline }, { language: 'en', now: 0 }),
      '# Release history\n\n**This history is incomplete. MLflow was not asked. Releases that only this registry knows are missing.** ' +
        'To ask it: Ask Servers for Versions in the editor, --online on the command line.\n\nNothing was released yet.\n',
    );
    assert.match(trailMarkdown({ ...empty, errors: offline }, { language: 'pl', now: 0 }), /niepełna\. Nie zapytano MLflow\./);
    for (const attack of attacks) {
      const errors = [{ registry: 'mlflow', code: 'bad-answer', message: attack }] as const;
      const html = render(trailMarkdown({ ...empty, errors }, { language: 'en', now: 0 }));
      assert.doesNotMatch(html, allowed, attack);
      assert.equal(html.match(/<p>/g)?.length, 2, attack);
      assert.match(html, /MLflow gave an answer that makes no sense/);
    }
  });
});
