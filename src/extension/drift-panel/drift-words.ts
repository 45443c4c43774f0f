import type { Text } from '../../core/l10n/message.ts';

/** The sentences of the drift panel's host side. */
export const driftWords = {
  title: { en: 'Drift', pl: 'Dryf' },
  loading: { en: 'Loading charts…', pl: 'Wczytywanie wykresów…' },
  failed: { en: 'The charts could not be shown. The log says why.', pl: 'Nie udało się pokazać wykresów. Powód jest w dzienniku.' },
  updated: { en: 'Asked {time}.', pl: 'Zapytano {time}.' },
  again: { en: 'Again at {time}.', pl: 'Ponownie o {time}.' },
  againLater: {
    en: 'Again at {time}: not everything was answered, so it waits longer.',
    pl: 'Ponownie o {time}: nie wszystko odpowiedziało, więc przerwa jest dłuższa.',
  },

  headlineDrift: {
    en: '{drifting} of {all} watched {all|feature|features} {drifting|drifts|drift}{where} since {since} (newest values: {day}). Rows: {rows} against {reference} in the reference.',
    pl: 'Dryf{where} od {since} (najnowsze wartości: {day}): {drifting} z {all} obserwowanych cech. Wiersze: {rows} wobec {reference} w danych odniesienia.',
  },
  headlineSteady: {
    en: 'No drift{where} in the newest values ({day}), {all} watched {all|feature|features}. Rows: {rows} against {reference} in the reference.',
    pl: 'Brak dryfu{where} w najnowszych wartościach ({day}), obserwowane cechy: {all}. Wiersze: {rows} wobec {reference} w danych odniesienia.',
  },
  headlineDriftUncounted: {
    en: '{drifting} of {all} watched {all|feature|features} {drifting|drifts|drift}{where} since {since} (newest values: {day}). The source does not say how many rows.',
    pl: 'Dryf{where} od {since} (najnowsze wartości: {day}): {drifting} z {all} obserwowanych cech. Źródło nie podaje liczby wierszy.',
  },
  headlineSteadyUncounted: {
    en: 'No drift{where} in the newest values ({day}), {all} watched {all|feature|features}. The source does not say how many rows.',
    pl: 'Brak dryfu{where} w najnowszych wartościach ({day}), obserwowane cechy: {all}. Źródło nie podaje liczby wierszy.',
  },
  headlineUnjudged: {
    en: 'The newest values ({day}) have not enough data for a verdict. Rows: {rows} against {reference} in the reference.',
    pl: 'Najnowsze wartości ({day}) mają za mało danych do oceny. Wiersze: {rows} wobec {reference} w danych odniesienia.',
  },
  headlineNoValue: {
    en: 'The newest values ({day}) are no numbers that could be judged.',
    pl: 'Najnowsze wartości ({day}) nie są liczbami, które można ocenić.',
  },
  earlierDrift: {
    en: '{drifting} of {all} {all|feature|features} drifted when it could last be judged ({day}).',
    pl: 'Przy ostatniej możliwej ocenie ({day}) cechy z dryfem: {drifting} z {all}.',
  },
  earlierSteady: {
    en: 'There was no drift when it could last be judged ({day}).',
    pl: 'Przy ostatniej możliwej ocenie ({day}) dryfu nie było.',
  },
  neverJudged: { en: 'There was never enough data for a verdict.', pl: 'Nigdy nie było dość danych do oceny.' },
  alsoWarning: { en: 'Warnings: {count}.', pl: 'Ostrzeżenia: {count}.' },
  alsoUnjudged: {
    en: '{count} {count|feature has|features have} not enough data there.',
    pl: 'Cechy, dla których danych jest za mało: {count}.',
  },
  alsoUnthresholded: {
    en: '{count} {count|feature has|features have} no threshold.',
    pl: 'Cechy bez progu: {count}.',
  },
  alsoUnanswered: {
    en: '{count} {count|feature is|features are} not known: the source did not answer.',
    pl: 'Cechy nieznane, bo źródło nie odpowiedziało: {count}.',
  },
  alsoOther: {
    en: 'Beyond drift, {count} {count|chart is|charts are} past a limit: {titles}.',
    pl: 'Poza dryfem wykresy poza progiem ({count}): {titles}.',
  },
  headlineNothing: { en: 'No drift is known.', pl: 'O dryfie nic nie wiadomo.' },
  headlineFine: { en: 'No chart is past a limit.', pl: 'Żaden wykres nie przekracza progu.' },
  headlineUnknown: { en: 'No value is known.', pl: 'Żadna wartość nie jest znana.' },
  headlineLoading: { en: 'Asking the sources…', pl: 'Trwa pytanie źródeł…' },
  ofSource: { en: '{source}: {verdict}', pl: '{source}: {verdict}' },
  ofModel: { en: ' in {model}', pl: ' w {model}' },
  ofVersion: { en: ' in {model} {version}', pl: ' w {model} {version}' },

  noMethod: { en: 'No method fits', pl: 'Żadna metoda nie pasuje' },
  columnMethod: { en: '{method} of {column}', pl: '{method}, kolumna {column}' },
  columnMetric: { en: '{metric} of {column}', pl: '{metric}, kolumna {column}' },
  summary: { en: '{method}: {value} on {day}. {rule}.', pl: '{method}: {value} w dniu {day}. {rule}.' },
  summaryRows: { en: 'Rows: {rows} against {reference}.', pl: 'Wiersze: {rows} wobec {reference}.' },
  summaryState: { en: '{state}.', pl: '{state}.' },
  summarySince: { en: '{state} since {day}.', pl: '{state} od {day}.' },
  summaryPending: {
    en: '{state} since {day}, not yet for as long as it must last to count.',
    pl: '{state} od {day}, jednak jeszcze nie tak długo, by się liczyło.',
  },
  summaryLines: {
    en: 'The worst of {count} lines: {line}.',
    pl: 'Najgorsza z {count} linii: {line}.',
  },
  summaryEmpty: { en: '{method}: no values.', pl: '{method}: brak wartości.' },
  summaryOutside: { en: '{method}: no values in this time.', pl: '{method}: brak wartości w tym czasie.' },
  summaryLoading: { en: '{method}: asking {source}.', pl: '{method}: trwa pytanie {source}.' },
  summaryFailed: { en: '{method}: no answer. {why}', pl: '{method}: brak odpowiedzi. {why}' },
  lastVerdict: { en: 'Last verdict: {state}, {value} on {day}.', pl: 'Ostatnia ocena: {state}, {value} w dniu {day}.' },
  plusInfinity: { en: 'infinite', pl: 'nieskończoność' },
  minusInfinity: { en: 'minus infinite', pl: 'minus nieskończoność' },
  noNumber: { en: 'no number', pl: 'brak liczby' },
  withUnit: { en: '{value} {unit}', pl: '{value} {unit}' },
  thresholdWarn: { en: 'warning {sign} {value}', pl: 'ostrzeżenie {sign} {value}' },
  thresholdDrift: { en: 'drift {sign} {value}', pl: 'dryf {sign} {value}' },
  thresholdAlert: { en: 'alert {sign} {value}', pl: 'alert {sign} {value}' },
  thresholdDefault: { en: '{rule} (the default)', pl: '{rule} (domyślnie)' },
  thresholdFor: { en: '{rule}, for {duration}', pl: '{rule}, przez {duration}' },
  noThreshold: { en: 'no threshold', pl: 'bez progu' },
  age: { en: 'newest value: {ago}', pl: 'najnowsza wartość: {ago}' },
  ageStale: { en: 'newest value: {ago}, which is late', pl: 'najnowsza wartość: {ago}, spóźniona' },
  ageAnswer: { en: 'as answered {ago}', pl: 'według odpowiedzi: {ago}' },
  ahead: {
    en: 'The newest value is dated ahead ({ahead}): the clock of this machine or of the source is wrong.',
    pl: 'Najnowsza wartość ma datę z przyszłości ({ahead}): zegar tej maszyny albo źródła jest zły.',
  },

  sourceServer: { en: '{name} ({type}, {url})', pl: '{name} ({type}, {url})' },
  sourceFiles: { en: '{name} (files, {path})', pl: '{name} (pliki, {path})' },
  sourceReports: { en: '{name} (reports, {path})', pl: '{name} (raporty, {path})' },
  sourceUnknown: { en: '{name}', pl: '{name}' },
  correctEntry: { en: 'Correct the entry in airworthy.yaml.', pl: 'Popraw wpis w airworthy.yaml.' },

  released: { en: '{model} {version} to {stage}', pl: '{model} {version} do {stage}' },
  rolledBack: { en: '{model} back to {version} in {stage}', pl: '{model} z powrotem do {version} w {stage}' },
  releasesRestricted: {
    en: 'Releases are not marked: Git is not run in Restricted Mode.',
    pl: 'Wydania nie są zaznaczone: w trybie ograniczonym Git nie jest uruchamiany.',
  },
  releasesNotAsked: {
    en: 'Releases that MLflow keeps are not marked: its server was not asked. Refresh, and allow its address.',
    pl: 'Wydania przechowywane w MLflow nie są zaznaczone: jego serwer nie został zapytany. Odśwież i zezwól na jego adres.',
  },
  releasesUnknown: { en: 'Releases are not marked. {why}', pl: 'Wydania nie są zaznaczone. {why}' },

  noProject: { en: 'No model project is open in this window.', pl: 'W tym oknie nie ma otwartego projektu modelu.' },
  nothingDeclared: {
    en: 'No chart is declared. Choose what to watch; it is written into airworthy.yaml, where you can look at it before you save.',
    pl: 'Nie zadeklarowano żadnego wykresu. Wybierz, co obserwować; zostanie to zapisane w airworthy.yaml i możesz to obejrzeć przed zapisaniem pliku.',
  },
  openManifestOffer: { en: 'Open airworthy.yaml', pl: 'Otwórz airworthy.yaml' },
  openManifestDetail: { en: 'Declare charts by hand under drift and charts.', pl: 'Zadeklaruj wykresy ręcznie w drift i charts.' },
  writeManifestOffer: { en: 'Write airworthy.yaml', pl: 'Napisz airworthy.yaml' },
  writeManifestDetail: {
    en: 'Begin with an example that watches a column of batch files.',
    pl: 'Zacznij od przykładu, który obserwuje kolumnę plików partii.',
  },
} as const satisfies Readonly<Record<string, Text>>;
