import type { Json } from '../../facts/format.ts';
import { isList } from '../../facts/data-file.ts';
import { codeFiles } from '../../project/evidence/python-code.ts';
import { perProject } from '../../project/evidence/per-project.ts';
import type { Span } from '../../model/span.ts';
import type { Project } from '../../project/project.ts';
import { isOutOfScope } from '../scope/is-out-of-scope.ts';

/** A column of the model's data, where it is named. */
export interface NamedColumn {
  readonly name: string;
  readonly path: string;
  readonly span: Span;
}

/**
 * Whole names, in snake case, that say that a column is about a person. Names that cars, houses and molluscs have too (`age`, `sex`, `name`,
 * `address`, `zip`) say nothing, and neither does an identifier of a customer.
 */
const personal = new Set(
  (
    'email e_mail email_address mail_address phone phone_number phone_no mobile_number mobile_phone cell_phone telephone telephone_number first_name firstname last_name ' +
    'lastname surname full_name fullname maiden_name middle_name given_name family_name customer_name patient_name employee_name applicant_name ' +
    'ssn social_security_number national_id national_id_number identity_card_number pesel passport passport_no passport_number drivers_license ' +
    'driver_license_number date_of_birth birth_date birthdate birthday dob year_of_birth place_of_birth home_address street_address postal_address ' +
    'gender marital_status ethnicity religion nationality sexual_orientation political_opinion disability ' +
    'credit_card_number card_number cc_num iban bank_account_number ip_address imei ' +
    'imie nazwisko imie_i_nazwisko data_urodzenia numer_telefonu adres_zamieszkania plec stan_cywilny'
  ).split(' '),
);

/** Whether a column's name says by itself that it holds personal data. */
export function isPersonalName(name: string): boolean {
  const snake = name
    .trim()
    .replaceAll(/(?<=[a-z\d])(?=[A-Z])/g, '_')
    .toLowerCase()
    .replaceAll(/[\s.-]+/g, '_');
  return personal.has(snake);
}

/** The columns whose names say personal data, the first place of each name. */
export const personalColumns = perProject((project): readonly NamedColumn[] => {
  const found = new Map<string, NamedColumn>();
  for (const column of [...signatureColumns(project), ...watchedColumns(project), ...codeColumns(project)]) {
    if (isPersonalName(column.name) && !isOutOfScope(project, column.path) && !found.has(column.name)) found.set(column.name, column);
  }
  return [...found.values()];
});

const columnName = /\\?"name\\?"\s*:\s*\\?"([^"\\]+)\\?"/g;

/** What models take: MLflow writes the inputs of a signature as JSON in a YAML text. */
function signatureColumns(project: Project): readonly NamedColumn[] {
  return project.documents('mlmodel').flatMap(({ path, source, facts }) => {
    if (facts.signature === null) return [];
    const { start } = facts.signature;
    // From the key to the next one of the file.
    const text = /^[^\n]*(?:\n(?:[ \t#][^\n]*)?)*/.exec(source.text.slice(start))?.[0] ?? '';
    const outputs = text.search(/^[ \t]*outputs[ \t]*:/m);
    const inputs = outputs === -1 ? text : text.slice(0, outputs);
    return [...inputs.matchAll(columnName)].map((match) => {
      const name = match[1] ?? '';
      const at = start + match.index + match[0].lastIndexOf(name);
      return { name, path, span: { start: at, end: at + name.length } };
    });
  });
}

/** Columns that drift is measured of: in the manifest and in reports. */
function watchedColumns(project: Project): readonly NamedColumn[] {
  const document = project.manifestDocument;
  const declared = (document?.facts.root.get('drift')?.items() ?? []).flatMap((item) => item.get('column')?.string() ?? []);
  const reported = project
    .documents('evidently')
    .flatMap(({ path, facts }) => facts.columns.map(({ name }) => ({ name: name.value, path, span: name.span })));
  return [...(document === null ? [] : declared.map(({ value, span }) => ({ name: value, path: document.path, span }))), ...reported];
}

const tableCall =
  /(?:^|\.)(?:read_\w+|scan_\w+|drop|dropna|fillna|astype|get_dummies|select|filter|ColumnTransformer|DataFrame|reindex|to_csv|to_parquet)$/;
const columnKeys = ['columns', 'usecols', 'subset', 'dtype', 'cat_features', 'categorical_features'];

/** Columns that the project's own code names where it reads and cuts tables. Tests make up their rows, and notebooks look at anybody's. */
function codeColumns(project: Project): readonly NamedColumn[] {
  return codeFiles(project)
    .filter(({ isTest, isNotebook }) => !isTest && !isNotebook)
    .flatMap(({ path, code }) =>
      code.calls
        .filter(({ callee }) => tableCall.test(callee))
        .flatMap(({ callee, keywords, positional, calleeSpan }) => {
          const values = [
            ...columnKeys.map((key) => keywords.get(key)),
            ...(/(?:^|\.)(?:drop|select|get_dummies|filter)$/.test(callee) ? positional : []),
          ];
          return values.flatMap(namesIn).map((name) => ({ name, path, span: calleeSpan }));
        }),
    );
}

function namesIn(value: Json | undefined): readonly string[] {
  if (typeof value === 'string') return [value];
  if (value === undefined || value === null || typeof value !== 'object') return [];
  return isList(value) ? value.filter((item) => typeof item === 'string') : Object.keys(value);
}
