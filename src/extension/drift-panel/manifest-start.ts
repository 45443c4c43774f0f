import { type Language, type Text, format, message } from '../../core/l10n/message.ts';

const texts = {
  reference: { en: 'Rows that the model was trained on', pl: 'Wiersze, na których wytrenowano model' },
  current: { en: 'One file a batch, with its date in the name', pl: 'Jeden plik na partię, z datą w nazwie' },
  drift: { en: 'The columns to watch', pl: 'Kolumny do obserwowania' },
} as const satisfies Readonly<Record<string, Text>>;

/** The first lines of an `airworthy.yaml` that declares drift from files: a valid manifest whose paths and column the person replaces. */
export function manifestStart(language: Language): string {
  const say = (text: Text): string => format(message(text), language);
  return `version: 1
sources:
  batches:
    type: files
    reference: data/reference.csv # ${say(texts.reference)}
    current: data/batches/*.csv # ${say(texts.current)}
drift: # ${say(texts.drift)}
  - { title: Amount, source: batches, column: amount, method: psi, warn: 0.1, alert: 0.25 }
`;
}
