import { defineRule } from '../engine/define-rule.ts';
import { type GateVerdict, judgedGates } from './knowledge/gates.ts';

/** A gate of the manifest that the metric in the work tree does not pass. */
export const gateFailing = defineRule({
  id: 'gate-failing',
  title: { en: 'The latest metrics pass their gates', pl: 'Najnowsze metryki przechodzą swoje bramki jakości' },
  severity: 'error',
  fix: null,
  why: {
    en: 'The project says itself that a version with this metric must not go live.',
    pl: 'Projekt sam określa, że wersja z taką metryką nie może trafić na produkcję.',
  },
  remedy: {
    en: 'Improve the model or its data and evaluate it again. Change the gate only together with those who accepted it.',
    pl: 'Popraw model lub dane i oceń go ponownie. Próg zmieniaj tylko z osobami, które go zaakceptowały.',
  },
  checks: ['quality-gates'],
  texts: {
    tooLow: {
      en: 'Gate failing: {metric} is {value} in {file} of the work tree, at least {limit} is required.',
      pl: 'Bramka nie jest spełniona: {metric} wynosi {value} w {file} (kopia robocza), wymagane jest co najmniej {limit}.',
    },
    tooHigh: {
      en: 'Gate failing: {metric} is {value} in {file} of the work tree, at most {limit} is allowed.',
      pl: 'Bramka nie jest spełniona: {metric} wynosi {value} w {file} (kopia robocza), dopuszczalne jest najwyżej {limit}.',
    },
    noNumber: {
      en: 'Gate failing: {file} of the work tree has no number at {pointer} for {metric}.',
      pl: 'Bramka nie jest spełniona: {file} (kopia robocza) nie ma liczby pod {pointer} dla {metric}.',
    },
    recorded: { en: 'The recorded metrics.', pl: 'Zapisane metryki.' },
  },
  examples: {
    bad: {
      'airworthy.yaml':
        'version: 1\nmodels:\n  - name: fraud\n    gates:\n      - { metric: f1, from: metrics.json#/test/f1, min: 0.85 }\n',
      'metrics.json': '{"test": {"f1": 0.79}}\n',
    },
    good: {
      'airworthy.yaml':
        'version: 1\nmodels:\n  - name: fraud\n    gates:\n      - { metric: f1, from: metrics.json#/test/f1, min: 0.85 }\n',
      'metrics.json': '{"test": {"f1": 0.91}}\n',
    },
  },
  check({ project, report }) {
    for (const gate of judgedGates(project)) {
      const fault = faultOf(gate);
      if (fault === undefined) continue;
      report({
        path: gate.place.path,
        span: gate.place.span,
        messageId: fault.messageId,
        args: { metric: gate.metric, file: gate.file, pointer: gate.pointer, value: gate.value ?? 'NaN', limit: fault.limit ?? '' },
        identity: `${gate.model}/${gate.metric}`,
        related: [{ path: gate.file, span: gate.valueSpan, messageId: 'recorded' }],
      });
    }
  },
});

function faultOf({
  value,
  min,
  max,
}: GateVerdict): { readonly messageId: 'tooLow' | 'tooHigh' | 'noNumber'; readonly limit?: number } | undefined {
  if (value === null || Number.isNaN(value)) return { messageId: 'noNumber' };
  if (min !== undefined && value < min) return { messageId: 'tooLow', limit: min };
  if (max !== undefined && value > max) return { messageId: 'tooHigh', limit: max };
  return undefined;
}
