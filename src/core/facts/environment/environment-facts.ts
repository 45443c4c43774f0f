/** What dependency files say, with places. */
import type { Located, Span } from '../../model/span.ts';

/** A declared dependency. */
export interface Dependency {
  /** As written, without extras. */
  readonly name: string;
  /** The specifier as written, such as `>=1.2,<2`; null where there is none. */
  readonly specifier: string | null;
  /** An exact version, a direct reference with a commit or hash, or conda's exact form. */
  readonly pinned: boolean;
  /** The exact version where it is pinned to one. */
  readonly version: string | null;
  /** `main`, or the extra or group that holds it. */
  readonly group: string;
  /** The requirement itself, without comment and line end. */
  readonly span: Span;
  /** The specifier alone, else the empty place behind name and extras where one may be put. */
  readonly specifierSpan: Span;
}

/** requirements.txt and its kin. */
export interface RequirementsFacts {
  readonly dependencies: readonly Dependency[];
  /** Files that are included (`-r`) or constrain (`-c`), relative to the repository. */
  readonly includes: readonly { readonly kind: 'requirement' | 'constraint'; readonly path: string; readonly span: Span }[];
  /** True where every requirement carries `--hash`. */
  readonly hashed: boolean;
  readonly indexUrls: readonly Located<string>[];
}

/** A conda environment file. */
export interface CondaFacts {
  readonly name: string | null;
  readonly dependencies: readonly Dependency[];
}

/** A pyproject.toml. */
export interface PyprojectFacts {
  readonly name: string | null;
  readonly dependencies: readonly Dependency[];
  /** Tool tables that are present, such as `pytest`, `poetry`, `uv`. */
  readonly tools: readonly string[];
  readonly scripts: readonly { readonly name: string; readonly target: string }[];
}

/** Any lock file of Python packages: what it pins. */
export interface LockFacts {
  readonly tool: 'uv' | 'poetry' | 'pipenv' | 'pdm' | 'pylock' | 'conda-lock' | 'pixi' | 'pip-compile';
  /** Version by normalised package name (lower case, `-` for runs of `-`, `_`, `.`). Of several versions the first. */
  readonly packages: ReadonlyMap<string, string>;
}
