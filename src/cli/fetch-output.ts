import type { PlannedArtefact } from '../app/artefact-places.ts';
import type { FetchPlan } from '../app/fetch-plan.ts';
import { chosenArtefacts, type FetchChoice, type FetchReceipt } from '../app/fetch-version.ts';
import { format, message, type Language, type Text } from '../core/l10n/message.ts';
import { printable, tableText } from './table-text.ts';

const texts = {
  title: { en: 'Fetch {model} {version} into {directory}', pl: 'Pobieranie {model} {version} do {directory}' },
  git: { en: 'Git', pl: 'Git' },
  cache: { en: 'DVC cache', pl: 'pamięć podręczna DVC' },
  remote: { en: 'remote {name}: {location}', pl: 'zdalny magazyn {name}: {location}' },
  unasked: { en: 'remote {name}: {location} (not asked yet)', pl: 'zdalny magazyn {name}: {location} (jeszcze nie zapytano)' },
  dvc: { en: 'only through DVC. {why}', pl: 'tylko przez DVC. {why}' },
  nowhere: { en: 'nowhere. {why}', pl: 'nigdzie. {why}' },
  bytes: { en: '{size} B', pl: '{size} B' },
  files: { en: 'and {count} {count|file|files} of the commit', pl: 'oraz {count} {count|plik|pliki|plików} z commita' },
  commands: { en: 'What only DVC can get:', pl: 'To może pobrać tylko DVC:' },
  written: { en: '{count} {count|file|files} written.', pl: 'Zapisano {count} {count|plik|pliki|plików}.' },
  skipped: { en: 'Not written', pl: 'Niezapisane' },
  none: { en: 'Nothing was written.', pl: 'Niczego nie zapisano.' },
} as const satisfies Record<string, Text>;

/** What will be fetched from where, for people. */
export function fetchPlanText(plan: FetchPlan, choice: FetchChoice, language: Language): string {
  const say = (text: Text, args = {}): string => printable(format(message(text, args), language));
  const artefacts = chosenArtefacts(plan, choice);
  const rows = artefacts.map((artefact) => [printable(artefact.path), sizeOf(artefact, say), placeText(artefact, say, language)]);
  const files = choice.withFiles ? [`  ${say(texts.files, { count: plan.files.length })}\n`] : [];
  const commands = artefacts.flatMap(({ place }) => (place.kind === 'dvc' ? [`  ${printable(place.command)}\n`] : []));
  const { model, version, directory } = plan;
  return [
    `${say(texts.title, { model, version: version.version, directory })}\n`,
    tableText(rows, '  '),
    ...files,
    ...(commands.length === 0 ? [] : [`${say(texts.commands)}\n`, ...commands]),
  ].join('');
}

/** What was done, for people. */
export function fetchReceiptText(receipt: FetchReceipt | null, language: Language): string {
  const say = (text: Text, args = {}): string => printable(format(message(text, args), language));
  if (receipt === null) return `${say(texts.none)}\n`;
  const rows = receipt.skipped.map(({ path, why }) => [printable(path), printable(format(why, language))]);
  const skipped = rows.length === 0 ? '' : `${say(texts.skipped)}\n${tableText(rows, '  ')}`;
  return `${receipt.written.length === 0 ? say(texts.none) : say(texts.written, { count: receipt.written.length })}\n${skipped}`;
}

/** The JSON document of `fetch`, in English. `applied` says whether the folder was written to; paths are those of the repository. */
export function fetchJson(plan: FetchPlan, choice: FetchChoice, receipt: FetchReceipt | null): object {
  return {
    model: plan.model,
    version: plan.version.version,
    commit: plan.version.commit,
    artefacts: chosenArtefacts(plan, choice).map(artefactJson),
    files: choice.withFiles ? plan.files.length : 0,
    written: receipt?.written ?? [],
    skipped: receipt?.skipped.map(({ path, why }) => ({ path, why: format(why, 'en') })) ?? [],
    applied: (receipt?.written.length ?? 0) > 0,
  };
}

function artefactJson({ path, isModel, source, place }: PlannedArtefact): object {
  const held = source.kind === 'dvc' ? source.held : null;
  // Of a file inside of a folder that DVC holds, only the folder's digest and size are recorded.
  const own = held?.path === path ? held : null;
  return {
    path,
    model: isModel,
    md5: own?.md5 ?? null,
    size: own?.size ?? null,
    nfiles: own?.nfiles ?? null,
    from: place.kind,
    remote: place.kind === 'remote' ? place.name : null,
    location: place.kind === 'remote' ? place.location : null,
    why: 'why' in place ? format(place.why, 'en') : null,
    command: place.kind === 'dvc' ? place.command : null,
  };
}

type Say = (text: Text, args?: Readonly<Record<string, string | number>>) => string;

function sizeOf({ source, path }: PlannedArtefact, say: Say): string {
  const size = source.kind === 'dvc' && source.held.path === path ? source.held.size : null;
  return size === null ? '' : say(texts.bytes, { size });
}

function placeText({ place }: PlannedArtefact, say: Say, language: Language): string {
  switch (place.kind) {
    case 'git':
      return say(texts.git);
    case 'cache':
      return say(texts.cache);
    case 'remote':
      return say(place.isAsked ? texts.remote : texts.unasked, { name: place.name, location: place.location });
    case 'dvc':
      return say(texts.dvc, { why: format(place.why, language) });
    case 'nowhere':
      return say(texts.nowhere, { why: format(place.why, language) });
  }
}
