import { type CheckAnswer, type EvidenceOffer, defineCheck } from '../engine/define-check.ts';
import type { PythonFunction } from '../facts/python/python-facts.ts';
import type { Text } from '../l10n/message.ts';
import { type Place, offer } from '../project/evidence/offer.ts';
import { type CodeFile, codeFile, codeFiles, importOf } from '../project/evidence/python-code.ts';
import { automaticCommands } from '../project/evidence/ci-commands.ts';
import { runsDeclaredPipeline, targetFiles } from '../project/evidence/run-targets.ts';
import { scheduledRuns } from '../project/evidence/scheduled-runs.ts';
import { testModules } from '../project/evidence/test-suite.ts';
import { stageFiles } from '../project/evidence/threshold-code.ts';
import { weighEvidence } from '../project/evidence/weigh-evidence.ts';
import type { Project } from '../project/project.ts';
import { scenarioNeeds } from '../readiness/scenario.ts';

const texts = {
  run: { en: 'CI runs {name}, a test of dirty data.', pl: 'CI uruchamia {name}, test zabrudzonych danych.' },
  notRun: {
    en: '{name} tests dirty data, but no CI step runs it (or its failure is ignored).',
    pl: '{name} testuje zabrudzone dane, ale nie uruchamia go żaden krok CI albo jego niepowodzenie jest ignorowane.',
  },
  schema: {
    en: 'These expectations on the data are checked by what runs here.',
    pl: 'Te oczekiwania wobec danych są sprawdzane przez to, co się tu uruchamia.',
  },
  unusedSchema: {
    en: 'These expectations on the data are written, but nothing checks them by itself.',
    pl: 'Te oczekiwania wobec danych są zapisane, ale nic nie sprawdza ich samo.',
  },
  extreme: {
    en: 'The profile demand-forecasting also wants tests of extreme events (blackouts, sudden peaks).',
    pl: 'Profil demand-forecasting wymaga też testów zdarzeń skrajnych (przerwy, nagłe szczyty).',
  },
  missing: {
    en: 'No test was found for missing values, ranges, broken schemas or unseen categories.',
    pl: 'Nie znaleziono testu brakujących wartości, zakresów, naruszeń schematu ani nieznanych kategorii.',
  },
} as const satisfies Record<string, Text>;

/** Names that only tests of data have. */
const dirtyName =
  /missing_(?:values?|data|columns?|fields?|features?|inputs?|rows?)|(?:^|_)nulls?(?:_|$)|(?:^|_)nans?(?:_|$)|(?:^|_)gaps?(?:_|$)|out_of_range|(?:^|_)ranges?(?:_|$)|negative_|_negative|outlier|dirty|corrupt|unseen|unknown_(?:categor|value|merchant|class)|dtypes?(?:_|$)|infinit|(?:^|_)inf(?:_|$)|schema_(?:break|violat|mismatch|error|valid)|invalid_(?:values?|data|rows?|inputs?|features?|payload|record)|duplicate_(?:rows?|records?)|data_(?:quality|valid|integrity)/i;
/** Names that tests of anything have: the test must also touch a table, an array, the model or a request. */
const perhapsDirtyName =
  /missing|empty|invalid|malformed|bad_|unexpected|schema|duplicate|boundary|bounds|edge_case|garbage|wrong_type|too_(?:large|small|long)|refused|rejected|none(?:_|$)/i;
const touchesData =
  /^(?:pandas|polars|numpy|pyarrow)\.|(?:^|\.)(?:DataFrame|Series|array|predict|predict_proba|transform|post|createDataFrame)$/;
const extremeName = /extreme|blackout|outage|spike|peak|sudden|shock|holiday|zero_sales|promotion/i;
const expectation =
  /(?:^|\.)expect_(?:column|table|multicolumn|compound)\w*$|^pandera\.(?:\w+\.)*(?:Column|DataFrameSchema|Field|Check|SeriesSchema)(?:\.\w+)?$|(?:^|\.)Expect[A-Z]\w+$/;
const propertyTest = /^hypothesis\.given|(?:^|\.)given$/;

/** Whether anybody has tried what bad input does. */
export const dirtyDataTests = defineCheck({
  id: 'dirty-data-tests',
  group: 'data',
  title: { en: 'Dirty-data tests', pl: 'Testy zabrudzonych danych' },
  question: {
    en: 'Is behaviour on extreme and dirty data tested?',
    pl: 'Czy testowane jest zachowanie na skrajnych i zabrudzonych danych?',
  },
  weight: 1,
  evidence: {
    met: {
      en: 'CI runs tests of missing values, ranges, broken schemas or unseen categories on the project’s code, property tests, or Pandera and Great Expectations checks in a step or stage that runs by itself.',
      pl: 'CI uruchamia na kodzie projektu testy brakujących wartości, zakresów, naruszeń schematu lub nieznanych kategorii, testy własności albo sprawdzenia Pandera i Great Expectations w kroku lub etapie, który uruchamia się sam.',
    },
    partial: {
      en: 'Such tests or expectations that nothing runs by itself.',
      pl: 'Takie testy lub oczekiwania, których nic nie uruchamia samo.',
    },
    missing: { en: 'None, or tests that only say so in a comment.', pl: 'Brak albo testy, które mówią o tym tylko w komentarzu.' },
  },
  step: {
    title: { en: 'Test missing values, ranges and unseen categories', pl: 'Przetestuj brakujące wartości, zakresy i nieznane kategorie' },
    effort: 'hours',
    fix: 'tests-not-in-ci',
  },
  evaluate({ project }): CheckAnswer {
    const met: EvidenceOffer[] = [];
    const partial: EvidenceOffer[] = [];
    let isExtreme = false;
    for (const module of testModules(project)) {
      const file = codeFile(project, module.path);
      const test = file === undefined ? undefined : module.tests.find((found) => isDirtyTest(file, found));
      if (test === undefined) continue;
      isExtreme ||= module.tests.some((found) => extremeName.test(found.name));
      const place = { path: module.path, span: test.nameSpan };
      if (module.runBy === null) partial.push(offer(place, texts.notRun, { name: test.name }));
      else met.push(offer(place, texts.run, { name: test.name }), offer(module.runBy, texts.run, { name: test.name }));
    }
    const running = automaticallyRun(project);
    for (const file of codeFiles(project)) {
      if (file.isTest || file.isNotebook) continue;
      const place = expectationIn(file);
      if (place === undefined) continue;
      if (running.has(file.path)) met.push(offer(place, texts.schema));
      else partial.push(offer(place, texts.unusedSchema));
    }
    if (met.length > 0 && !isExtreme && scenarioNeeds(project, 'extreme-events')) {
      return weighEvidence(project, {
        met: [],
        partial: met.map((found) => ({ ...found, why: { ...texts.extreme, args: {} } })),
        missing: texts.missing,
      });
    }
    return weighEvidence(project, { met, partial, missing: texts.missing, looksIn: /(?:^|\/)test_[^/]*\.py$/ });
  },
});

/** A test by its name, a property test, or one that validates a schema in its body. */
function isDirtyTest(file: CodeFile, test: PythonFunction): boolean {
  if (dirtyName.test(test.name) || extremeName.test(test.name)) return true;
  const calls = file.code.calls.filter((call) => call.within === test.qualifiedName);
  if (perhapsDirtyName.test(test.name) && calls.some((call) => touchesData.test(call.callee))) return true;
  if (test.decorators.some((decorator) => propertyTest.test(decorator.replace(/^@/, ''))))
    return importOf(file.code, /^hypothesis(?:\.|$)/) !== undefined;
  return calls.some((call) => expectation.test(call.callee));
}

function expectationIn(file: CodeFile): Place | undefined {
  if (importOf(file.code, /^(?:pandera|great_expectations)(?:\.|$)/) === undefined) return undefined;
  const call = file.code.calls.find((found) => expectation.test(found.callee));
  return call === undefined ? undefined : { path: file.path, span: call.calleeSpan };
}

/** The Python files that CI or a schedule runs, the stages of a pipeline that they reproduce included. */
function automaticallyRun(project: Project): ReadonlySet<string> {
  const commands = [...automaticCommands(project), ...scheduledRuns(project).flatMap((run) => (run.suspended ? [] : run.commands))].filter(
    (command) => !command.forgiven,
  );
  const stages = commands.some((command) => runsDeclaredPipeline(project, command)) ? stageFiles(project) : [];
  const modules = [...commands, ...stages.map((path) => ({ words: ['python', path], folder: '' }))];
  return new Set(modules.flatMap((command) => targetFiles(project, command)));
}
