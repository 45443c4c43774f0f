import { format, type Language, message, type Text } from '../l10n/message.ts';
import type { StageNow, TrailAction, TrailEntry } from './trail-entry.ts';

const actions: Readonly<Record<TrailAction, Text>> = {
  promote: { en: 'promoted', pl: 'awans' },
  deploy: { en: 'deployed', pl: 'wdrożenie' },
  rollback: { en: 'rolled back', pl: 'wycofanie' },
  shadow: { en: 'shadow', pl: 'tryb cienia' },
  canary: { en: 'canary', pl: 'ruch próbny' },
  unassign: { en: 'taken out', pl: 'usunięcie z etapu' },
  register: { en: 'registered', pl: 'rejestracja' },
  deregister: { en: 'deregistered', pl: 'wyrejestrowanie' },
  deprecate: { en: 'deprecated', pl: 'wycofanie z użycia' },
  create: { en: 'created', pl: 'utworzenie' },
  assign: { en: 'assigned', pl: 'przypisanie' },
};

/** Words of the trail that the command line and the editor's page share. */
export const trailWords = {
  title: { en: 'Release history', pl: 'Historia wydań' },
  incomplete: {
    en: 'This history is incomplete. {problem}. Releases that only this registry knows are missing.',
    pl: 'Ta historia jest niepełna. {problem}. Brakuje wydań, które zna tylko ten rejestr.',
  },
  askServers: {
    en: 'To ask it: Ask Servers for Versions in the editor, --online on the command line.',
    pl: 'Aby o nie zapytać: „Zapytaj serwery o wersje” w edytorze, --online w wierszu poleceń.',
  },
  none: { en: 'Nothing was released yet.', pl: 'Niczego jeszcze nie wydano.' },
  releases: { en: 'Releases', pl: 'Wydania' },
  figures: { en: 'Figures', pl: 'Liczby' },
  notes: { en: 'Remarks', pl: 'Uwagi' },
  time: { en: 'Time (UTC)', pl: 'Czas (UTC)' },
  model: { en: 'Model', pl: 'Model' },
  stage: { en: 'Stage', pl: 'Etap' },
  what: { en: 'What', pl: 'Co' },
  change: { en: 'Version', pl: 'Wersja' },
  who: { en: 'Who', pl: 'Kto' },
  why: { en: 'Why', pl: 'Dlaczego' },
  gates: { en: 'Gates', pl: 'Bramki' },
  where: { en: 'Recorded in', pl: 'Zapisano w' },
  empty: { en: 'empty', pl: 'pusty' },
  returned: { en: 'back to an earlier version, no record', pl: 'powrót do wcześniejszej wersji, bez zapisu' },
  noRecord: { en: '{action}, no record', pl: '{action}, bez zapisu' },
  byHand: { en: 'changed by hand', pl: 'zmiana ręczna' },
  shares: { en: '{before} → {after} %', pl: '{before} → {after} %' },
  share: { en: '{after} %', pl: '{after} %' },
  signed: { en: '{who} (signed)', pl: '{who} (podpisane)' },
  claimed: { en: '{who} (claimed)', pl: '{who} (bez podpisu)' },
  legend: {
    en: 'Claimed: it is said so, and nothing proves it. Signed: a signature is there; check it with git tag -v or git verify-commit. A version in brackets follows from earlier events; no record says it.',
    pl: 'Bez podpisu: tak zapisano i nic tego nie dowodzi. Podpisane: podpis jest; sprawdź go poleceniem git tag -v albo git verify-commit. Wersja w nawiasie wynika z wcześniejszych zdarzeń; nie mówi tego żaden zapis.',
  },
  passed: { en: 'passed', pl: 'spełniona' },
  failed: { en: 'FAILED', pl: 'NIESPEŁNIONA' },
  overridden: { en: 'overridden', pl: 'pominięte mimo niespełnienia' },
  alert: { en: 'alert {name} since {time}', pl: 'alert {name} od {time}' },
  releaseCount: { en: 'Releases', pl: 'Wydania' },
  rollbackCount: { en: 'Rollbacks', pl: 'Wycofania' },
  lives: { en: 'Release to rollback', pl: 'Od wydania do wycofania' },
  alerts: { en: 'Alert to rollback', pl: 'Od alertu do wycofania' },
  times: { en: 'median {median}, n = {n}: {values}', pl: 'mediana {median}, n = {n}: {values}' },
  minutes: { en: '{m} min', pl: '{m} min' },
  hours: { en: '{h} h {m} min', pl: '{h} godz. {m} min' },
  days: { en: '{d} d {h} h', pl: '{d} d {h} godz.' },
  seconds: { en: '{s} s', pl: '{s} s' },
} as const satisfies Readonly<Record<string, Text>>;

/** Says a word of the trail in a language. */
export type TrailSay = (name: keyof typeof trailWords, args?: Readonly<Record<string, string | number>>) => string;

/** The words of a language. */
export function trailSay(language: Language): TrailSay {
  return (name, args = {}) => format(message(trailWords[name], args), language);
}

/** What happened, with the shares of traffic where some moved. */
export function actionText(entry: TrailEntry, language: Language): string {
  const say = trailSay(language);
  const { action, role, isReturn, recorded, registry, stage, traffic } = entry;
  const name = format(message(actions[action]), language);
  if (!recorded && registry === 'kubernetes') {
    return role === null || role === 'main' ? say('byHand') : `${say('byHand')}, ${format(message(actions[role]), language)}`;
  }
  if (isReturn) return say('returned');
  // A registration needs no record: its tag says all of it.
  if (!recorded) return stage === null ? name : say('noRecord', { action: name });
  if (traffic === null) return name;
  const { before, after } = traffic;
  return `${name}, ${before === null ? say('share', { after }) : say('shares', { before, after })}`;
}

/** From which version to which one; in brackets the version that was derived. */
export function changeText({ from, fromSource, to }: Pick<TrailEntry, 'from' | 'fromSource' | 'to'>): string {
  if (from === null) return to === null ? '' : shortVersion(to);
  const before = shortVersion(from);
  return `${fromSource === 'derived' ? `(${before})` : before} → ${to === null ? '–' : shortVersion(to)}`;
}

/** Who did it, with whether that is more than a claim. */
export function whoText(entry: Pick<StageNow, 'by' | 'actor' | 'identity'>, language: Language): string {
  const who = entry.actor ?? entry.by ?? '';
  return who === '' ? '–' : trailSay(language)(entry.identity, { who });
}

/** A commit stands for a version that was never registered. */
export function shortVersion(version: string): string {
  return /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(version) ? version.slice(0, 10) : version;
}

/** Where it is recorded: tags, keys and paths, the latter with the commit. */
export function placesOf({ registry, ref, commit, also }: TrailEntry): readonly string[] {
  return [{ registry, ref, commit }, ...also].map((place) =>
    place.registry === 'kubernetes' ? `${place.ref} ${place.commit?.slice(0, 10) ?? ''}`.trim() : place.ref,
  );
}

/** A length of time in its two greatest units. */
export function durationText(milliseconds: number, language: Language): string {
  const say = trailSay(language);
  const minutes = Math.floor(milliseconds / 60_000);
  if (minutes < 1) return say('seconds', { s: Math.round(milliseconds / 1000) });
  if (minutes < 60) return say('minutes', { m: minutes });
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return say('hours', { h: hours, m: minutes % 60 });
  return say('days', { d: Math.floor(hours / 24), h: hours % 24 });
}
