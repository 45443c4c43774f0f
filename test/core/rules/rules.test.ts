import assert from 'node:assert/strict';
import { join } from 'node:path';
import { applyEdits } from '../../../src/core/engine/apply-edits.ts';
import type { RuleDefinition } from '../../../src/core/engine/define-rule.ts';
import { runRules } from '../../../src/core/engine/run-rules.ts';
import { format } from '../../../src/core/l10n/message.ts';
import type { Finding } from '../../../src/core/model/finding.ts';
import { rules } from '../../../src/core/rules/index.ts';
import { type ProjectOptions, projectOf } from '../../support/project-of.ts';
import { type RuleFixture, ruleFixtures } from '../../support/rule-fixture.ts';

type Files = Readonly<Record<string, string>>;

const fixtures = join(import.meta.dirname, '../../fixtures/rules');

/** Findings of one rule; a rule that throws fails the test. */
function findings(rule: RuleDefinition, files: Files, options: ProjectOptions = {}): readonly Finding[] {
  const run = runRules(projectOf(files, options), [rule]);
  assert.deepEqual(run.failures, []);
  return run.findings.map(({ finding }) => finding);
}

function places(found: readonly Finding[]): readonly string[] {
  return found.map(({ path, range, ruleId }) => `${path}:${range.start.line} ${ruleId}`).sort();
}

function problems(files: Files, options: ProjectOptions): readonly string[] {
  return projectOf(files, options)
    .files.flatMap(({ source, problems: own }) => own.map(({ message }) => `${source.path}: ${format(message, 'en')}`))
    .sort();
}

function apply(found: readonly Finding[], files: Files): Files {
  const result = applyEdits(
    found.flatMap(({ fix }) => fix?.edits ?? []),
    (path) => files[path],
  );
  assert.ok(result.ok, 'the edits of a fix apply');
  return { ...files, ...Object.fromEntries(result.files) };
}

/** Applies fix after fix, as a person would, until none is left; more rounds than there were findings mean that a fix mends nothing. */
function fixAll(rule: RuleDefinition, files: Files, options: ProjectOptions): Files {
  const rounds = findings(rule, files, options).length;
  let current = files;
  for (let round = 0; round < rounds; round += 1) {
    const next = findings(rule, current, options).find(({ fix }) => fix !== null);
    if (next === undefined) return current;
    current = apply([next], current);
  }
  return current;
}

const comment = /(?:^|\s)(#(?!\s*expect:).*)$/gm;

function comments(text: string): readonly string[] {
  return [...text.matchAll(comment)].map(([, words = '']) => words.trim()).sort();
}

function checkFixes(rule: RuleDefinition, { files, options }: RuleFixture, lineEnd: string): void {
  const before = findings(rule, files, options);
  const after = fixAll(rule, files, options);
  const left = findings(rule, after, options);
  assert.deepEqual(
    left.filter(({ fix }) => fix !== null).map(({ message }) => format(message, 'en')),
    [],
    'a second application finds nothing to do',
  );
  assert.equal(left.length, before.filter(({ fix }) => fix === null).length, 'every fix takes its finding away');
  assert.deepEqual(
    problems(after, options).filter((problem) => !problems(files, options).includes(problem)),
    [],
    'the files stay valid',
  );
  for (const [path, text] of Object.entries(files)) {
    const fixed = after[path] ?? '';
    assert.deepEqual(
      comments(text).filter((words) => !comments(fixed).includes(words)),
      [],
      `the comments of ${path} stay`,
    );
    if (lineEnd === '\r\n') assert.doesNotMatch(fixed, /[^\r]\n/, `the line ends of ${path} stay`);
  }
}

for (const rule of rules) {
  describe(`rule ${rule.id}`, () => {
    it('finds its bad example', () => {
      assert.notDeepEqual(places(findings(rule, rule.examples.bad, { tags: rule.examples.badTags ?? [] })), []);
    });

    it('leaves its good example alone', () => {
      assert.deepEqual(places(findings(rule, rule.examples.good, { tags: rule.examples.goodTags ?? [] })), []);
    });

    for (const lineEnd of ['\n', '\r\n'] as const) {
      for (const fixture of ruleFixtures(join(fixtures, rule.id), lineEnd)) {
        const name = `${fixture.name}${lineEnd === '\n' ? '' : ', with CRLF'}`;
        it(`finds what is marked in ${name}`, () => {
          assert.deepEqual(places(findings(rule, fixture.files, fixture.options)), fixture.expected);
        });
        if (rule.fix !== null && fixture.expected.length > 0) it(`mends ${name}`, () => checkFixes(rule, fixture, lineEnd));
      }
    }

    it('speaks both languages', () => {
      const texts = [...Object.values(rule.texts), rule.title, rule.why, rule.remedy];
      for (const { en, pl } of texts) {
        assert.ok(en.trim() !== '' && pl.trim() !== '');
        assert.deepEqual(
          argumentsOf(pl).filter((name) => name !== 'pl'),
          argumentsOf(en).filter((name) => name !== 'en'),
          en,
        );
      }
      for (const { en, pl } of [rule.why, rule.remedy]) assert.match(`${en}\n${pl}`, /\.\n[^]*\.$/);
    });

    it('marks places and says what is wrong there', () => {
      for (const { message, fix, related } of findings(rule, rule.examples.bad, { tags: rule.examples.badTags ?? [] })) {
        for (const words of [message, ...(fix === null ? [] : [fix.title]), ...related.map((place) => place.message)]) {
          for (const language of ['en', 'pl'] as const) assert.doesNotMatch(format(words, language), /\{[a-z]/i);
        }
        assert.match(format(message, 'en'), /[.?]$/);
        assert.match(format(message, 'pl'), /[.?]$/);
      }
    });
  });
}

function argumentsOf(text: string): readonly string[] {
  return [...new Set([...text.matchAll(/\{([A-Za-z]\w*)/g)].map(([, name = '']) => name))].sort();
}

describe('projects that are in order', () => {
  for (const fixture of ruleFixtures(join(fixtures, '_quiet'))) {
    it(`only the marked places of ${fixture.name} are found`, () => {
      const run = runRules(projectOf(fixture.files, fixture.options), rules);
      assert.deepEqual(run.failures, []);
      assert.deepEqual(places(run.findings.map(({ finding }) => finding)), fixture.expected);
    });
  }
});

describe('the list of rules', () => {
  it('is in alphabetical order and names each rule once', () => {
    const ids = rules.map(({ id }) => id);
    assert.deepEqual(ids, [...new Set(ids)].sort());
  });
});
