/** What a manifest's `auth` may hold: where a credential is found, never the credential itself. */
export type CredentialReference =
  { readonly kind: 'token'; readonly token: string } | { readonly kind: 'basic'; readonly user: string; readonly password: string };

/** The secrets of one person, each kept for one origin (scheme, host and port) and given to that origin alone. */
export interface Credentials {
  /**
   * The value of an `Authorization` header for an origin, from `secret` (the secret store) or `env:NAME`; null where none is there or the
   * person did not allow that pair of name and origin. Never logged, never shown.
   */
  authorization(origin: string, reference: CredentialReference, signal: AbortSignal): Promise<string | null>;
}
