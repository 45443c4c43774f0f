import type { Credentials } from '../../ports/credentials.ts';
import { authorizationHeader } from './authorization-header.ts';

/** What a command line may use. */
export interface EnvironmentCredentialsOptions {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Names that `--allow-env` gave; every other variable stays unread, whatever a manifest says. */
  readonly allowed: ReadonlySet<string>;
}

/** The credentials of a command line: variables that were allowed by name. It has no store, so that `secret` is nothing here. */
export function environmentCredentials({ environment, allowed }: EnvironmentCredentialsOptions): Credentials {
  return {
    authorization(_origin, reference, signal) {
      signal.throwIfAborted();
      return authorizationHeader(reference, (wanted) => {
        const name = wanted.startsWith('env:') ? wanted.slice('env:'.length) : null;
        return Promise.resolve(name !== null && allowed.has(name) ? (environment[name] ?? null) : null);
      });
    },
  };
}
