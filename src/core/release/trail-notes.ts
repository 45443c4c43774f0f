import { type Message, type Text, message } from '../l10n/message.ts';

const texts = {
  contradicts: {
    en: 'A record is there, but it contradicts what happened ({said}), so nothing of it is shown.',
    pl: 'Zapis istnieje, ale przeczy temu, co się stało ({said}), więc nic z niego nie pokazano.',
  },
  otherModel: {
    en: 'The record is of another model ({said}), so nothing of it is shown.',
    pl: 'Zapis dotyczy innego modelu ({said}), więc nic z niego nie pokazano.',
  },
  formerName: { en: 'The record calls the model {said}.', pl: 'Zapis nazywa model {said}.' },
  fromDiffers: {
    en: 'The record says that {stage} held {from} before; what is known of earlier events says {derived}.',
    pl: 'Zapis mówi, że w etapie {stage} było wcześniej {from}; z wcześniejszych zdarzeń wynika {derived}.',
  },
  actorDiffers: { en: 'Written by {by}; the record names {actor}.', pl: 'Zapisane przez {by}; zapis podaje: {actor}.' },
  comesBack: { en: 'After that, {stage} holds {version} again.', pl: 'Po tym w etapie {stage} znów jest {version}.' },
  withoutEffect: {
    en: '{version} was deregistered then, so that {stage} did not come to hold it.',
    pl: 'Wersja {version} była wtedy wyrejestrowana, więc nie znalazła się w etapie {stage}.',
  },
  byHand: { en: 'The manifest was changed by hand.', pl: 'Manifest zmieniono ręcznie.' },
  unread: {
    en: 'What the manifest served then could not be read, so the record was not compared with it.',
    pl: 'Nie udało się odczytać, co manifest wtedy udostępniał, więc zapisu z nim nie porównano.',
  },
} as const satisfies Readonly<Record<string, Text>>;

/** A remark on an entry of the trail. */
export function trailNote(name: keyof typeof texts, args: Readonly<Record<string, string>> = {}): Message {
  return message(texts[name], args);
}

/** A record whose writer and actor are two people's names. An e-mail address behind the actor's name does not count. */
export function actorNotes(by: string, actor: string): readonly Message[] {
  const address = actor.lastIndexOf('<');
  const name = (address < 0 ? actor : actor.slice(0, address)).trim();
  return name === '' || by === '' || name === by.trim() ? [] : [trailNote('actorDiffers', { by, actor })];
}
