import { defineRule } from '../engine/define-rule.ts';
import { format } from '../l10n/message.ts';

/** A key of airworthy.yaml that nobody reads. */
export const manifestKeyUnknown = defineRule({
  id: 'manifest-key-unknown',
  title: { en: 'All keys of airworthy.yaml are known', pl: 'Wszystkie klucze airworthy.yaml są znane' },
  severity: 'warning',
  fix: 'suggested',
  why: {
    en: 'What stands under an unknown key is ignored, so that a typing mistake looks like a declaration.',
    pl: 'To, co stoi pod nieznanym kluczem, jest pomijane, więc literówka wygląda jak deklaracja.',
  },
  remedy: { en: 'Correct the key or remove it.', pl: 'Popraw klucz albo go usuń.' },
  checks: [],
  texts: {
    // The reader of the manifest says in both languages what is unknown and what may be meant.
    unknown: { en: '{en}', pl: '{pl}' },
    rename: { en: 'Change to {key}', pl: 'Zmień na {key}' },
  },
  examples: {
    bad: { 'airworthy.yaml': 'version: 1\nowner:\n  business: risk@example.com\n' },
    good: { 'airworthy.yaml': 'version: 1\nowners:\n  business: risk@example.com\n' },
  },
  check({ project, report }) {
    const document = project.manifestDocument;
    if (document === null) return;
    for (const problem of project.file(document.path)?.problems ?? []) {
      if (problem.kind !== 'unknown-key') continue;
      const { span, suggestion } = problem;
      report({
        path: document.path,
        span,
        messageId: 'unknown',
        args: { en: format(problem.message, 'en'), pl: format(problem.message, 'pl') },
        ...(suggestion === undefined
          ? {}
          : {
              fix: {
                titleId: 'rename',
                args: { key: suggestion },
                edits: [{ kind: 'replace', path: document.path, span, text: suggestion }],
              },
            }),
      });
    }
  },
});
