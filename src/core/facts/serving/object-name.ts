import { type Text, message } from '../../l10n/message.ts';
import type { Problem } from '../format.ts';
import { missingKey, rootPlace } from '../yaml/shape.ts';
import type { YamlView } from '../yaml/yaml-view.ts';
import { keySpan } from './kubernetes-object.ts';

const texts = {
  name: {
    en: '“{name}” is no name for a {kind}: lower-case letters, digits and “-”, with a letter or digit at both ends.',
    pl: '„{name}” nie może być nazwą obiektu {kind}: dozwolone są małe litery, cyfry i „-”, a na obu końcach litera lub cyfra.',
  },
} satisfies Readonly<Record<string, Text>>;

/** What the API server says of an object's name, which must follow DNS. */
export function objectNameProblems(object: YamlView, kind: string): readonly Problem[] {
  const name = object.at('metadata', 'name')?.text();
  if (name === undefined) {
    const isGenerated = object.at('metadata', 'generateName')?.text() !== undefined;
    return isGenerated ? [] : [missingKey('name', keySpan(object, 'metadata') ?? rootPlace(object, kind).span)];
  }
  // A value that another tool fills in later cannot be judged.
  if (/[{$]/.test(name.value) || /^[a-z0-9](?:[-a-z0-9.]{0,251}[a-z0-9])?$/.test(name.value)) return [];
  return [{ message: message(texts.name, { name: name.value, kind }), span: name.span }];
}
