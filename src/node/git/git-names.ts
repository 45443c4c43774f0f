import { gitError } from './git-errors.ts';

/** A tag's name if Git takes it and no argument can be mistaken for an option; `invalid-name` otherwise. See git-check-ref-format(1). */
export function checkedTagName(name: string): string {
  const bad =
    name === '' ||
    name === '@' ||
    name.startsWith('-') ||
    name.endsWith('.') ||
    /[\0-\x20\x7f~^:?*[\\]|\.\.|@\{/.test(name) ||
    name.split('/').some((part) => part === '' || part.startsWith('.') || part.endsWith('.lock'));
  if (bad) throw gitError('invalidName', { name: printable(name) });
  return name;
}

/** A branch's full name if Git takes it. */
export function checkedBranch(name: string): string {
  if (!name.startsWith('refs/heads/')) throw gitError('invalidName', { name: printable(name) });
  checkedTagName(name.slice('refs/heads/'.length));
  return name;
}

/** A remote's name that cannot be read as an option, a path or an address. */
export function checkedRemoteName(name: string): string {
  if (!/^[A-Za-z0-9_][A-Za-z0-9._/-]*$/.test(name) || name.includes('..')) throw gitError('invalidName', { name: printable(name) });
  return name;
}

/** A revision that cannot be read as an option and holds no control character. */
export function checkedRevision(revision: string): string {
  if (revision === '' || revision.startsWith('-') || /[\0-\x1f\x7f]/.test(revision)) {
    throw gitError('invalidName', { name: printable(revision) });
  }
  return revision;
}

/** A full object id. */
export function checkedObject(object: string): string {
  if (!/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(object)) throw gitError('invalidName', { name: printable(object) });
  return object;
}

function printable(name: string): string {
  return JSON.stringify(name.slice(0, 200));
}
