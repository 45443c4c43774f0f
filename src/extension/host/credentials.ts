/** The person's secrets in the editor. May not import `vscode`, so that it is tested without an editor. */
import * as z from 'zod';
import { authorizationHeader } from '../../node/credentials/authorization-header.ts';
import type { Credentials } from '../../ports/credentials.ts';

/** Where secrets are kept: the editor's own encrypted store. */
export interface SecretStore {
  get(key: string): Thenable<string | undefined>;
  store(key: string, value: string): Thenable<void>;
  delete(key: string): Thenable<void>;
}

/** Where it is kept for which origins there are secrets, and which variables were allowed: names only, never values. */
export interface NameStore {
  get(key: string): unknown;
  update(key: string, value: unknown): Thenable<void>;
}

/** What credentials stand on. */
export interface EditorCredentialsOptions {
  readonly secrets: SecretStore;
  readonly names: NameStore;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Asks the person whether a variable may be sent to an origin. */
  mayUse(variable: VariableForOrigin): Promise<boolean>;
}

/** An environment variable's name with the origin (scheme, host and port) that may have its value. */
export interface VariableForOrigin {
  readonly name: string;
  readonly origin: string;
}

/** A secret that a person typed. `user` is null for a token. */
export interface StoredSecret {
  readonly user: string | null;
  readonly value: string;
}

/** What is known of one origin, without any value. */
export interface KnownOrigin {
  readonly origin: string;
  readonly hasSecret: boolean;
  /** Names of variables that were allowed for it. */
  readonly variables: readonly string[];
}

const originsKey = 'airworthy.credentials.origins';
const variablesKey = 'airworthy.credentials.variables';
const originsSchema = z.array(z.string()).catch([]);
const variablesSchema = z.array(z.object({ name: z.string(), origin: z.string() })).catch([]);
const secretSchema = z.object({ user: z.string().nullable(), value: z.string() });

/** Secrets by origin. A variable is read only after the person allowed that very name for that very origin. */
export class EditorCredentials implements Credentials {
  readonly #options: EditorCredentialsOptions;
  /** What was refused since the window opened: who says no is not asked again at once. */
  readonly #refused = new Set<string>();

  constructor(options: EditorCredentialsOptions) {
    this.#options = options;
  }

  async authorization(origin: string, reference: Parameters<Credentials['authorization']>[1], signal: AbortSignal): Promise<string | null> {
    signal.throwIfAborted();
    const secret = await this.#secret(origin);
    // Whoever stored a user and a password for an origin means both, whatever the manifest calls it.
    if (reference.kind === 'token' && reference.token === 'secret' && secret !== null && secret.user !== null) {
      return authorizationHeader({ kind: 'basic', user: secret.user, password: 'secret' }, () => Promise.resolve(secret.value));
    }
    return authorizationHeader(reference, (wanted) =>
      wanted === 'secret' ? Promise.resolve(secret?.value ?? null) : this.#variable({ name: wanted.slice('env:'.length), origin }),
    );
  }

  /** The origins that anything is kept for, in order of their names. */
  origins(): readonly KnownOrigin[] {
    const [origins, variables] = [this.#origins(), this.#variables()];
    return [...new Set([...origins, ...variables.map(({ origin }) => origin)])].sort().map((origin) => ({
      origin,
      hasSecret: origins.includes(origin),
      variables: variables.filter((each) => each.origin === origin).map(({ name }) => name),
    }));
  }

  /** Keeps a secret for an origin, in place of the one before. */
  async store(origin: string, secret: StoredSecret): Promise<void> {
    await this.#options.secrets.store(keyOf(origin), JSON.stringify(secret));
    await this.#options.names.update(originsKey, [...new Set([...this.#origins(), origin])]);
  }

  /** Forgets an origin's secret and what was allowed for it. */
  async forget(origin: string): Promise<void> {
    await this.#options.secrets.delete(keyOf(origin));
    await this.#options.names.update(
      originsKey,
      this.#origins().filter((each) => each !== origin),
    );
    await this.#options.names.update(
      variablesKey,
      this.#variables().filter((each) => each.origin !== origin),
    );
    for (const refused of [...this.#refused]) if (refused.startsWith(`${origin}\n`)) this.#refused.delete(refused);
  }

  /** Takes back that a variable may be sent to an origin. */
  async revoke({ name, origin }: VariableForOrigin): Promise<void> {
    const kept = this.#variables().filter((each) => each.name !== name || each.origin !== origin);
    await this.#options.names.update(variablesKey, kept);
  }

  async #variable(variable: VariableForOrigin): Promise<string | null> {
    const { name, origin } = variable;
    const value = this.#options.environment[name];
    if (value === undefined) return null;
    const isAllowed = this.#variables().some((each) => each.name === name && each.origin === origin);
    if (isAllowed) return value;
    const key = `${origin}\n${name}`;
    if (this.#refused.has(key)) return null;
    if (!(await this.#options.mayUse(variable))) {
      this.#refused.add(key);
      return null;
    }
    await this.#options.names.update(variablesKey, [...this.#variables(), { name, origin }]);
    return value;
  }

  async #secret(origin: string): Promise<StoredSecret | null> {
    const text = await this.#options.secrets.get(keyOf(origin));
    if (text === undefined) return null;
    try {
      return secretSchema.safeParse(JSON.parse(text)).data ?? null;
    } catch {
      return null;
    }
  }

  #origins(): readonly string[] {
    return originsSchema.parse(this.#options.names.get(originsKey));
  }

  #variables(): readonly VariableForOrigin[] {
    return variablesSchema.parse(this.#options.names.get(variablesKey));
  }
}

function keyOf(origin: string): string {
  return `airworthy.credential ${origin}`;
}

/** The origin of an address that a person typed; null where it is no http or https address. */
export function originOf(text: string): string | null {
  try {
    const { protocol, origin } = new URL(text.trim());
    return protocol === 'http:' || protocol === 'https:' ? origin : null;
  } catch {
    return null;
  }
}
