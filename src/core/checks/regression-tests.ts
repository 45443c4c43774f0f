import { type CheckAnswer, type EvidenceOffer, defineCheck } from '../engine/define-check.ts';
import type { Text } from '../l10n/message.ts';
import { automaticCommands } from '../project/evidence/ci-commands.ts';
import { type Place, offer } from '../project/evidence/offer.ts';
import { codeFile } from '../project/evidence/python-code.ts';
import { programOf, targetFiles } from '../project/evidence/run-targets.ts';
import { type TestKind, type TestModule, testModules } from '../project/evidence/test-suite.ts';
import { thresholds, usesValidation } from '../project/evidence/threshold-code.ts';
import { weighEvidence } from '../project/evidence/weigh-evidence.ts';
import type { Project } from '../project/project.ts';
import { scenarioNeeds } from '../readiness/scenario.ts';

const texts = {
  run: { en: 'CI runs these tests of {en}.', pl: 'CI uruchamia te testy ({pl}).' },
  validation: { en: 'CI runs this validation of the data.', pl: 'CI uruchamia tę walidację danych.' },
  threshold: { en: 'CI tests the model against a threshold here.', pl: 'CI sprawdza tu model względem progu.' },
  oneKind: {
    en: 'CI runs tests of {en} only; two of code, data and model are needed.',
    pl: 'CI uruchamia tylko testy ({pl}); potrzebne są dwa rodzaje z: kod, dane, model.',
  },
  notRun: {
    en: 'No CI step runs these tests of {en} (or its failure is ignored).',
    pl: 'Żaden krok CI nie uruchamia tych testów ({pl}) albo ich niepowodzenie jest ignorowane.',
  },
  consistency: {
    en: 'The profile personalization also wants tests of data consistency in CI.',
    pl: 'Profil personalization wymaga też testów spójności danych w CI.',
  },
  missing: {
    en: 'No test was found that looks at the project’s code, data or model and can fail.',
    pl: 'Nie znaleziono testu, który sprawdza kod, dane lub model projektu i może się nie powieść.',
  },
} as const satisfies Record<string, Text>;

/** Whether a change that breaks the model is noticed before it is merged. */
export const regressionTests = defineCheck({
  id: 'regression-tests',
  group: 'validation',
  title: { en: 'Regression tests', pl: 'Testy regresji' },
  question: {
    en: 'Do automated regression tests of data and model pipeline run in CI?',
    pl: 'Czy automatyczne testy regresji danych i potoku modelu działają w CI?',
  },
  weight: 1,
  evidence: {
    met: {
      en: 'CI runs tests of two kinds out of code (imports the project’s modules), data (reads its data or validates it with Pandera, Great Expectations, Deepchecks, dbt) and model (loads, trains or asks a model). Each has an assertion that can fail.',
      pl: 'CI uruchamia testy dwóch rodzajów z: kod (importują moduły projektu), dane (czytają dane lub sprawdzają je przez Pandera, Great Expectations, Deepchecks, dbt) i model (wczytują, trenują lub pytają model). Każdy ma asercję, która może się nie powieść.',
    },
    partial: {
      en: 'Tests of one kind in CI, or tests that no CI step runs or whose failure is ignored.',
      pl: 'Testy jednego rodzaju w CI albo testy, których nie uruchamia żaden krok CI lub których niepowodzenie jest ignorowane.',
    },
    missing: {
      en: 'No tests, or tests without an assertion or without a look at the project. Linting is no test.',
      pl: 'Brak testów albo testy bez asercji lub niedotyczące projektu. Linter nie jest testem.',
    },
  },
  step: {
    title: { en: 'Add tests of data and model and let CI run them', pl: 'Dodaj testy danych i modelu oraz uruchamiaj je w CI' },
    effort: 'hours',
    fix: 'tests-not-in-ci',
  },
  evaluate({ project }): CheckAnswer {
    const modules = testModules(project);
    const run = modules.filter((module) => module.runBy !== null);
    const validations = dataValidations(project);
    const gates = thresholds(project).filter(
      (threshold) => threshold.runBy !== null && !run.some((module) => module.path === threshold.place.path),
    );
    const kinds = new Set<TestKind>([
      ...run.flatMap((module) => [...module.kinds]),
      ...(validations.length > 0 ? ['data' as const] : []),
      ...(gates.length > 0 ? ['model' as const] : []),
    ]);
    const strong = [
      ...run.flatMap((module) => evidenceOf(module, texts.run)),
      ...validations.map((place) => offer(place, texts.validation)),
      ...gates.map((gate) => offer(gate.place, texts.threshold)),
    ];
    // One test can look at two things, but it is one test.
    const isEnough = kinds.size >= 2 && run.reduce((sum, module) => sum + module.tests.length, 0) + validations.length + gates.length >= 2;
    if (isEnough && scenarioNeeds(project, 'data-consistency') && !kinds.has('data')) {
      return weighEvidence(project, {
        met: [],
        partial: strong.map((found) => ({ ...found, why: { ...texts.consistency, args: {} } })),
        missing: texts.missing,
      });
    }
    const single = strong.map((found) => ({ ...found, why: { ...texts.oneKind, args: namesOf(kinds) } }));
    return weighEvidence(project, {
      met: isEnough ? strong : [],
      partial: [...single, ...modules.filter((module) => module.runBy === null).flatMap((module) => evidenceOf(module, texts.notRun))],
      missing: texts.missing,
      looksIn: /^\.github\/workflows\/|^\.gitlab-ci\.yml$|(?:^|\/)test_[^/]*\.py$/,
    });
  },
});

const kindNames: Readonly<Record<TestKind, string>> = { code: 'kod', data: 'dane', model: 'model' };

/** What tests look at, in both languages: each template takes its own. */
function namesOf(kinds: Iterable<TestKind>): { readonly en: string; readonly pl: string } {
  const all = [...kinds];
  return { en: all.join(', '), pl: all.map((kind) => kindNames[kind]).join(', ') };
}

function evidenceOf(module: TestModule, text: Text): readonly EvidenceOffer[] {
  const kinds = namesOf(module.kinds);
  const tests: EvidenceOffer[] = module.tests.slice(0, 1).map((test) => offer({ path: module.path, span: test.nameSpan }, text, kinds));
  return module.runBy === null ? tests : [...tests, offer(module.runBy, text, kinds)];
}

/** CI steps that validate data with a tool made for it. */
function dataValidations(project: Project): readonly Place[] {
  return automaticCommands(project)
    .filter((command) => !command.forgiven)
    .filter((command) => {
      const program = programOf(command);
      const [, first = '', second = ''] = command.words;
      if (program === 'dbt') return first === 'test' || first === 'build';
      if (program === 'great_expectations' || program === 'gx') return first === 'checkpoint' && second === 'run';
      if (program === 'soda') return first === 'scan';
      return targetFiles(project, command).some((path) => {
        const file = codeFile(project, path);
        return (
          file !== undefined &&
          !file.isTest &&
          usesValidation(file) &&
          file.code.calls.some((call) =>
            /(?:^|\.)(?:validate|run_checkpoint|check_types|check_input|check_output|run)$|pandera/.test(call.callee),
          )
        );
      });
    })
    .map((command) => command.place);
}
