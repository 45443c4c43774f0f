import type { CredentialReference, Credentials } from '../../ports/credentials.ts';

/** A manifest's `auth` of a source. */
export type SourceAuth = { readonly token: string } | { readonly user: string; readonly password: string };

/** MLflow's own variables, in the order in which its Python client takes them. */
const mlflowOwn: readonly CredentialReference[] = [
  { kind: 'basic', user: 'env:MLFLOW_TRACKING_USERNAME', password: 'env:MLFLOW_TRACKING_PASSWORD' },
  { kind: 'token', token: 'env:MLFLOW_TRACKING_TOKEN' },
];

/**
 * The header for a server: what its source's `auth` names and nothing else, or without one MLflow's own variables and then the secret store.
 * Whether a variable may be used at all is for `Credentials` to say. Each is looked up once.
 */
export function mlflowAuthorization(
  credentials: Credentials,
  { url, auth }: { readonly url: string; readonly auth: SourceAuth | undefined },
): (signal: AbortSignal) => Promise<string | null> {
  const references = auth === undefined ? [...mlflowOwn, { kind: 'token', token: 'secret' } as const] : [referenceOf(auth)];
  let known: Promise<string | null> | null = null;
  return (signal) => {
    known ??= firstOf(credentials, { origin: new URL(url).origin, references }, signal).catch((error: unknown) => {
      known = null;
      throw error;
    });
    return known;
  };
}

function referenceOf(auth: SourceAuth): CredentialReference {
  return 'token' in auth ? { kind: 'token', token: auth.token } : { kind: 'basic', user: auth.user, password: auth.password };
}

async function firstOf(
  credentials: Credentials,
  { origin, references }: { readonly origin: string; readonly references: readonly CredentialReference[] },
  signal: AbortSignal,
): Promise<string | null> {
  for (const reference of references) {
    const header = await credentials.authorization(origin, reference, signal);
    if (header !== null) return header;
  }
  return null;
}
