/** The words of the drift core, in both languages; notes of columns, problems of files and states of points. */
import type { Text } from '../l10n/message.ts';

/** Texts by a short key; the arguments of each are named in its braces. */
export const driftTexts = {
  fileEmpty: { en: 'The file is empty.', pl: 'Plik jest pusty.' },
  rowTooLong: {
    en: 'The row has more cells than the header, which has {columns}.',
    pl: 'Wiersz ma więcej pól niż nagłówek, w którym jest ich {columns}.',
  },
  quoteOpen: { en: 'A quote is opened here and never closed.', pl: 'Otwarty tu cudzysłów nie jest nigdzie zamknięty.' },
  rowTooLarge: {
    en: 'The row that starts here goes on for more than {limit} MB; is a quote left open?',
    pl: 'Wiersz zaczynający się tutaj ma ponad {limit} MB; czy nie brakuje zamykającego cudzysłowu?',
  },
  notJson: { en: 'The line is not a JSON object.', pl: 'Wiersz nie jest obiektem JSON.' },
  tooManyTexts: {
    en: 'A column has so many different texts that they do not fit in memory (more than {limit}, or a gigabyte); leave it out: it looks like an identifier.',
    pl: 'Kolumna ma tyle różnych tekstów, że nie mieszczą się w pamięci (ponad {limit} albo gigabajt); pomiń ją: wygląda na identyfikator.',
  },
  fileCut: {
    en: 'The file ends in the midst of its data: it is cut off, or was changed while it was read.',
    pl: 'Plik kończy się w środku danych: jest ucięty albo zmienił się podczas odczytu.',
  },
  fileUnreadable: { en: 'The file cannot be read ({reason}).', pl: 'Nie można odczytać pliku ({reason}).' },
  notParquet: {
    en: 'The file does not end as a Parquet file does: it is cut off, still being written, or of another format.',
    pl: 'Koniec pliku nie jest taki jak w plikach Parquet: plik jest ucięty, jeszcze zapisywany albo ma inny format.',
  },
  parquetBroken: { en: 'The Parquet file is broken ({reason}).', pl: 'Plik Parquet jest uszkodzony ({reason}).' },
  parquetEncrypted: {
    en: 'The Parquet file is encrypted; save the rows without encryption.',
    pl: 'Plik Parquet jest zaszyfrowany; zapisz wiersze bez szyfrowania.',
  },
  parquetColumnEncrypted: {
    en: "The column '{column}' of the Parquet file is encrypted; save it without encryption.",
    pl: 'Kolumna „{column}” pliku Parquet jest zaszyfrowana; zapisz ją bez szyfrowania.',
  },
  parquetCodec: {
    en: "The column '{column}' is compressed with {codec}, which is not read; write the file with Snappy, Zstandard, gzip, LZ4 or Brotli.",
    pl: 'Kolumna „{column}” jest skompresowana metodą {codec}, która nie jest obsługiwana; zapisz plik z kompresją Snappy, Zstandard, gzip, LZ4 lub Brotli.',
  },
  nestedColumns: {
    en: 'Columns of lists, maps or structures are left out: {columns}.',
    pl: 'Pominięto kolumny z listami, słownikami lub strukturami: {columns}.',
  },
  notText: { en: 'The file is not UTF-8 text.', pl: 'Plik nie jest tekstem w kodowaniu UTF-8.' },

  emptyReference: { en: 'The reference has no values.', pl: 'W danych odniesienia nie ma żadnych wartości.' },
  emptyCurrent: { en: 'The current data have no values.', pl: 'W bieżących danych nie ma żadnych wartości.' },
  emptyBoth: { en: 'Neither side has any values.', pl: 'Po żadnej stronie nie ma wartości.' },
  tooFewRows: {
    en: 'Not enough data to say: {reference} reference and {current} current values, at least {needed} on each side are needed.',
    pl: 'Za mało danych, by rozstrzygnąć: wartości odniesienia {reference}, bieżących {current}, a po każdej stronie potrzeba co najmniej {needed}.',
  },
  infinitiesDropped: {
    en: 'Infinite values were left out: {reference} in the reference, {current} in the current data.',
    pl: 'Pominięto wartości nieskończone: {reference} w danych odniesienia, {current} w bieżących.',
  },
  notNumbers: {
    en: 'Values that are not numbers count as missing: {reference} in the reference, {current} in the current data.',
    pl: 'Wartości, które nie są liczbami, liczą się jako brakujące: {reference} w danych odniesienia, {current} w bieżących.',
  },
  rounded: {
    en: 'More different numbers than fit in memory: each was rounded by at most {share} % of its size, so scores are close, not exact.',
    pl: 'Różnych liczb jest więcej, niż mieści się w pamięci: każdą zaokrąglono najwyżej o {share} % jej wielkości, więc miary są przybliżone.',
  },
  scoreNotANumber: {
    en: 'The score has no value on these data, so nothing can be said.',
    pl: 'Dla tych danych miara nie ma wartości, więc nic nie można rozstrzygnąć.',
  },
  columnMissing: { en: "There is no column '{column}' on both sides.", pl: 'Kolumny „{column}” nie ma po obu stronach.' },
  methodDoesNotFit: {
    en: "The method {method} does not fit the column '{column}'.",
    pl: 'Metoda {method} nie pasuje do kolumny „{column}”.',
  },
} as const satisfies Readonly<Record<string, Text>>;
