/** Who made an annotated tag, as the tag itself claims; only a signature could prove it. */
export interface Tagger {
  readonly name: string;
  readonly email: string;
  /** Milliseconds since 1970-01-01T00:00Z, whole seconds as Git keeps them. */
  readonly at: number;
  /** The tagger's offset from UTC as Git writes it, such as `+0100`. */
  readonly offset: string;
}

/**
 * A Git tag as far as it could be read.
 * Read from files alone (Restricted Mode), `kind` may be `unknown` and `tagger` and `message` are null for every tag.
 */
export interface ReleaseTag {
  /** The name without `refs/tags/`. */
  readonly name: string;
  readonly kind: 'annotated' | 'lightweight' | 'unknown';
  /** Id of the object the tag's ref holds: the tag object of an annotated tag, else what the tag points to. */
  readonly object: string;
  /** The commit the tag leads to after peeling; null where it leads to none or could not be peeled. */
  readonly commit: string | null;
  readonly tagger: Tagger | null;
  /** The whole message of an annotated tag, signature left out; null for other tags. */
  readonly message: string | null;
  /** True where the tag carries a signature; nothing here checks one. */
  readonly signed: boolean;
}
