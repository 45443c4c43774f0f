/** What a build of Google Cloud Build says, with places (https://cloud.google.com/build/docs/build-config-file-schema). */
import type { Located, Span } from '../../model/span.ts';

/** A step: a container and what it runs. */
export interface CloudBuildStep {
  readonly id: string | null;
  /** The image, such as `gcr.io/cloud-builders/docker`. */
  readonly image: Located<string>;
  readonly entrypoint: string | null;
  readonly args: readonly string[];
  /** `script`, which stands in the place of entry point and arguments. */
  readonly script: Located<string> | null;
  /** The folder it runs in, relative to the source. */
  readonly folder: string;
  /** True where its failure stops nothing: `allowFailure`, or an exit code that is allowed. */
  readonly forgiven: boolean;
  readonly span: Span;
}

/** A build. What starts it is no part of the file: triggers stand in the project's settings. */
export interface CloudBuildFacts {
  readonly steps: readonly CloudBuildStep[];
  /** Images that it pushes when all steps have succeeded. */
  readonly images: readonly Located<string>[];
  readonly substitutions: ReadonlyMap<string, string>;
}
