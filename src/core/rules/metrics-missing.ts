import { defineRule } from '../engine/define-rule.ts';
import { codeFiles } from '../project/evidence/python-code.ts';
import { pipelinesOf } from './knowledge/dvc-outputs.ts';
import { isTraining } from './places/training-stage.ts';

/** Calls that record a number: MLflow, DVCLive, Weights & Biases and their like. */
const recording =
  /(?:^|\.)(?:log_metrics?|autolog|log_scalar|add_scalar|log_summary|write_metrics|save_metrics|dump_metrics)$|^wandb\.(?:log|init)$|^dvclive\.|^neptune\.|^comet_ml\.|^clearml\.|^aim\./;
const metricsFile = /(?:^|[/_-])(?:metrics?|scores?|eval(?:uation)?|results?|report)[\w-]*\.(?:json|ya?ml|csv|toml)$/i;

/** A training pipeline that leaves no number behind. */
export const metricsMissing = defineRule({
  id: 'metrics-missing',
  title: { en: 'The pipeline records metrics', pl: 'Potok zapisuje metryki' },
  severity: 'info',
  fix: null,
  why: {
    en: 'Without recorded metrics no two versions can be compared and no gate can be set.',
    pl: 'Bez zapisanych metryk nie da się porównać dwóch wersji ani ustawić bramki jakości.',
  },
  remedy: {
    en: 'Write the metrics of an evaluation to a JSON file and list it under `metrics` in dvc.yaml, or log them with MLflow.',
    pl: 'Zapisz metryki oceny do pliku JSON i wymień go w `metrics` w dvc.yaml albo rejestruj je w MLflow.',
  },
  checks: ['quality-validation', 'quality-gates'],
  texts: {
    missing: { en: 'This pipeline trains a model but records no metric.', pl: 'Ten potok trenuje model, ale nie zapisuje żadnej metryki.' },
  },
  examples: {
    bad: { 'dvc.yaml': 'stages:\n  train:\n    cmd: python train.py\n    outs: [model.pkl]\n' },
    good: {
      'dvc.yaml':
        'stages:\n  train:\n    cmd: python train.py\n    outs: [model.pkl]\n    metrics:\n      - metrics.json:\n          cache: false\n',
    },
  },
  check({ project, report }) {
    if (codeFiles(project).some(({ code }) => code.calls.some(({ callee }) => recording.test(callee)))) return;
    for (const { document } of pipelinesOf(project)) {
      const { stages, metrics, unresolved } = document.facts;
      const training = stages.find(isTraining);
      const records =
        metrics.length > 0 || stages.some(({ outs }) => outs.some(({ kind, path }) => kind === 'metric' || metricsFile.test(path.value)));
      if (training === undefined || records || unresolved) continue;
      report({ path: document.path, span: training.name.span, messageId: 'missing', identity: training.group });
    }
  },
});
