import { type FixOffer, defineRule } from '../engine/define-rule.ts';
import type { Project } from '../project/project.ts';
import { appendEntry } from './edits/yaml-entry.ts';
import { type ProposedGate, proposedGate } from './knowledge/recorded-metrics.ts';
import { hasUndeclaredGate } from './knowledge/undeclared-gates.ts';
import { type ModelPlace, placesOfAbsent } from './places/place-of-absent.ts';

/** A model that goes live whatever its metrics are. */
export const gateMissing = defineRule({
  id: 'gate-missing',
  title: { en: 'Each model has a quality gate', pl: 'Każdy model ma bramkę jakości' },
  severity: 'info',
  fix: 'suggested',
  why: {
    en: 'Without a least quality that is written down, a worse version goes live as easily as a better one.',
    pl: 'Bez zapisanego progu jakości gorsza wersja trafia na produkcję równie łatwo jak lepsza.',
  },
  remedy: {
    en: 'Declare `gates` for the model in airworthy.yaml: a metric, where it is recorded, and its least or greatest value.',
    pl: 'Zadeklaruj `gates` dla modelu w airworthy.yaml: metrykę, miejsce jej zapisu i wartość najmniejszą lub największą.',
  },
  checks: ['quality-gates', 'quality-validation'],
  texts: {
    missing: { en: 'Model {model} has no quality gate.', pl: 'Model {model} nie ma bramki jakości.' },
    add: {
      en: 'Require {metric} {relation} {limit}, as {file} records now',
      pl: 'Wymagaj {metric} {relation} {limit}, zgodnie z obecnym zapisem w {file}',
    },
    addTarget: { en: 'Require {metric} {relation} {limit}, the goal’s target', pl: 'Wymagaj {metric} {relation} {limit}, zgodnie z celem' },
  },
  examples: {
    bad: { 'airworthy.yaml': 'version: 1\nmodels:\n  - name: fraud\n    path: models/fraud.pkl\n' },
    good: {
      'airworthy.yaml': 'version: 1\nmodels:\n  - name: fraud\n    gates:\n      - { metric: f1, from: metrics.json#/f1, min: 0.85 }\n',
    },
  },
  check({ project, report }) {
    if (project.manifest === null && hasUndeclaredGate(project)) return;
    for (const place of placesOfAbsent(project, 'gates')) {
      if ((place.declared?.item.gates?.length ?? 0) > 0 || place.declared?.view.get('gates')?.kind === 'seq') continue;
      const fix = addGate(project, place);
      report({
        path: place.path,
        span: place.span,
        messageId: 'missing',
        args: { model: place.model },
        identity: place.model,
        ...(fix && { fix }),
      });
    }
  },
});

function addGate(project: Project, { declared, model }: ModelPlace): FixOffer<'add' | 'addTarget'> | undefined {
  const source = project.manifestDocument?.source;
  const gate = proposedGate(project, model);
  if (declared === null || source === undefined || gate === undefined || declared.view.get('gates') !== undefined) return undefined;
  const line = gateLine(gate);
  return {
    titleId: gate.isTarget ? 'addTarget' : 'add',
    args: { metric: gate.metric, relation: gate.limit === 'min' ? '≥' : '≤', limit: gate.value, file: gate.file },
    edits: [appendEntry(source, declared.view.span, { key: 'gates', value: `[${line}]`, block: [`  - ${line}`] })],
  };
}

function gateLine({ metric, from, limit, value }: ProposedGate): string {
  return `{ metric: ${metric}, from: ${from}, ${limit}: ${value} }`;
}
