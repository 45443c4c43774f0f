/** What the versions view puts on top, because somebody has to do something about it. May not import `vscode`. */
import { type Text, message } from '../../core/l10n/message.ts';
import type { TrackingCandidate } from '../../core/project/tracking-candidates.ts';
import { registryProblem, registryTitle } from '../../core/release/registry-words.ts';
import type { Disagreement, RegistryError } from '../../core/release/versions-report.ts';
import type { JournalEntry } from '../../ports/release-journal.ts';
import { type VersionNode, ageOf, below, leaf, shortVersion, within } from './version-node.ts';
import { plain } from './view-node.ts';

const texts = {
  interrupted: { en: 'Interrupted: {action}', pl: 'Przerwane: {action}' },
  pending: { en: 'Not finished: {action}', pl: 'Niedokończone: {action}' },
  interruptedHelp: {
    en: 'This release was stopped in the middle. Finish, undo or forget it; no other release is made before that.',
    pl: 'To wydanie zostało przerwane w połowie. Dokończ je, cofnij lub porzuć; przed tym nie powstanie żadne inne wydanie.',
  },
  pendingHelp: {
    en: 'A server could not be reached. Finish when it answers again, undo or forget; no other release is made before that.',
    pl: 'Serwer był nieosiągalny. Dokończ, gdy znów odpowie, albo cofnij lub porzuć; przed tym nie powstanie żadne inne wydanie.',
  },
  promote: { en: '{model} {to} to {stage}', pl: '{model} {to} do {stage}' },
  rollback: { en: '{model} in {stage} back to {to}', pl: '{model} w {stage} z powrotem do {to}' },
  unassign: { en: '{model} {from} out of {stage}', pl: '{model} {from} poza {stage}' },
  register: { en: 'register {model} {to}', pl: 'rejestracja {model} {to}' },
  disagrees: { en: '{model} {stage}  {versions}', pl: '{model} {stage}  {versions}' },
  places: { en: 'places disagree', pl: 'miejsca są niezgodne' },
  disagreesHelp: {
    en: 'The same stage has another version in each of these places. Find out which one is meant and change the others.',
    pl: 'Ten sam etap ma w tych miejscach różne wersje. Ustal, która jest właściwa, i popraw pozostałe.',
  },
  says: { en: '{where}: {version}', pl: '{where}: {version}' },
  offlineHelp: {
    en: 'It is on a server, and nothing is sent without your say. Choose Ask to send a request now.',
    pl: 'Działa na serwerze, a nic nie jest wysyłane bez Twojej zgody. Wybierz pytanie, aby wysłać je teraz.',
  },
  offer: { en: 'MLflow at {url}', pl: 'MLflow pod {url}' },
  offeredBy: { en: 'named in {where}', pl: 'podany w {where}' },
  offerHelp: {
    en: '{url} was not asked for anything. Choose Use to name it in this workspace’s settings and ask it for versions.',
    pl: 'O nic nie zapytano {url}. Wybierz użycie, aby zapisać go w ustawieniach tego obszaru roboczego i zapytać o wersje.',
  },
} as const satisfies Readonly<Record<string, Text>>;

/** A release that a process left in the middle. */
export function interruptedNode(entry: JournalEntry, now: number): VersionNode {
  const { action, model, stage, from, to, state } = entry;
  const args = { model, stage: stage ?? '–', from: shortVersion(from ?? '–'), to: shortVersion(to ?? '–') };
  const words = action === 'rollback' || action === 'unassign' || action === 'register' ? texts[action] : texts.promote;
  return {
    ...leaf(
      'interrupted',
      'interrupted',
      within(state === 'pending' ? texts.pending : texts.interrupted, { action: message(words, args) }),
    ),
    description: ageOf(entry.startedAt, now),
    tooltip: message(state === 'pending' ? texts.pendingHelp : texts.interruptedHelp),
    icon: { name: 'debug-pause', colour: 'list.warningForeground' },
    model,
    stage,
  };
}

/** A stage of which places say different things; each place opens its line. A file can be brought in line where registries agree. */
export function disagreementNode({ model, stage, places }: Disagreement): VersionNode {
  const id = `disagreement:${model}:${stage}`;
  const held = new Set(places.flatMap(({ path, version }) => (path === null ? [version] : [])));
  const versions = [...new Set(places.map(({ version }) => shortVersion(version)))].join(' ≠ ');
  return {
    ...leaf(id, 'disagreement', message(texts.disagrees, { model, stage, versions })),
    description: message(texts.places),
    tooltip: message(texts.disagreesHelp),
    icon: { name: 'warning', colour: 'list.warningForeground' },
    isOpen: true,
    model,
    stage,
    ...below(
      places.map(({ registry, version, path, line }, index) => {
        const isFixable = path !== null && line !== null && registry === 'kubernetes' && held.size === 1;
        const place = path === null ? null : { path, line };
        const where = path === null ? registryTitle(registry) : line === null ? path : `${path}:${String(line)}`;
        return {
          ...leaf(`${id}:${String(index)}`, 'place', message(texts.says, { where, version: shortVersion(version) })),
          icon: { name: path === null ? 'tag' : 'file', colour: null },
          registry,
          model,
          version,
          stage,
          place,
          facet: isFixable ? 'fixable' : null,
        };
      }),
    ),
  };
}

/** An MLflow server that the project's files or the environment name: offered, and not asked. */
export function offerNode({ url, from }: TrackingCandidate): VersionNode {
  const where = from.kind === 'environment' ? from.name : `${from.path}:${String(from.line)}`;
  return {
    ...leaf(`offer:${url}`, 'offer', message(texts.offer, { url })),
    description: message(texts.offeredBy, { where }),
    tooltip: message(texts.offerHelp, { url }),
    icon: { name: 'cloud', colour: null },
    registry: 'mlflow',
    reference: url,
    place: from.kind === 'file' ? { path: from.path, line: from.line } : null,
  };
}

/** A registry that could not be asked, in a few words with what it said below them. */
export function problemNode({ registry, code, message: said }: RegistryError): VersionNode {
  const isOffline = code === 'offline';
  return {
    ...leaf(`problem:${registry}:${code}`, 'problem', registryProblem({ registry, code })),
    tooltip: isOffline ? message(texts.offlineHelp) : plain(said),
    description: isOffline ? null : plain(said),
    icon: isOffline ? { name: 'cloud', colour: null } : { name: 'warning', colour: 'list.warningForeground' },
    registry,
    facet: code,
  };
}
