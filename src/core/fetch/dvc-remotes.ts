import { type ConfigEntry, readConfigObj } from '../facts/dvc/config-obj.ts';
import { type Message, type Text, message } from '../l10n/message.ts';
import { createSourceText } from '../model/source-text.ts';

/** A remote, and how its objects can be had. */
export type DvcRemotePlace =
  /** A folder, absolute or relative to `.dvc`. */
  | { readonly kind: 'folder'; readonly name: string; readonly path: string }
  /** Without a slash at the end and without credentials. */
  | { readonly kind: 'http'; readonly name: string; readonly url: string }
  /** Only DVC itself can read it. */
  | { readonly kind: 'dvc'; readonly name: string; readonly why: Message };

/** The remotes of a DVC project. */
export interface DvcRemotes {
  /** By name in lower case. */
  readonly byName: ReadonlyMap<string, DvcRemotePlace>;
  /** The default remote's name in lower case; null where none is said. */
  readonly defaultName: string | null;
}

const texts = {
  scheme: { en: 'The remote {name} is on {scheme}.', pl: 'Zdalny magazyn {name} działa na {scheme}.' },
  network: { en: 'The remote {name} is a folder on another machine.', pl: 'Zdalny magazyn {name} to folder na innym komputerze.' },
  noUrl: { en: 'The remote {name} has no url that can be used.', pl: 'Zdalny magazyn {name} nie ma adresu, którego można użyć.' },
  versioned: {
    en: 'The remote {name} keeps versions by itself (version_aware or worktree).',
    pl: 'Zdalny magazyn {name} sam przechowuje wersje (version_aware albo worktree).',
  },
  credentials: {
    en: 'The remote {name} wants credentials or settings that only DVC knows ({option}).',
    pl: 'Zdalny magazyn {name} wymaga poświadczeń lub ustawień znanych tylko DVC ({option}).',
  },
} as const satisfies Readonly<Record<string, Text>>;

/** Options by which a server wants more than the object's address. */
const httpOptions = [
  'auth',
  'user',
  'password',
  'ask_password',
  'custom_auth_header',
  'token',
  'bearer_token_command',
  'cert_path',
  'key_path',
];

/** The remotes of `.dvc/config` with `.dvc/config.local` above it, option by option, as DVC merges them. */
export function readDvcRemotes(files: { readonly config: string; readonly local: string }): DvcRemotes {
  const options = new Map<string, Map<string, string>>();
  for (const text of [files.config, files.local]) {
    for (const { name, depth, entries } of readConfigObj(createSourceText('.dvc/config', text)).sections) {
      if (depth > 1) continue;
      const section = name.value.trim().toLowerCase();
      const known = options.get(section) ?? new Map<string, string>();
      for (const entry of entries) known.set(...optionOf(entry));
      options.set(section, known);
    }
  }
  const byName = new Map<string, DvcRemotePlace>();
  for (const [section, values] of options) {
    const name = /^remote\s*"(.*)"$/.exec(section)?.[1];
    if (name !== undefined) byName.set(name, placeOf(name, values));
  }
  return { byName, defaultName: options.get('core')?.get('remote')?.toLowerCase() ?? null };
}

function optionOf({ key, value }: ConfigEntry): [string, string] {
  return [key.value.toLowerCase(), value.value.trim()];
}

function placeOf(name: string, options: ReadonlyMap<string, string>): DvcRemotePlace {
  const onlyDvc = (text: Text, args: Message['args'] = {}): DvcRemotePlace => ({
    kind: 'dvc',
    name,
    why: message(text, { name, ...args }),
  });
  const isOn = (option: string): boolean => options.get(option)?.toLowerCase() === 'true';
  const url = options.get('url') ?? '';
  if (url === '' || /[\0-\x1f\x7f]/.test(url)) return onlyDvc(texts.noUrl);
  if (isOn('version_aware') || isOn('worktree')) return onlyDvc(texts.versioned);
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):\/\//.exec(url)?.[1]?.toLowerCase();
  if (scheme === 'http' || scheme === 'https') return serverOf(name, url, options, onlyDvc);
  if (scheme !== undefined) return onlyDvc(texts.scheme, { scheme });
  // `\\server\share` would make Windows send the person's name and password digest there.
  if (/^[\\/]{2}/.test(url)) return onlyDvc(texts.network);
  return url.startsWith('~') ? onlyDvc(texts.noUrl) : { kind: 'folder', name, path: url };
}

function serverOf(
  name: string,
  written: string,
  options: ReadonlyMap<string, string>,
  onlyDvc: (text: Text, args?: Message['args']) => DvcRemotePlace,
): DvcRemotePlace {
  const option = httpOptions.find((key) => (options.get(key) ?? '') !== '' && options.get(key)?.toLowerCase() !== 'false');
  if (option !== undefined) return onlyDvc(texts.credentials, { option });
  const verify = options.get('ssl_verify') ?? 'true';
  if (verify.toLowerCase() !== 'true') return onlyDvc(texts.credentials, { option: 'ssl_verify' });
  // The scheme, the host with its port and a path: user names, queries and fragments are credentials or no place for objects.
  const parts = /^https?:\/\/[^/?#@\s\\]+(?:\/[^?#\s\\]*)?$/i.exec(written);
  return parts === null ? onlyDvc(texts.credentials, { option: 'url' }) : { kind: 'http', name, url: written.replace(/\/+$/, '') };
}
