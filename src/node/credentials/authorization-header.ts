import type { CredentialReference } from '../../ports/credentials.ts';

/** Finds the value behind `env:NAME` or `secret`; null where there is none or it may not be used. */
export type LookUp = (reference: string) => Promise<string | null>;

/**
 * The value of an `Authorization` header; null where a part of the credential is missing. A user name may stand in the manifest as it is, a
 * password or token never does: what is neither `env:NAME` nor `secret` is no credential.
 */
export async function authorizationHeader(reference: CredentialReference, lookUp: LookUp): Promise<string | null> {
  if (reference.kind === 'token') {
    const token = await secretValue(reference.token, lookUp);
    return token === null ? null : `Bearer ${token}`;
  }
  const user = reference.user.startsWith('env:') ? await secretValue(reference.user, lookUp) : reference.user;
  const password = user === null ? null : await secretValue(reference.password, lookUp);
  return user === null || password === null ? null : `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

async function secretValue(reference: string, lookUp: LookUp): Promise<string | null> {
  if (reference !== 'secret' && !reference.startsWith('env:')) return null;
  // Files and pipes end their last line; no token or password does.
  const value = (await lookUp(reference))?.replace(/[\r\n]+$/, '') ?? '';
  return value === '' ? null : value;
}
