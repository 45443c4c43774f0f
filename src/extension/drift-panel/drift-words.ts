import type { Method } from '../../core/drift/statistics.ts';
import type { Text } from '../../core/l10n/message.ts';

/** The drift panel's words; the page itself holds none. */
export const driftWords = {
  title: { en: 'Drift', pl: 'Dryf' },
  refresh: { en: 'Refresh', pl: 'Odśwież' },
  project: { en: 'Project', pl: 'Projekt' },
  range: { en: 'Time range', pl: 'Zakres czasu' },
  rangeAll: { en: 'All', pl: 'Całość' },
  range90d: { en: 'Last 90 days', pl: 'Ostatnie 90 dni' },
  range30d: { en: 'Last 30 days', pl: 'Ostatnie 30 dni' },
  table: { en: 'Data table', pl: 'Tabela danych' },
  showTable: { en: 'Show the numbers', pl: 'Pokaż liczby' },
  hideTable: { en: 'Hide the numbers', pl: 'Ukryj liczby' },
  steady: { en: 'Without drift', pl: 'Bez dryfu' },
  time: { en: 'Time', pl: 'Czas' },
  batch: { en: 'Batch', pl: 'Partia' },
  score: { en: 'Score', pl: 'Wartość' },
  rows: { en: 'Rows (current / reference)', pl: 'Wiersze (bieżące / odniesienie)' },
  state: { en: 'State', pl: 'Stan' },
  ok: { en: 'No drift', pl: 'Brak dryfu' },
  warn: { en: 'Warning', pl: 'Ostrzeżenie' },
  alert: { en: 'Drift', pl: 'Dryf' },
  notEnough: { en: 'Not enough data', pl: 'Za mało danych' },
  threshold: { en: 'Threshold', pl: 'Próg' },
  note: { en: 'Note', pl: 'Uwaga' },
  openManifest: { en: 'Open its line in the manifest', pl: 'Otwórz jego wiersz w manifeście' },
  loading: { en: 'Computing drift…', pl: 'Obliczanie dryfu…' },
  failed: { en: 'Drift could not be computed. The log says why.', pl: 'Nie udało się obliczyć dryfu. Powód jest w dzienniku.' },
  noPoint: {
    en: 'Click a point, or press the arrow keys in the chart, to see its numbers here.',
    pl: 'Kliknij punkt lub naciśnij strzałki na wykresie, aby zobaczyć tu jego liczby.',
  },
  legend: {
    en: '● no drift · ▲ warning · ◆ drift · ✕ not enough data · │ release · ┊ rollback',
    pl: '● brak dryfu · ▲ ostrzeżenie · ◆ dryf · ✕ za mało danych · │ wydanie · ┊ wycofanie',
  },
  updated: { en: 'Computed {time}.', pl: 'Obliczono {time}.' },

  headlineDrift: {
    en: '{drifting} of {all} watched {all|feature|features} {drifting|drifts|drift} in the newest batch ({day}). Rows: {rows} against {reference} in the reference.',
    pl: 'Dryf w najnowszej partii ({day}): {drifting} z {all} obserwowanych cech. Wiersze: {rows} wobec {reference} w danych odniesienia.',
  },
  headlineSteady: {
    en: 'No drift in the newest batch ({day}), {all} watched {all|feature|features}. Rows: {rows} against {reference} in the reference.',
    pl: 'Brak dryfu w najnowszej partii ({day}), obserwowane cechy: {all}. Wiersze: {rows} wobec {reference} w danych odniesienia.',
  },
  headlineUnjudged: {
    en: 'The newest batch ({day}) has not enough data for a verdict. Rows: {rows} against {reference} in the reference.',
    pl: 'Najnowsza partia ({day}) ma za mało danych do oceny. Wiersze: {rows} wobec {reference} w danych odniesienia.',
  },
  earlierDrift: {
    en: '{drifting} of {all} {all|feature|features} drifted in the last batch that could be judged ({day}).',
    pl: 'W ostatniej partii, którą dało się ocenić ({day}), cechy z dryfem: {drifting} z {all}.',
  },
  earlierSteady: {
    en: 'The last batch that could be judged ({day}) had no drift.',
    pl: 'W ostatniej partii, którą dało się ocenić ({day}), nie było dryfu.',
  },
  neverJudged: { en: 'No batch so far has enough data for a verdict.', pl: 'Żadna partia nie ma jeszcze dość danych do oceny.' },
  alsoWarning: { en: 'Warnings: {count}.', pl: 'Ostrzeżenia: {count}.' },
  alsoUnjudged: {
    en: '{count} {count|feature has|features have} not enough data there.',
    pl: 'Cechy, dla których danych jest za mało: {count}.',
  },
  headlineNothing: { en: 'No drift could be computed.', pl: 'Nie udało się obliczyć dryfu.' },
  ofSource: { en: '{source}: {verdict}', pl: '{source}: {verdict}' },

  noMethod: { en: 'No method fits', pl: 'Żadna metoda nie pasuje' },
  seriesSummary: {
    en: '{method} of {column}: {score} on {day}. {rule}. Rows: {rows} against {reference}. {state}.',
    pl: '{method}, kolumna {column}: {score} w dniu {day}. {rule}. Wiersze: {rows} wobec {reference}. {state}.',
  },
  seriesEmpty: { en: '{method} of {column}: no batches.', pl: '{method}, kolumna {column}: brak partii.' },
  lastVerdict: { en: 'Last verdict: {state}, {score} on {day}.', pl: 'Ostatnia ocena: {state}, {score} w dniu {day}.' },
  pointSentence: {
    en: '{day}: {score}. Rows: {rows} against {reference}.',
    pl: '{day}: {score}. Wiersze: {rows} wobec {reference}.',
  },
  noNumber: { en: 'no number', pl: 'brak liczby' },
  thresholdWarn: { en: 'warning {sign} {value}', pl: 'ostrzeżenie {sign} {value}' },
  thresholdAlert: { en: 'drift {sign} {value}', pl: 'dryf {sign} {value}' },
  thresholdDefault: { en: '{rule} (the default)', pl: '{rule} (domyślnie)' },
  noThreshold: { en: 'no threshold', pl: 'bez progu' },

  released: { en: '{model} {version} to {stage}', pl: '{model} {version} do {stage}' },
  rolledBack: { en: '{model} back to {version} in {stage}', pl: '{model} z powrotem do {version} w {stage}' },

  problem: { en: '{path}: {reason}', pl: '{path}: {reason}' },
  problemLine: { en: '{path}, line {line}: {reason}', pl: '{path}, wiersz {line}: {reason}' },
  leftOut: { en: "The chart '{title}' is left out. {why}", pl: 'Pominięto wykres „{title}”. {why}' },
  releasesRestricted: {
    en: 'Releases are not marked: Git is not run in Restricted Mode.',
    pl: 'Wydania nie są zaznaczone: w trybie ograniczonym Git nie jest uruchamiany.',
  },
  releasesUnknown: { en: 'Releases are not marked. {why}', pl: 'Wydania nie są zaznaczone. {why}' },

  noProject: { en: 'No model project is open in this window.', pl: 'W tym oknie nie ma otwartego projektu modelu.' },
  nothingDeclared: {
    en: "No drift is declared. In airworthy.yaml, name a source of type files with its reference and batches under 'sources', and the columns to watch under 'drift'.",
    pl: 'Nie zadeklarowano dryfu. W airworthy.yaml podaj w „sources” źródło typu files z danymi odniesienia i partiami, a w „drift” kolumny do obserwowania.',
  },
  openManifestAction: { en: 'Open airworthy.yaml', pl: 'Otwórz airworthy.yaml' },
  writeManifestAction: { en: 'Write airworthy.yaml', pl: 'Napisz airworthy.yaml' },
} as const satisfies Readonly<Record<string, Text>>;

/** The methods' names as they are shown. */
export const methodNames: Readonly<Record<Method, Text>> = {
  psi: { en: 'PSI', pl: 'PSI' },
  ks: { en: 'Kolmogorov-Smirnov p-value', pl: 'Wartość p testu Kołmogorowa-Smirnowa' },
  chiSquare: { en: 'Chi-square p-value', pl: 'Wartość p testu chi-kwadrat' },
  zTest: { en: 'Z-test p-value', pl: 'Wartość p testu z' },
  jensenShannon: { en: 'Jensen-Shannon distance', pl: 'Odległość Jensena-Shannona' },
  wasserstein: { en: 'Wasserstein distance', pl: 'Odległość Wassersteina' },
  wassersteinNormed: { en: 'Wasserstein distance (normed)', pl: 'Odległość Wassersteina (unormowana)' },
  hellinger: { en: 'Hellinger distance', pl: 'Odległość Hellingera' },
};
