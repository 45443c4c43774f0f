import type { Message } from '../l10n/message.ts';
import type { DvcRemotePlace } from './dvc-remotes.ts';

/** Where an artefact can be had. */
export type ArtefactPlace =
  | { readonly kind: 'git' }
  | { readonly kind: 'cache' }
  /** A remote that can be read without DVC. A server was not asked, so that what it has is not known yet. */
  | { readonly kind: 'remote'; readonly name: string; readonly location: string; readonly isAsked: boolean }
  /** Only DVC can get it, by this command. */
  | { readonly kind: 'dvc'; readonly why: Message; readonly command: string }
  | { readonly kind: 'nowhere'; readonly why: Message };

/** Whether it can be fetched here. */
export function isAvailable(place: ArtefactPlace): boolean {
  return place.kind === 'git' || place.kind === 'cache' || place.kind === 'remote';
}

/** Where a remote's objects stand, for people. */
export function locationOf(remote: Exclude<DvcRemotePlace, { kind: 'dvc' }>): string {
  return remote.kind === 'http' ? remote.url : remote.path;
}

/** The command by which DVC copies a path of any commit to a place, quoted for a shell: it changes nothing in the repository. */
export function dvcGetCommand(words: {
  readonly root: string;
  readonly path: string;
  readonly commit: string;
  readonly target: string;
}): string {
  const { root, path, commit, target } = words;
  return ['dvc', 'get', root, path.startsWith('-') ? `./${path}` : path, '--rev', commit, '--out', target].map(quoted).join(' ');
}

/** In single quotes, in which a shell takes everything as it is, unless every character is plain. */
function quoted(word: string): string {
  return /^[A-Za-z0-9_/.:=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
