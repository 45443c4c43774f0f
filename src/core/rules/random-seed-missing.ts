import { type FixOffer, defineRule } from '../engine/define-rule.ts';
import type { PythonCall, PythonFacts } from '../facts/python/python-facts.ts';
import type { SourceText } from '../model/source-text.ts';
import { appendArgument } from './edits/python-argument.ts';
import { isOutOfScope, isTestFile } from './scope/is-out-of-scope.ts';

/**
 * Calls whose result is another one each time unless `random_state` says otherwise (scikit-learn's glossary, `random_state`).
 * Estimators that are random only with certain options (LogisticRegression, SVC, Ridge) are left out.
 */
const random =
  /^sklearn\.(?:model_selection\.(?:train_test_split|ShuffleSplit|StratifiedShuffleSplit|GroupShuffleSplit|RandomizedSearchCV|HalvingRandomSearchCV)|ensemble\.(?:RandomForest|ExtraTrees|GradientBoosting|HistGradientBoosting|AdaBoost|Bagging)(?:Classifier|Regressor)|ensemble\.IsolationForest|tree\.(?:DecisionTree|ExtraTree)(?:Classifier|Regressor)|neural_network\.MLP(?:Classifier|Regressor)|linear_model\.SGD(?:Classifier|Regressor)|cluster\.(?:KMeans|MiniBatchKMeans)|manifold\.TSNE|mixture\.(?:Bayesian)?GaussianMixture|utils\.(?:shuffle|resample)|datasets\.make_\w+)$/;
/** Splitters that are random only when they shuffle. */
const shuffling = /^sklearn\.model_selection\.(?:Stratified|StratifiedGroup)?KFold$/;
/** Anything that seeds the whole process: NumPy's global state is what scikit-learn uses where nothing else is said. */
const seeding =
  /^numpy\.random\.seed$|(?:^|\.)(?:set_(?:random_)?seeds?|seed_everything|fix_(?:random_)?seeds?|seed_all|manual_seed(?:_all)?)$/i;
const usualSeed = 42;

/** A split or a training whose result nobody can repeat. */
export const randomSeedMissing = defineRule({
  id: 'random-seed-missing',
  title: { en: 'Splits and training have a fixed seed', pl: 'Podziały danych i trening mają ustalone ziarno losowości' },
  severity: 'hint',
  fix: 'suggested',
  why: {
    en: 'Each run gives another split or model, so that two results differ for no reason and no version can be made again.',
    pl: 'Każde uruchomienie daje inny podział lub model, więc wyniki różnią się bez powodu i żadnej wersji nie da się odtworzyć.',
  },
  remedy: { en: 'Give `random_state` a number, best from params.yaml.', pl: 'Podaj `random_state`, najlepiej z params.yaml.' },
  checks: ['reproducible-environment', 'version-consistency'],
  texts: {
    missing: {
      en: '{call} has no `random_state`: each run gives another result.',
      pl: '{call} nie ma `random_state`: każde uruchomienie daje inny wynik.',
    },
    add: { en: 'Add random_state={seed}', pl: 'Dodaj random_state={seed}' },
  },
  examples: {
    bad: { 'train.py': 'from sklearn.model_selection import train_test_split\n\ntrain, test = train_test_split(data, test_size=0.2)\n' },
    good: {
      'train.py':
        'from sklearn.model_selection import train_test_split\n\ntrain, test = train_test_split(data, test_size=0.2, random_state=7)\n',
    },
  },
  check({ project, report }) {
    for (const { path, source, facts } of project.documents('python')) {
      if (isOutOfScope(project, path) || isTestFile(project, path) || isSeeded(facts)) continue;
      for (const call of facts.calls) {
        if (!isUnseeded(source, call)) continue;
        const name = call.callee.slice(call.callee.lastIndexOf('.') + 1);
        report({
          path,
          span: call.calleeSpan,
          messageId: 'missing',
          args: { call: name },
          identity: `${call.within ?? ''}/${name}`,
          fix: addSeed(source, call, knownSeed(facts)),
        });
      }
    }
  },
});

function isSeeded(facts: PythonFacts): boolean {
  return facts.calls.some(({ callee }) => seeding.test(callee));
}

function isUnseeded(source: SourceText, { callee, keywords, positional, argumentsSpan }: PythonCall): boolean {
  const isRandom = random.test(callee) || (shuffling.test(callee) && keywords.get('shuffle') === true);
  if (!isRandom || keywords.has('random_state')) return false;
  // `train_test_split(…, shuffle=False)` is not random; `**options` may bring the seed; old code gives KFold's seed as its third argument.
  if (keywords.get('shuffle') === false || (shuffling.test(callee) && positional.length > 2)) return false;
  return !source.text.slice(argumentsSpan.start, argumentsSpan.end).includes('**');
}

/** A seed that the same file already uses. */
function knownSeed(facts: PythonFacts): number {
  const seeds = facts.calls.map(({ keywords }) => keywords.get('random_state')).filter((seed) => typeof seed === 'number');
  return seeds[0] ?? usualSeed;
}

function addSeed(source: SourceText, call: PythonCall, seed: number): FixOffer<'add'> {
  return { titleId: 'add', args: { seed }, edits: appendArgument(source, call.argumentsSpan, `random_state=${seed}`) };
}
