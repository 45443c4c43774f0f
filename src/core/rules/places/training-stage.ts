import type { DvcStage } from '../../facts/dvc/dvc-facts.ts';
import type { FoundDocument, Project } from '../../project/project.ts';
import { modelFile } from '../../project/machine-learning.ts';
import { isOutOfScope } from '../scope/is-out-of-scope.ts';

/** A stage together with its dvc.yaml. */
export interface FoundStage {
  readonly document: FoundDocument<'dvc-yaml'>;
  readonly stage: DvcStage;
}

const trainWord = /(?:^|[^a-z])(?:re)?train(?:ing|er)?(?:[^a-z]|$)|(?:^|[^a-z])fit(?:[^a-z]|$)/i;
const evaluateWord = /(?:^|[^a-z])(?:eval(?:uate|uation)?|valid(?:ate|ation)|test|score|scoring|assess)(?:[^a-z]|$)/i;

/** All stages of the project's own pipelines, in file order. */
export function stagesOf(project: Project): readonly FoundStage[] {
  return project
    .documents('dvc-yaml')
    .filter((document) => !isOutOfScope(project, document.path))
    .flatMap((document) => document.facts.stages.map((stage) => ({ document, stage })));
}

/** Whether a stage trains a model: by its name, else by a model file among its outputs, else by its command. */
export function isTraining(stage: DvcStage): boolean {
  if (trainWord.test(stage.group)) return true;
  if (isEvaluation(stage) || /prepar|featuri|split|data|preproc|download|fetch/i.test(stage.group)) return false;
  return (
    stage.outs.some((out) => modelFile.test(out.path.value)) || stage.commands.some((command) => trainWord.test(scriptsIn(command.value)))
  );
}

/** Whether a stage judges a model: by its name alone, for a command says too little. */
export function isEvaluation(stage: DvcStage): boolean {
  return evaluateWord.test(stage.group) && !trainWord.test(stage.group);
}

/** The names of the scripts in a command, so that an option such as `--train-data` does not count. */
function scriptsIn(command: string): string {
  return [...command.matchAll(/[\w./-]+\.(?:py|sh|ipynb|R|jl)\b|-m\s+([\w.]+)/g)].map(([whole]) => whole).join(' ');
}

/** The stage that trains: where what a training pipeline lacks is shown. */
export function trainingStage(project: Project): FoundStage | undefined {
  const stages = stagesOf(project);
  return stages.find(({ stage }) => trainWord.test(stage.group)) ?? stages.find(({ stage }) => isTraining(stage));
}
