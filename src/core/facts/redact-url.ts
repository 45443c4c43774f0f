const secretParameter = /([?&;](?:[\w-]*(?:token|secret|password|passwd|signature|api[_-]?key|access[_-]?key)|sig|key|pwd)=)[^&;#\s]*/gi;

/**
 * A URL that may be shown: passwords, and over http(s) any user information without a password (tokens stand there), become `***`,
 * and so do the values of query parameters whose names say that they are secret. Other texts come back as they are.
 */
export function redactUrl(url: string): string {
  return url
    .replace(
      /^([A-Za-z][A-Za-z0-9+.-]*:\/\/)([^/?#\s]*)@/,
      (_whole, scheme: string, user: string) => `${scheme}${redactUser(scheme, user)}@`,
    )
    .replace(secretParameter, '$1***');
}

/** Whether a URL holds what `redactUrl` would hide. */
export function hasUrlSecret(url: string): boolean {
  return redactUrl(url) !== url;
}

function redactUser(scheme: string, user: string): string {
  const colon = user.indexOf(':');
  if (colon >= 0) return colon === user.length - 1 ? user : `${user.slice(0, colon)}:***`;
  return /^https?:/i.test(scheme) && user !== '' ? '***' : user;
}
