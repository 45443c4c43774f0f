import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { checks } from '../../src/core/checks/index.ts';
import type { Text } from '../../src/core/l10n/message.ts';
import { rules } from '../../src/core/rules/index.ts';

/** Rule and check files of a folder by id; what is no rule lies in folders or in the index. */
function idsOf(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'index.ts')
    .map((entry) => entry.name.replace(/\.ts$/, ''))
    .sort();
}

/** The catalogue's ids: a contract with whoever reads the JSON. */
const catalogue =
  'business-goal shared-ownership pipeline-automation ci-cd reproducible-environment data-versioned model-versioned version-consistency quality-validation quality-gates regression-tests dirty-data-tests serving-integration failure-handling online-monitoring operational-metrics drift-monitoring alert-response rollback soft-launch retraining incident-playbook decision-log explainability compliance audit-trail iteration-review unusual-predictions online-offline-gap data-freshness model-card'.split(
    ' ',
  );

describe('rules and checks', () => {
  it('each file is listed, each listed one has its file', () => {
    assert.deepEqual(
      rules.map(({ id }) => id),
      idsOf('src/core/rules'),
    );
    assert.deepEqual([...checks.map(({ id }) => id)].sort(), idsOf('src/core/checks'));
  });

  it('checks are the catalogue, in its order', () => {
    assert.deepEqual(
      checks.map(({ id }) => id),
      catalogue,
    );
  });

  it('rules speak against checks that exist, and steps lead to rules that exist', () => {
    for (const rule of rules) for (const check of rule.checks) assert.ok(catalogue.includes(check), `${rule.id}: ${check}`);
    for (const { id, step } of checks)
      if (step.fix !== null)
        assert.ok(
          rules.some((rule) => rule.id === step.fix),
          `${id}: ${step.fix}`,
        );
  });

  it('texts are sentences with the same arguments in both languages', () => {
    const texts: [string, Text][] = [
      ...rules.flatMap((rule): [string, Text][] => [
        [`${rule.id} why`, rule.why],
        [`${rule.id} remedy`, rule.remedy],
        ...Object.entries(rule.texts).map(([key, text]): [string, Text] => [`${rule.id} ${key}`, text]),
      ]),
      ...checks.flatMap((check): [string, Text][] => [
        [`${check.id} question`, check.question],
        [`${check.id} met`, check.evidence.met],
        [`${check.id} partial`, check.evidence.partial],
        [`${check.id} missing`, check.evidence.missing],
        [`${check.id} step`, check.step.title],
      ]),
    ];
    const names = (text: string): string[] =>
      [...new Set([...text.matchAll(/\{([A-Za-z][A-Za-z0-9]*)[|}]/g)].map(([, name]) => name ?? ''))].sort();
    // A rule that passes on a reader's own words in both languages has templates that are one argument each.
    const own = texts.filter(([, text]) => !(text.en === '{en}' && text.pl === '{pl}'));
    for (const [place, text] of own) {
      assert.deepEqual(names(text.pl), names(text.en), place);
      assert.notEqual(text.en, '', place);
      assert.notEqual(text.pl, text.en, place);
    }
  });
});
