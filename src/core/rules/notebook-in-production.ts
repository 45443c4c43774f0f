import { type RuleContext, defineRule } from '../engine/define-rule.ts';
import type { Located, Span } from '../model/span.ts';
import type { SourceText } from '../model/source-text.ts';
import { isWorkflowPath } from '../project/evidence/ci-commands.ts';
import { stagesOf } from './places/training-stage.ts';
import { deployedObjects } from './knowledge/workloads.ts';
import { isOutOfScope } from './scope/is-out-of-scope.ts';

/** Programs that run a notebook from its first cell to its last; converting one to a page or a script runs nothing. */
const runs =
  /\b(?:papermill|jupyter[- ](?:execute|run)|nbclient|runipy|ploomber)\b|\bnbconvert\b(?=[^\n;&|]*--execute\b)|\bmlflow run\b[^\n]*\.ipynb/;
const notebook = /[\w./{}$-]+\.ipynb\b/;

/** A notebook that is run as a step of production. */
export const notebookInProduction = defineRule({
  id: 'notebook-in-production',
  title: { en: 'Production steps are code, not notebooks', pl: 'Kroki produkcyjne to kod, a nie notebooki' },
  severity: 'info',
  fix: null,
  why: {
    en: 'A notebook cannot be tested or reviewed line by line, and its result may hang on the order in which somebody ran its cells.',
    pl: 'Notebooka nie da się przetestować ani przejrzeć linia po linii, a jego wynik może zależeć od kolejności uruchamiania komórek.',
  },
  remedy: {
    en: 'Move the step into a module with tests, and keep the notebook for looking at its results.',
    pl: 'Przenieś krok do modułu z testami, a notebook zostaw do oglądania wyników.',
  },
  checks: ['pipeline-automation', 'regression-tests'],
  texts: {
    runs: { en: 'This step of production runs the notebook {notebook}.', pl: 'Ten krok produkcyjny uruchamia notebook {notebook}.' },
  },
  examples: {
    bad: { 'dvc.yaml': 'stages:\n  train:\n    cmd: papermill notebooks/train.ipynb out.ipynb\n    metrics: [metrics.json]\n' },
    good: { 'dvc.yaml': 'stages:\n  train:\n    cmd: python src/train.py\n    metrics: [metrics.json]\n' },
  },
  check(context) {
    const { project } = context;
    for (const { document, stage } of stagesOf(project)) {
      for (const command of stage.commands) reportCommand(context, document.source, command);
    }
    for (const { source, path, facts } of project.documents('dockerfile')) {
      if (facts.start !== null && !isOutOfScope(project, path)) reportCommand(context, source, facts.start);
    }
    for (const { source, path, facts } of project.documents('mlproject')) {
      if (!isOutOfScope(project, path))
        for (const { command } of facts.entryPoints) if (command !== null) reportCommand(context, source, command);
    }
    // On a push a notebook is run to see that it still works; by the clock it is run for its result.
    for (const { source, path, facts } of project.documents('github-workflow')) {
      if (facts.schedules.length === 0 || !isWorkflowPath(path)) continue;
      for (const job of facts.jobs) for (const { run } of job.steps) if (run !== null) reportCommand(context, source, run);
    }
    for (const { path, object } of deployedObjects(project)) {
      const source = project.file(path)?.source;
      if (source === undefined || !/^(?:CronJob|Job|CronWorkflow|Deployment)$/.test(object.kind.value)) continue;
      for (const { command, span } of object.containers) reportCommand(context, source, { value: command, span });
    }
  },
});

function reportCommand({ report }: RuleContext<'runs'>, source: SourceText, command: Located<string>): void {
  const name = runs.test(command.value) ? notebook.exec(command.value)?.[0] : undefined;
  if (name === undefined) return;
  report({ path: source.path, span: wordSpan(source, command.span, name), messageId: 'runs', args: { notebook: name }, identity: name });
}

/** The place of a word inside a stretch of the file; the stretch's first line where the word is written in another way there. */
function wordSpan(source: SourceText, span: Span, word: string): Span {
  const text = source.text.slice(span.start, span.end);
  const index = text.indexOf(word);
  if (index !== -1) return { start: span.start + index, end: span.start + index + word.length };
  const line = text.search(/\r?\n/);
  return { start: span.start, end: line === -1 ? span.end : span.start + line };
}
