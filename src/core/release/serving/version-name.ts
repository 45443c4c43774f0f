/** Names of versions as manifests spell them, and the labels that carry them. */

/** Labels and annotations whose value is the version of what is served. */
export const versionLabel =
  /^(?:(?:app\.kubernetes\.io\/|serving\.kserve\.io\/)?version|model[-_.]?version|(?:[\w.-]+\/)model[-_.]?version)$/i;

/** Labels that can mean nothing but the model; the others may carry the version of a chart or of an application. */
export const modelVersionLabel = /model[-_.]?version$/i;

/** Whether a text is a version's name and not a word such as `canary`. */
export function looksLikeVersion(text: string): boolean {
  return /^v?\d+(?:[._]\d+)*(?:[-+][\w.+-]+)?$/i.test(text) || /^sha256:[0-9a-f]{64}$/.test(text);
}

/** Whether two names are of one version: a leading `v` and the spelling of dots do not count. */
export function isSameVersion(one: string, other: string): boolean {
  return plainVersion(one) === plainVersion(other);
}

/** A version's name without its leading `v`, with dots. */
export function plainVersion(version: string): string {
  const plain = version.replace(/^v(?=\d)/i, '');
  return /^\d+(?:_\d+){2}$/.test(plain) ? plain.replaceAll('_', '.') : plain;
}

/** Whether two names can be compared: a number of a registry and a release of three parts cannot. */
export function isSameScheme(one: string, other: string): boolean {
  const scheme = (version: string): number | null => {
    const core = /^(\d+(?:\.\d+)*)(?:[-+].*)?$/.exec(plainVersion(version))?.[1];
    return core === undefined ? null : core.split('.').length;
  };
  return scheme(one) !== null && scheme(one) === scheme(other);
}

/**
 * A version in the spelling of another: behind `1.4.0` v1.5.0 is `1.5.0`, behind `v1_4_0` it is `v1_5_0`. Null where the one is a number
 * and the other a release, or either is no version, so that nobody can tell what was meant.
 */
export function spelledLike(version: string, model: string): string | null {
  const parts = (name: string): number =>
    plainVersion(name)
      .replace(/[-+].*$/, '')
      .split('.').length;
  if (!/^v?\d/i.test(version) || !/^v?\d/i.test(model) || (parts(version) === 1) !== (parts(model) === 1)) return null;
  const prefix = /^v/i.exec(model)?.[0] ?? '';
  const plain = plainVersion(version);
  const isUnderscored = /^v?\d+(?:_\d+){2}$/i.test(model);
  if (isUnderscored && !/^\d+(?:\.\d+){2}$/.test(plain)) return null;
  return prefix + (isUnderscored ? plain.replaceAll('.', '_') : plain);
}
