import { knownManifestKeys } from '../../config/manifest-known-keys.ts';
import { type Message, type Text, message } from '../../l10n/message.ts';
import type { Problem } from '../format.ts';
import { nearestWord } from '../nearest-word.ts';
import { shapeTexts } from '../yaml/shape.ts';
import type { YamlView } from '../yaml/yaml-view.ts';
import type { ManifestIssue } from './manifest-issues.ts';
import { type ManifestPath, keySpanAt, spanAt, spanInside } from './manifest-place.ts';

const texts = {
  oneOf: { en: 'One of the keys {keys} is needed.', pl: 'Potrzebny jest jeden z kluczy: {keys}.' },
  string: { en: '“{key}” must be text.', pl: '„{key}” musi być tekstem.' },
  quoted: { en: '“{key}” must be text; put the value in quotes.', pl: '„{key}” musi być tekstem; ujmij wartość w cudzysłów.' },
  number: { en: '“{key}” must be a number.', pl: '„{key}” musi być liczbą.' },
  integer: { en: '“{key}” must be a whole number.', pl: '„{key}” musi być liczbą całkowitą.' },
  boolean: { en: '“{key}” must be true or false.', pl: '„{key}” musi mieć wartość true albo false.' },
  list: { en: '“{key}” must be a list.', pl: '„{key}” musi być listą.' },
  map: { en: '“{key}” must be a mapping with keys.', pl: '„{key}” musi być mapą z kluczami.' },
  value: { en: '“{key}” has a value that does not fit.', pl: '„{key}” ma nieodpowiednią wartość.' },
  choice: { en: '“{key}” must be one of: {choices}.', pl: '„{key}” musi mieć jedną z wartości: {choices}.' },
  single: { en: '“{key}” must be {choices}.', pl: '„{key}” musi mieć wartość {choices}.' },
  empty: { en: '“{key}” must not be empty.', pl: '„{key}” nie może być puste.' },
  least: { en: '“{key}” must be at least {limit}.', pl: '„{key}” musi wynosić co najmniej {limit}.' },
  greatest: { en: '“{key}” must be at most {limit}.', pl: '„{key}” może wynosić co najwyżej {limit}.' },
  date: { en: '“{key}” must be a date such as 2026-10-01.', pl: '„{key}” musi być datą, na przykład 2026-10-01.' },
  duration: {
    en: '“{key}” must be a duration such as 30m, 1h30m or 30d.',
    pl: '„{key}” musi być czasem trwania, na przykład 30m, 1h30m lub 30d.',
  },
  stage: {
    en: '“{value}” is no stage name: letters, digits, “-”, “_” and “/”, with a letter or digit at both ends.',
    pl: '„{value}” nie jest nazwą etapu: dozwolone są litery, cyfry, „-”, „_” i „/”, a na obu końcach litera lub cyfra.',
  },
  credential: {
    en: '“{key}” must be env:NAME or secret; the credential itself never stands here.',
    pl: '„{key}” musi mieć postać env:NAZWA albo secret; samego hasła ani tokenu nigdy się tu nie wpisuje.',
  },
} satisfies Readonly<Record<string, Text>>;

const types: Readonly<Record<string, Text>> = {
  string: texts.string,
  number: texts.number,
  int: texts.integer,
  boolean: texts.boolean,
  array: texts.list,
  object: texts.map,
  record: texts.map,
};

const formats: Readonly<Record<string, Text>> = {
  date: texts.date,
  duration: texts.duration,
  stage: texts.stage,
  credential: texts.credential,
};

/** The problem of an issue whose path leads through the document as it is written. */
export function manifestProblem(issue: ManifestIssue, root: YamlView): Problem {
  switch (issue.kind) {
    case 'unknown-key':
      return unknownKey(issue, root);
    case 'missing':
      return { message: message(shapeTexts.missing, { key: issue.key }), span: spanInside(root, issue.path) };
    case 'one-of-missing':
      return { message: message(texts.oneOf, { keys: issue.keys.join(', ') }), span: spanInside(root, issue.path) };
    case 'choice':
      return choiceProblem(issue, root);
    case 'key-format': {
      const key = String(issue.path.at(-1) ?? '');
      return {
        message: message(formats[issue.format] ?? texts.value, { key, value: key }),
        span: keySpanAt(root, issue.path.slice(0, -1), key),
      };
    }
    case 'type':
    case 'format':
    case 'empty':
    case 'least':
    case 'greatest':
      return { message: wordsFor(issue, root), span: spanAt(root, issue.path) };
  }
}

function unknownKey(issue: Extract<ManifestIssue, { kind: 'unknown-key' }>, root: YamlView): Problem {
  const present = new Set(
    root
      .at(...issue.path)
      ?.entries()
      .map((entry) => entry.key) ?? [],
  );
  const free = knownManifestKeys(issue.path).filter((key) => !present.has(key));
  const near = nearestWord(issue.key, free);
  const span = keySpanAt(root, issue.path, issue.key);
  if (near === undefined) return { kind: 'unknown-key', message: message(shapeTexts.unknown, { key: issue.key }), span };
  return { kind: 'unknown-key', message: message(shapeTexts.unknownNear, { key: issue.key, near }), span, suggestion: near };
}

function choiceProblem(issue: Extract<ManifestIssue, { kind: 'choice' }>, root: YamlView): Problem {
  const written = root.at(...issue.path)?.text()?.value;
  const near = written === undefined ? undefined : nearestWord(written, issue.choices);
  const words = message(issue.choices.length === 1 ? texts.single : texts.choice, {
    key: labelOf(issue.path),
    choices: issue.choices.join(', '),
  });
  const span = spanAt(root, issue.path);
  return near === undefined ? { message: words, span } : { message: words, span, suggestion: near };
}

type ValueIssue = Extract<ManifestIssue, { kind: 'type' | 'format' | 'empty' | 'least' | 'greatest' }>;

function wordsFor(issue: ValueIssue, root: YamlView): Message {
  const key = labelOf(issue.path);
  const view = root.at(...issue.path);
  switch (issue.kind) {
    case 'type':
      return message(issue.expected === 'string' && view?.kind === 'scalar' ? texts.quoted : (types[issue.expected] ?? texts.value), {
        key,
      });
    case 'format':
      return message(formats[issue.format] ?? texts.value, { key, value: view?.text()?.value ?? '' });
    case 'empty':
      return message(texts.empty, { key });
    case 'least':
      return message(texts.least, { key, limit: issue.limit });
    case 'greatest':
      return message(texts.greatest, { key, limit: issue.limit });
  }
}

/** The key a person looks for: the last of a path, with the place in its list counted from 1. */
function labelOf(path: ManifestPath): string {
  const index = path.findLastIndex((step) => typeof step === 'string');
  const key = index < 0 ? 'airworthy.yaml' : String(path[index]);
  const items = path.slice(index + 1).map((step) => `[${String(Number(step) + 1)}]`);
  return `${key}${items.join('')}`;
}
