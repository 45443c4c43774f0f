import { type FixOffer, defineRule } from '../engine/define-rule.ts';
import { documentsAbout, mentionsOf } from '../project/evidence/documents.ts';
import { legalRecord, legalWords } from '../project/evidence/legal-records.ts';
import type { Project } from '../project/project.ts';
import { appendEntry } from './edits/yaml-entry.ts';
import { personalColumns } from './knowledge/personal-columns.ts';
import { placeOfAbsent } from './places/place-of-absent.ts';

const signature = (column: string): string =>
  `flavors:\n  sklearn:\n    sklearn_version: 1.5.0\nsignature:\n  inputs: '[{"type": "string", "name": "${column}", "required": true}]'\n  outputs: null\n`;

/** A model on data about people that nobody has answered for. */
export const personalDataUndeclared = defineRule({
  id: 'personal-data-undeclared',
  title: { en: 'Personal data are declared', pl: 'Dane osobowe są zadeklarowane' },
  severity: 'info',
  fix: 'suggested',
  why: {
    en: 'Who processes personal data must know on what ground, for how long and who answers for it; a model that goes live without it may have to be taken back.',
    pl: 'Kto przetwarza dane osobowe, musi wiedzieć, na jakiej podstawie, jak długo i kto za to odpowiada; model wdrożony bez tego może trzeba będzie wycofać.',
  },
  remedy: {
    en: 'Declare it under `compliance` in airworthy.yaml and name the data protection impact assessment there (`dpia`), or leave the columns out.',
    pl: 'Zadeklaruj to w `compliance` w airworthy.yaml i wskaż tam ocenę skutków dla ochrony danych (`dpia`) albo usuń te kolumny.',
  },
  checks: ['compliance'],
  texts: {
    missing: {
      en: 'The names of these columns say personal data, and no record of data protection was found: {columns}.',
      pl: 'Nazwy tych kolumn wskazują na dane osobowe, a nie znaleziono żadnego zapisu o ich ochronie: {columns}.',
    },
    denied: {
      en: 'It is declared that no personal data are processed, but the names of these columns say so: {columns}.',
      pl: 'Zadeklarowano, że dane osobowe nie są przetwarzane, ale wskazują na nie nazwy kolumn: {columns}.',
    },
    column: { en: 'Column {column}', pl: 'Kolumna {column}' },
    add: { en: 'Declare that personal data are processed', pl: 'Zadeklaruj przetwarzanie danych osobowych' },
  },
  examples: {
    bad: { 'airworthy.yaml': 'version: 1\n', 'model/MLmodel': signature('date_of_birth') },
    good: {
      'airworthy.yaml': 'version: 1\ncompliance: { dpia: docs/dpia.md, personalData: true }\n',
      'docs/dpia.md': '# DPIA\n',
      'model/MLmodel': signature('date_of_birth'),
    },
  },
  check({ project, report }) {
    const columns = personalColumns(project);
    if (columns.length === 0) return;
    const document = project.manifestDocument;
    const args = {
      columns: columns
        .map(({ name }) => name)
        .slice(0, most)
        .join(', '),
    };
    const related = columns
      .slice(0, most)
      .map(({ name, path, span }) => ({ path, span, messageId: 'column' as const, args: { column: name } }));
    const denied = document?.facts.root.at('compliance', 'personalData');
    if (document !== null && denied?.boolean()?.value === false) {
      const { path } = document;
      const fix = { titleId: 'add' as const, edits: [{ kind: 'replace' as const, path, span: denied.span, text: 'true' }] };
      report({ path, span: denied.span, messageId: 'denied', args, related, identity: 'personal-data', fix });
      return;
    }
    if (isRecorded(project)) return;
    const place = placeOfAbsent(project, ['compliance']);
    if (place === undefined) return;
    const fix = declare(project);
    report({ ...place, messageId: 'missing', args, related, identity: 'personal-data', ...(fix && { fix }) });
  },
});

/** More names than this tell nobody more. */
const most = 5;

/** A declaration of any kind is an answer; how good it is, the check looks into. */
function isRecorded(project: Project): boolean {
  const declared = project.manifest?.compliance;
  if (declared?.dpia !== undefined || declared?.personalData !== undefined || declared?.reviewed !== undefined) return true;
  return [...documentsAbout(project, legalRecord), ...mentionsOf(project, legalRecord)].some(
    (part) => !part.isBlank && part.words >= 12 && legalWords.test(part.body),
  );
}

function declare(project: Project): FixOffer<'add'> | undefined {
  const document = project.manifestDocument;
  if (document === null || document.facts.root.kind !== 'map' || document.facts.root.get('compliance') !== undefined) return undefined;
  const entry = { key: 'compliance', value: '{ personalData: true }', block: ['  personalData: true'] };
  return { titleId: 'add', edits: [appendEntry(document.source, document.facts.root.span, entry)] };
}
