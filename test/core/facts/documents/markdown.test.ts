import assert from 'node:assert/strict';
import fc from 'fast-check';
import { markdown } from '../../../../src/core/facts/documents/markdown.ts';
import { checkTotal, parseText, truncations } from '../../../support/read-format.ts';

const runbook = `---
title: Incidents
reviewed: 2026-03-01
tags: [fraud, on-call]
owner:
---

# Incident \`playbook\` [v2](v2.md) ##

Who is called first.
<!-- A reminder for the author
## Not a heading
of this page -->

Low recall
----------
When recall falls below 0.6, roll back:

\`\`\`bash
# not a heading
gto assign fraud --version v1 <!-- no comment -->
\`\`\`

### Who decides
- **Owner:** [fill in]
- Ana Nowak, fraud team

## Data outage
TODO: say whom to call when the feed of payments stops.
`;

function read(text: string, path = 'docs/incident.md') {
  const result = parseText(markdown, text, { path });
  const at = (span: { readonly start: number; readonly end: number }): string => result.source.text.slice(span.start, span.end);
  return { ...result, at };
}

function wordsOf(text: string): number {
  return read(text).facts.words;
}

describe('Markdown', () => {
  it('reads front matter, headings, code and words in their places', () => {
    const { facts, places, at, inspected } = read(runbook);
    assert.deepEqual(places, []);
    assert.deepEqual(
      [...facts.frontMatter].map(([key, { value, span }]) => [key, value, at(span)]),
      [
        ['title', 'Incidents', 'Incidents'],
        ['reviewed', '2026-03-01', '2026-03-01'],
        ['tags', '[fraud, on-call]', '[fraud, on-call]'],
        ['owner', '', ''],
      ],
    );
    assert.equal(facts.title, 'Incident playbook v2');
    assert.deepEqual(
      facts.sections.map(({ heading, level, words }) => [heading.value, at(heading.span), level, words]),
      [
        ['Incident playbook v2', 'Incident `playbook` [v2](v2.md)', 1, 15],
        ['Low recall', 'Low recall', 2, 11],
        ['Who decides', 'Who decides', 3, 4],
        ['Data outage', 'Data outage', 2, 0],
      ],
    );
    assert.equal(facts.words, 15);
    assert.deepEqual(
      facts.codeBlocks.map(({ language, text, span }) => [language, text, at(span)]),
      [0].map(() => ['bash', ...Array.from({ length: 2 }, () => '# not a heading\ngto assign fraud --version v1 <!-- no comment -->\n')]),
    );
    assert.equal(facts.sections[2]?.body, '- **Owner:** [fill in]\n- Ana Nowak, fraud team\n\n');
    assert.equal(at(facts.sections[2].bodySpan), facts.sections[2].body);
    assert.ok(facts.sections[1]?.body.endsWith(facts.sections[2].body), 'a section holds the deeper ones below it');
    assert.deepEqual(inspected, {
      title: 'Incident playbook v2',
      sections: ['Incident playbook v2', 'Low recall', 'Who decides', 'Data outage'],
      words: 15,
    });
  });

  it('keeps places with CRLF', () => {
    const { facts, at } = read(runbook.replaceAll('\n', '\r\n'));
    assert.deepEqual(
      facts.sections.map(({ heading, words }) => [at(heading.span), words]),
      [
        ['Incident `playbook` [v2](v2.md)', 15],
        ['Low recall', 11],
        ['Who decides', 4],
        ['Data outage', 0],
      ],
    );
    assert.equal(facts.frontMatter.get('reviewed')?.value, '2026-03-01');
  });

  const headings: readonly (readonly [string, string, readonly string[]])[] = [
    ['a hash without a space', '#tag\n', []],
    ['seven hashes', '####### a\n', []],
    ['a heading of code', '    # a\n', []],
    ['hashes that close it', '## C# ##\n### a#\n', ['2 C#', '3 a#']],
    ['two underlined ones in a row', 'Title\n=====\nSubtitle\n--------\n', ['1 Title', '2 Subtitle']],
    ['a rule below a list', '- a\n---\n', []],
    ['a rule below a table', '| a |\n---\n', []],
    ['a rule below a long paragraph', 'one\ntwo\n---\n', []],
    ['a heading in a tilde fence', '~~~\n# a\n```\n~~~\n# b\n', ['1 b']],
    ['a fence that a longer one closes', '```\n# a\n`````\n# b\n', ['1 b']],
    ['a fence that nothing closes', '# a\n```\n# b\n', ['1 a']],
    ['a comment that nothing closes', '# a\n<!--\n# b\n', ['1 a']],
    ['a comment mark in code', 'Write `<!--` so.\n# a\n', ['1 a']],
    ['a comment in one line', '<!-- # a --> b\n# c\n', ['1 c']],
    ['a fence in a comment', '<!--\n```\n-->\n# a\n', ['1 a']],
    ['emphasis, links, tags and anchors', '## **Big** _idea_ <a id="x"></a> [here](u) {#big}\n', ['2 Big _idea_ here']],
    ['a heading without words', '#\n# a\n', ['1 a']],
  ];
  for (const [name, text, expected] of headings) {
    it(`takes ${name} as a renderer does`, () => {
      assert.deepEqual(
        read(text).facts.sections.map(({ heading, level }) => `${String(level)} ${heading.value}`),
        expected,
      );
    });
  }

  const counted: readonly (readonly [string, number])[] = [
    ['Payments from March on.', 4],
    ['| Metric | Value |\n| --- | --: |\n| recall | 0.74 |', 4],
    ['- [x] Checked by Ana', 3],
    ['See [the runbook](docs/run book.md) and ![a badge](b.svg).', 4],
    ['Zażółć gęślą jaźń', 3],
    ['<https://example.com> explains', 2],
    ['p < 0.05 and q > 1', 5],
    ['TODO', 0],
    ['TODO: describe what the model is for', 0],
    ['- [ ] TBD', 0],
    ['**Owner:** TBD', 0],
    ['- **Developed by:** [More Information Needed]', 0],
    ['- **Developed by:**', 0],
    ['* __Team__:', 0],
    ['The model is used for:', 5],
    ['...', 0],
    ['[fill in]', 0],
    ['<describe the data>', 0],
    ['<b>Owner</b>', 1],
    ['{{ model_description | default("", true) }}', 0],
    ['Do uzupełnienia.', 0],
    ['To be defined', 0],
    ['Fill in the incident form and call Ana', 8],
    ['Todo lists are kept in Jira', 6],
    ['Lorem ipsum dolor sit amet,\nconsectetur adipiscing elit.\n\nReal words', 2],
    ['[docs]: https://example.com "The docs"', 0],
    ['A note[^1].\n\n[^1]: Its text', 4],
    ['```\ncode here\n```', 0],
    [
      'Users (both direct and downstream) should be made aware of the risks, biases and limitations of the model. More information needed for further recommendations.',
      0,
    ],
  ];
  for (const [text, words] of counted) {
    it(`counts ${String(words)} in ${JSON.stringify(text)}`, () => assert.equal(wordsOf(text), words));
  }

  it('takes prose between two rules for no front matter', () => {
    const { facts } = read('---\nSome prose here.\n\n---\n# a\n');
    assert.deepEqual([facts.frontMatter.size, facts.words, facts.title], [0, 3, 'a']);
  });

  it('reads on behind front matter that is broken or never closed', () => {
    assert.equal(read('---\ntitle: "a\n---\n# b\n').facts.title, 'b');
    assert.equal(read('---\ntitle: a\n# b\n').facts.title, 'b');
    assert.equal(read('---\n---\n# b\n').facts.title, 'b');
    assert.equal(read('---\ntitle: a\n---\n## b\n').facts.title, 'a');
    assert.equal(read('## b\n').facts.title, null);
    assert.equal(read('').facts.title, null);
  });

  it('knows its files by name', () => {
    const names = ['README.md', 'docs/a.markdown', 'A.MD'];
    assert.deepEqual(
      [...names, 'a.mdx', 'md', 'a.md.txt'].filter((name) => markdown.recognise(name)),
      names,
    );
  });

  it('survives every truncation', () => {
    for (const text of truncations(runbook, 400)) checkTotal(markdown, text, { path: 'a.md' });
  });

  it('survives any text made of its words, and holds nested sections in one another', () => {
    const word = fc.constantFrom(
      '---\n',
      '# ',
      '## ',
      '\n',
      '\r\n',
      '\r',
      '```',
      '~~~',
      '<!--',
      '-->',
      '===',
      'a: b',
      '- ',
      '[x](',
      ')',
      ' ',
      '|',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(word, fc.string({ maxLength: 4 }))), (words) => {
        const text = words.join('');
        checkTotal(markdown, text, { path: 'a.md' });
        const { sections, words: all } = read(text).facts;
        for (const [index, section] of sections.entries()) {
          assert.ok(section.words <= all);
          const next = sections[index + 1];
          if (next !== undefined && next.level > section.level) assert.ok(next.bodySpan.end <= section.bodySpan.end);
          if (next !== undefined && next.level <= section.level) assert.ok(section.bodySpan.end <= next.heading.span.start);
        }
      }),
    );
  });

  // A reader that looks at the rest of a line again for each mark would need hours for these.
  const marks = ['<!--', '<!-- `', '<!---->', '[a](', '![a](', '<a ', '{{', '{%', '#', ' ', '`', '~', '_', '- ', '**', '[', '[^', '\\'];
  for (const mark of marks) {
    it(`reads long lines of ${JSON.stringify(mark)}`, () => {
      const { facts } = read(`# a${mark.repeat(50_000)}\n${mark.repeat(50_000)}\nend`);
      assert.ok(facts.sections.length <= 1);
    });
  }
});
