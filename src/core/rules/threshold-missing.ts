import { type FixOffer, defineRule } from '../engine/define-rule.ts';
import type { ManifestChart } from '../config/manifest-schema.ts';
import type { SourceText } from '../model/source-text.ts';
import type { YamlView } from '../facts/yaml/yaml-view.ts';
import { appendEntry } from './edits/yaml-entry.ts';
import { placedItems } from './knowledge/manifest-items.ts';

/** A watched value that is never too high. */
export const thresholdMissing = defineRule({
  id: 'threshold-missing',
  title: { en: 'Watched values have a threshold', pl: 'Obserwowane wartości mają próg' },
  severity: 'info',
  fix: 'suggested',
  why: {
    en: 'A curve without a limit is looked at and never acted on: nobody has said what is too much.',
    pl: 'Wykres bez progu ogląda się, ale nic z nim nie robi: nikt nie powiedział, ile to za dużo.',
  },
  remedy: {
    en: 'Give the entry `alert`, and `warn` where an early sign helps.',
    pl: 'Podaj we wpisie `alert`, a także `warn`, jeśli pomaga wczesny sygnał.',
  },
  checks: ['drift-monitoring', 'online-monitoring'],
  texts: {
    missing: { en: '{title} has no threshold.', pl: '{title} nie ma progu.' },
    add: { en: 'Add the usual PSI thresholds 0.1 and 0.25', pl: 'Dodaj zwykłe progi PSI 0,1 i 0,25' },
  },
  examples: {
    bad: {
      'airworthy.yaml':
        'version: 1\nsources:\n  live: { type: prometheus, url: http://127.0.0.1:9090 }\ndrift:\n  - { title: Amount, source: live, query: feature_drift_psi }\n',
    },
    good: {
      'airworthy.yaml':
        'version: 1\nsources:\n  live: { type: prometheus, url: http://127.0.0.1:9090 }\ndrift:\n  - { title: Amount, source: live, query: feature_drift_psi, alert: 0.25 }\n',
    },
  },
  check({ project, report }) {
    const document = project.manifestDocument;
    if (document === null) return;
    for (const key of ['drift', 'charts'] as const) {
      const isSame = (chart: ManifestChart, view: YamlView): boolean => view.get('title')?.text()?.value === chart.title;
      for (const { item, view } of placedItems(project.manifest?.[key] ?? [], document.facts.root.get(key)?.items() ?? [], isSame)) {
        // A test's method brings its own threshold where the values come from files.
        if (
          item.alert !== undefined ||
          item.warn !== undefined ||
          view.get('alert') !== undefined ||
          (key === 'drift' && item.column !== undefined)
        )
          continue;
        const fix = addThresholds(document.source, item, view);
        const span = view.get('title')?.span ?? view.span;
        report({
          path: document.path,
          span,
          messageId: 'missing',
          args: { title: item.title },
          identity: `${key}/${item.title}`,
          ...(fix && { fix }),
        });
      }
    }
  },
});

/** 0.1 and 0.25 are the customary limits of the population stability index; for other measures no number is right in general. */
function addThresholds(source: SourceText, item: ManifestChart, view: YamlView): FixOffer<'add'> | undefined {
  if (!/(?:^|[^a-z])psi(?:[^a-z]|$)/i.test(`${item.method ?? ''} ${item.query ?? ''} ${item.title}`)) return undefined;
  const isFlow = source.text[view.span.start] === '{';
  const edits = isFlow
    ? [appendEntry(source, view.span, { key: 'warn', value: '0.1, alert: 0.25' })]
    : [appendEntry(source, view.span, { key: 'warn', value: '0.1' }), appendEntry(source, view.span, { key: 'alert', value: '0.25' })];
  return { titleId: 'add', edits };
}
