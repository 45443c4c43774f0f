/** What MLflow's files say, with places. */
import type { Located, Span } from '../../model/span.ts';

/** An MLmodel. Without a field the value is null. */
export interface MlmodelFacts {
  readonly flavors: readonly { readonly name: Located<string>; readonly version: string | null }[];
  readonly runId: Located<string> | null;
  readonly modelUuid: string | null;
  readonly mlflowVersion: Located<string> | null;
  /** The signature's place where it has inputs, outputs or parameters. */
  readonly signature: Span | null;
  readonly inputExample: Span | null;
  /** Environment files the python_function flavour names, relative to the repository. */
  readonly environmentFiles: readonly string[];
  /** Framework versions by package name, such as scikit-learn → 1.5.0. */
  readonly frameworks: readonly { readonly package: string; readonly version: Located<string> }[];
  /** Files or folders the flavours load, relative to the repository. */
  readonly modelPaths: readonly string[];
  /** Where a finding about something absent is shown: the `flavors` key, else the first key. */
  readonly anchor: Span;
}

/** An MLproject. */
export interface MlprojectFacts {
  readonly name: Located<string> | null;
  readonly entryPoints: readonly { readonly name: Located<string>; readonly command: Located<string> | null }[];
  /** The environment file as written, or the docker image. */
  readonly environment: Located<string> | null;
}
