import { defineRule } from '../engine/define-rule.ts';
import type { DvcDependency, DvcStage } from '../facts/dvc/dvc-facts.ts';
import { isDataPath } from '../project/evidence/data-paths.ts';
import { codeFile } from '../project/evidence/python-code.ts';
import { modelFile } from '../project/machine-learning.ts';
import type { Project } from '../project/project.ts';
import { type FoundStage, isEvaluation, isTraining, stagesOf } from './places/training-stage.ts';

const pipeline = (data: string): string =>
  `stages:\n  train:\n    cmd: python train.py\n    deps: [train.py, data/train.csv]\n    outs: [model.pkl]\n  evaluate:\n    cmd: python evaluate.py\n    deps: [evaluate.py, model.pkl, ${data}]\n    metrics: [metrics.json]\n`;

/** An evaluation that asks the model what it has already seen. */
export const evaluationOnTrainingData = defineRule({
  id: 'evaluation-on-training-data',
  title: { en: 'Models are evaluated on data they were not trained on', pl: 'Modele ocenia się na danych, na których nie były trenowane' },
  severity: 'warning',
  fix: null,
  why: {
    en: 'On its own training data every model looks good: the metric says nothing about tomorrow, and the gates on it mean nothing.',
    pl: 'Na własnych danych treningowych każdy model wypada dobrze: taka metryka nic nie mówi o przyszłości, a bramki na niej nic nie znaczą.',
  },
  remedy: {
    en: 'Hold test data out in an earlier stage and let the evaluation depend on that file.',
    pl: 'Wydziel dane testowe we wcześniejszym etapie i niech ocena zależy od tego pliku.',
  },
  checks: ['quality-validation', 'quality-gates'],
  texts: {
    same: {
      en: 'Stage {evaluation} evaluates on {path}, which stage {training} trains on.',
      pl: 'Etap {evaluation} ocenia model na danych {path}, na których trenuje etap {training}.',
    },
    trained: { en: 'The model is trained on it here.', pl: 'Tutaj trenowany jest na tym model.' },
  },
  examples: { bad: { 'dvc.yaml': pipeline('data/train.csv') }, good: { 'dvc.yaml': pipeline('data/test.csv') } },
  check({ project, report }) {
    const stages = stagesOf(project);
    const training = stages.filter(({ stage }) => isTraining(stage));
    const seen = new Set<string>();
    for (const { document, stage } of stages.filter((found) => isEvaluation(found.stage))) {
      const data = stage.deps.filter(isData);
      const shared = data.flatMap((dependency) => {
        const source = trainedOn(training, stage, dependency);
        return source === undefined ? [] : [{ dependency, source }];
      });
      // Data beside the shared file is what the evaluation is about; the training data may serve as reference.
      if (shared.length === 0 || shared.length < data.length || splitsItself(project, stage)) continue;
      for (const { dependency, source } of shared) {
        const place = `${document.path}:${dependency.path.span.start}`;
        if (seen.has(place)) continue;
        seen.add(place);
        report({
          path: document.path,
          span: dependency.path.span,
          messageId: 'same',
          args: { evaluation: stage.name.value, training: source.found.stage.name.value, path: dependency.path.value },
          identity: `${stage.group}/${dependency.path.value}`,
          related: [{ path: source.found.document.path, span: source.dependency.path.span, messageId: 'trained' }],
        });
      }
    }
  },
});

/** A training stage may read the held-out half too, for early stopping or to report on it. */
const heldOut = /(?:^|[/_.-])(?:val|valid|validation|dev|tests?|testing|hold[-_]?out|eval\w*|oot|unseen)(?:[/_.-]|$)/i;

/** A folder may hold both halves of a split; only one that is called after the training is taken for the training data. */
function isData({ path }: DvcDependency): boolean {
  const name = path.value;
  if (modelFile.test(name) && !/data|feature|train|test/i.test(name)) return false;
  const isFile = /\.\w{1,8}$/.test(name);
  return isFile ? isDataPath(name) || /(?:^|\/)(?:data|features?)\/.*\.(?:pkl|pickle|joblib|h5|npy|json)$/i.test(name) : isDataPath(name);
}

function trainedOn(
  training: readonly FoundStage[],
  evaluation: DvcStage,
  dependency: DvcDependency,
): { readonly found: FoundStage; readonly dependency: DvcDependency } | undefined {
  const isWhole = /\.\w{1,8}$/.test(dependency.path.value) || /(?:^|[/_-])train(?:ing)?\/?$/i.test(dependency.path.value);
  if (!isWhole || dependency.resolved === null || heldOut.test(dependency.path.value)) return undefined;
  for (const found of training) {
    const same = found.stage.deps.find(({ resolved }) => resolved === dependency.resolved);
    // The evaluated model must come from that training, or the two have nothing to do with each other.
    const isJoined = found.stage.outs.some((out) => evaluation.deps.some(({ resolved }) => resolved !== null && resolved === out.resolved));
    if (same !== undefined && isJoined) return { found, dependency: same };
  }
  return undefined;
}

/** An evaluation that splits or cross-validates by itself may read the whole data. */
function splitsItself(project: Project, stage: DvcStage): boolean {
  return stage.deps.some(({ resolved }) => {
    const code = resolved === null ? undefined : codeFile(project, resolved)?.code;
    return code?.calls.some(({ callee }) => /(?:train_test_split|cross_val\w*|KFold|Split|sample|random_split)$/.test(callee)) === true;
  });
}
