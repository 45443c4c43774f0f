/** The catalogue's problem table: from what people notice, to the checks that cause it, to what can be done. */
import type { Text } from '../l10n/message.ts';
import { commandIds } from '../config/ids.ts';

/** One thing to do about a problem. */
export interface ProblemAction {
  readonly title: Text;
  /** A command of the editor; null where people have to act. */
  readonly command: string | null;
}

/** A row of the table. */
export interface Problem {
  readonly id: string;
  readonly title: Text;
  readonly symptom: Text;
  readonly cause: Text;
  /** The checks that, missing or partial, let it happen; the first ones most. */
  readonly causes: readonly string[];
  /** Rules whose findings lead to it beside those that speak against its checks. */
  readonly rules: readonly string[];
  /** Rules whose findings show that it has happened, not only that it may. */
  readonly signs: readonly string[];
  readonly actions: readonly ProblemAction[];
}

const showReadiness = (title: Text): ProblemAction => ({ title, command: commandIds.showReadiness });
const byPeople = (title: Text): ProblemAction => ({ title, command: null });

/** The nine rows in the catalogue's order. */
export const problemTable: readonly Problem[] = [
  {
    id: 'input-drift',
    title: { en: 'Input drift', pl: 'Dryf danych wejściowych' },
    symptom: { en: 'Quality falls.', pl: 'Jakość spada.' },
    cause: { en: 'Nobody measures the inputs.', pl: 'Nikt nie mierzy danych wejściowych.' },
    causes: ['drift-monitoring', 'online-monitoring', 'data-freshness'],
    rules: [],
    signs: [],
    actions: [
      { title: { en: 'Open the drift panel', pl: 'Otwórz panel dryfu' }, command: commandIds.openDriftPanel },
      byPeople({ en: 'Start automatic monitoring with alerts', pl: 'Uruchom automatyczne monitorowanie z alertami' }),
    ],
  },
  {
    id: 'good-offline-bad-online',
    title: { en: 'Good offline, bad online', pl: 'Dobrze offline, źle online' },
    symptom: { en: 'Predictions on new data are wrong.', pl: 'Predykcje na nowych danych są błędne.' },
    cause: { en: 'Wrong validation, and no tests that look like production.', pl: 'Zła walidacja i brak testów podobnych do produkcji.' },
    causes: ['online-offline-gap', 'dirty-data-tests', 'quality-validation'],
    rules: ['no-shadow-or-canary', 'shadow-takes-traffic', 'tests-not-in-ci'],
    signs: [],
    actions: [
      byPeople({ en: 'Test on production data', pl: 'Testuj na danych z produkcji' }),
      { title: { en: 'Start shadow mode', pl: 'Uruchom tryb cienia (shadow mode)' }, command: commandIds.startShadow },
    ],
  },
  {
    id: 'no-recovery',
    title: { en: 'No recovery after failure', pl: 'Brak powrotu po awarii' },
    symptom: { en: 'The service hangs or dies.', pl: 'Usługa się zawiesza lub przestaje działać.' },
    cause: { en: 'No failover and no versions.', pl: 'Brak przełączania awaryjnego i wersji.' },
    causes: ['rollback', 'failure-handling', 'model-versioned'],
    rules: [],
    signs: [],
    actions: [
      { title: { en: 'Roll back', pl: 'Wycofaj wersję' }, command: commandIds.rollBack },
      showReadiness({ en: 'Set up rollback and its tests', pl: 'Przygotuj wycofanie wersji i jego testy' }),
    ],
  },
  {
    id: 'no-retraining',
    title: { en: 'No retraining', pl: 'Brak ponownego trenowania' },
    symptom: { en: 'Quality worsens over months.', pl: 'Jakość pogarsza się z miesiąca na miesiąc.' },
    cause: { en: 'The data moved on, and there is no retraining cycle.', pl: 'Dane się zmieniły, a cyklu ponownego trenowania nie ma.' },
    causes: ['retraining', 'quality-gates'],
    rules: [],
    signs: ['retraining-stale'],
    actions: [showReadiness({ en: 'Schedule retraining with validation', pl: 'Zaplanuj ponowne trenowanie z walidacją' })],
  },
  {
    id: 'models-on-their-own',
    title: { en: 'Models that go their own way', pl: 'Modele, które żyją własnym życiem' },
    symptom: { en: 'Nobody can explain the decisions.', pl: 'Nikt nie potrafi wyjaśnić decyzji.' },
    cause: { en: 'No interpretability, and data silos.', pl: 'Brak interpretowalności i silosy danych.' },
    causes: ['explainability', 'decision-log', 'model-card'],
    rules: [],
    signs: [],
    actions: [
      byPeople({ en: 'Add explainers', pl: 'Dodaj moduły wyjaśniające' }),
      byPeople({ en: 'Store decisions with their context', pl: 'Zapisuj decyzje z kontekstem' }),
    ],
  },
  {
    id: 'integration',
    title: { en: 'Integration problems', pl: 'Problemy z integracją' },
    symptom: { en: 'The API fails, data is not updated.', pl: 'API zawodzi, dane nie są aktualizowane.' },
    cause: { en: 'Teams do not talk to each other enough.', pl: 'Zespoły za mało ze sobą rozmawiają.' },
    causes: ['serving-integration', 'shared-ownership', 'data-freshness'],
    rules: ['schema-invalid', 'manifest-key-unknown', 'traffic-sum-invalid'],
    signs: [],
    actions: [
      showReadiness({ en: 'Agree on joint tests and an integration checklist', pl: 'Ustalcie wspólne testy i listę kontrolną integracji' }),
    ],
  },
  {
    id: 'alerts-without-reaction',
    title: { en: 'Alerts without reaction', pl: 'Alerty bez reakcji' },
    symptom: { en: 'Alerts are ignored.', pl: 'Alerty są ignorowane.' },
    cause: { en: 'No clear procedure.', pl: 'Brak jasnej procedury.' },
    causes: ['alert-response', 'incident-playbook'],
    rules: [],
    signs: [],
    actions: [
      byPeople({ en: 'Write the playbook', pl: 'Napisz plan na wypadek incydentu' }),
      showReadiness({ en: 'Link each alert to its runbook', pl: 'Połącz każdy alert z procedurą postępowania' }),
    ],
  },
  {
    id: 'legal',
    title: { en: 'Legal and compliance problems', pl: 'Problemy prawne i ze zgodnością' },
    symptom: { en: 'Consent is missing, or GDPR is breached.', pl: 'Brakuje zgód lub naruszono RODO.' },
    cause: { en: 'Inexact documentation, and no audit.', pl: 'Niedokładna dokumentacja i brak audytu.' },
    causes: ['compliance', 'audit-trail'],
    rules: [],
    signs: ['personal-data-undeclared'],
    actions: [
      byPeople({
        en: 'Review with compliance and legal, and record it with a date',
        pl: 'Przejrzyj z działem zgodności i prawnym i zapisz to z datą',
      }),
    ],
  },
  {
    id: 'inconsistent-versions',
    title: { en: 'Inconsistent versions', pl: 'Niespójne wersje' },
    symptom: { en: 'Other environments give other results.', pl: 'Inne środowiska dają inne wyniki.' },
    cause: { en: 'Code and data are not version-controlled.', pl: 'Kod i dane nie są pod kontrolą wersji.' },
    causes: ['version-consistency', 'data-versioned', 'reproducible-environment'],
    rules: ['notebook-in-production'],
    signs: ['version-mismatch'],
    actions: [showReadiness({ en: 'Version everything and mend the mismatch', pl: 'Wersjonuj wszystko i popraw niezgodność' })],
  },
];
