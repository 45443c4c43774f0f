import type { ErrorCode } from 'yaml';
import type { Text } from '../../l10n/message.ts';

/** What the `yaml` package's errors mean, in Polish: it has words in English only. */
const polish: Partial<Readonly<Record<ErrorCode, string>>> = {
  ALIAS_PROPS: 'alias nie może mieć kotwicy ani tagu',
  BAD_ALIAS: 'nieprawidłowy alias',
  BAD_DIRECTIVE: 'nieprawidłowa dyrektywa',
  BAD_DQ_ESCAPE: 'nieprawidłowa sekwencja ucieczki w cudzysłowie',
  BAD_INDENT: 'nieprawidłowe wcięcie',
  BAD_PROP_ORDER: 'kotwica lub tag w złym miejscu',
  BAD_SCALAR_START: 'wartość nie może zaczynać się od tego znaku',
  BLOCK_AS_IMPLICIT_KEY: 'zagnieżdżona mapa lub lista nie może być kluczem w tym samym wierszu',
  BLOCK_IN_FLOW: 'blok nie może stać wewnątrz nawiasów',
  DUPLICATE_KEY: 'powtórzony klucz',
  KEY_OVER_1024_CHARS: 'klucz ma ponad 1024 znaki',
  MISSING_CHAR: 'brakuje znaku, np. cudzysłowu, nawiasu, przecinka lub spacji',
  MULTILINE_IMPLICIT_KEY: 'klucz musi mieścić się w jednym wierszu',
  MULTIPLE_ANCHORS: 'kilka kotwic przy jednej wartości',
  MULTIPLE_DOCS: 'kilka dokumentów w miejscu jednego',
  MULTIPLE_TAGS: 'kilka tagów przy jednej wartości',
  TAB_AS_INDENT: 'tabulator użyty jako wcięcie',
  TAG_RESOLVE_FAILED: 'nieznany lub nieprawidłowy tag',
  UNEXPECTED_TOKEN: 'nieoczekiwany znak',
};

/** The words for an error of the `yaml` package; English takes the package's own as `{detail}`. */
export function syntaxErrorText(code: ErrorCode): Text {
  const words = polish[code];
  return { en: 'YAML syntax error: {detail}.', pl: words === undefined ? 'Błąd składni YAML.' : `Błąd składni YAML: ${words}.` };
}
