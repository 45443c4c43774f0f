import { message, type Message, type Text } from '../l10n/message.ts';
import { shortBranch, type ReleasePlan } from './release-steps.ts';
import { isoTime } from './iso-time.ts';

/** Sentences about a release that the editor and the command line share. */
export const releaseWords = {
  noGates: { en: 'No gates guard this stage.', pl: 'Tego etapu nie pilnuje żadna bramka.' },
  already: { en: '{model} {version} is in {stage} already.', pl: '{model} {version} już jest w etapie {stage}.' },
  verified: {
    en: 'Done. Read back from {registry}: {stage} is {to} ({ref}).',
    pl: 'Gotowe. Odczytano z {registry}: {stage} to {to} ({ref}).',
  },
  shifted: {
    en: 'Done. Read back from {registry}: {to} in {stage} gets {traffic} % of the traffic ({ref}).',
    pl: 'Gotowe. Odczytano z {registry}: {to} w etapie {stage} dostaje {traffic} % ruchu ({ref}).',
  },
  left: {
    en: 'Done. Read back from {registry}: {from} is no longer in {stage} ({ref}).',
    pl: 'Gotowe. Odczytano z {registry}: {from} nie jest już w etapie {stage} ({ref}).',
  },
  registered: {
    en: 'Done. Read back from {registry}: {model} {to} is registered ({ref}).',
    pl: 'Gotowe. Odczytano z {registry}: {model} {to} jest zarejestrowana ({ref}).',
  },
  unverified: {
    en: '{ref} was written, but read back, {registry} does not say what was asked for. List the versions and look.',
    pl: 'Zapisano {ref}, ale po ponownym odczycie {registry} nie mówi tego, o co proszono. Wyświetl wersje i sprawdź.',
  },
  datedAfter: {
    en: 'The record is dated {time}, after the newest one of this model, because this machine’s clock is not ahead of it.',
    pl: 'Zapis ma datę {time}, późniejszą niż najnowszy zapis tego modelu, bo zegar tego komputera go nie wyprzedza.',
  },
  notServers: { en: 'What servers run is not known from that.', pl: 'Nie mówi to, co działa na serwerach.' },
  committed: { en: '{path} is committed to {branch}.', pl: 'Zmiana w {path} jest w commicie na gałęzi {branch}.' },
  toMerge: {
    en: '{path} is committed to the branch {branch}, and counts once that is merged.',
    pl: 'Zmiana w {path} jest w commicie na gałęzi {branch} i liczy się po jej scaleniu.',
  },
  pushed: { en: 'Pushed to {remote}.', pl: 'Wysłano do {remote}.' },
  partly: {
    en: 'Done as far as could be reached: {stage} goes from {from} to {to}.',
    pl: 'Zrobione w dostępnym zakresie: {stage} przechodzi z {from} na {to}.',
  },
  pending: {
    en: 'Not reached, and still to be written: {places}. Finish it with Recover Interrupted Release in the editor or airworthy recover --finish, for a server with --online.',
    pl: 'Nie udało się połączyć, do zapisania pozostaje: {places}. Dokończ to w edytorze poleceniem „Przywróć przerwane wydanie” albo przez airworthy recover --finish, dla serwera z --online.',
  },
} as const satisfies Readonly<Record<string, Text>>;

/** What came of a release. */
export interface ReleaseOutcome {
  readonly ref: string;
  readonly verified: boolean;
  readonly pushed: boolean;
  /** See `Receipt`. */
  readonly datedAfter: number | null;
  readonly pending: readonly string[];
}

/** What to tell of a release that was carried out, sentence by sentence. */
export function outcomeMessages(plan: ReleasePlan, outcome: ReleaseOutcome): readonly Message[] {
  const { model, stage, from, to, change, manifest, traffic } = plan;
  const args = {
    model,
    stage: stage ?? '–',
    from: from ?? '–',
    to: to ?? '–',
    // A commit's whole name is longer than all that is said of it.
    ref: /^[0-9a-f]{40,64}$/.test(outcome.ref) ? outcome.ref.slice(0, 10) : outcome.ref,
    traffic: String(traffic?.after ?? '–'),
    registry: change?.registry === 'mlflow' ? 'MLflow' : 'Git',
  };
  const done =
    stage === null
      ? releaseWords.registered
      : to === null
        ? releaseWords.left
        : plan.action === 'canary'
          ? releaseWords.shifted
          : releaseWords.verified;
  const isPartly = !outcome.verified && outcome.pending.length > 0;
  const messages = [message(isPartly ? releaseWords.partly : outcome.verified ? done : releaseWords.unverified, args)];
  if (outcome.verified && manifest !== null) {
    const { path, branch, isNewBranch } = manifest;
    messages.push(message(isNewBranch ? releaseWords.toMerge : releaseWords.committed, { path, branch: shortBranch(branch) }));
  }
  if (outcome.pushed) messages.push(message(releaseWords.pushed, { remote: plan.remote ?? '' }));
  // A registration takes nothing into use.
  if (outcome.verified && stage !== null) messages.push(message(releaseWords.notServers));
  if (outcome.datedAfter !== null) messages.push(message(releaseWords.datedAfter, { time: isoTime(outcome.datedAfter) }));
  if (outcome.pending.length > 0) messages.push(message(releaseWords.pending, { places: outcome.pending.join(', ') }));
  return messages;
}
