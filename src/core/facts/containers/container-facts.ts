/** What Dockerfiles and compose files say, with places. */
import type { Located, Span } from '../../model/span.ts';

/** A reference to a container image, taken apart. */
export interface ImageReference {
  readonly name: string;
  readonly tag: string | null;
  readonly digest: string | null;
  /** True where a variable is left in it, so that nothing can be said. */
  readonly unresolved: boolean;
}

/** One instruction, continuation lines joined. */
export interface DockerInstruction {
  /** In upper case, such as RUN. */
  readonly keyword: string;
  readonly arguments: string;
  readonly span: Span;
}

/** A build stage. */
export interface DockerStage {
  /** The image with variables filled in as far as they are known; its span is the word as written. */
  readonly image: Located<string>;
  readonly reference: ImageReference;
  readonly alias: string | null;
  /** True for `scratch` and for names of earlier stages: nothing is pulled. */
  readonly internal: boolean;
}

/** A Dockerfile. */
export interface DockerfileFacts {
  readonly stages: readonly DockerStage[];
  readonly instructions: readonly DockerInstruction[];
  /** What the last stage starts: ENTRYPOINT and CMD joined as a command line; null where there is none. */
  readonly start: Located<string> | null;
  /** Images that `COPY --from` takes files from; they are pulled too, but nothing builds on them. */
  readonly copied: readonly { readonly image: Located<string>; readonly reference: ImageReference }[];
}

/** A service of a compose file. */
export interface ComposeService {
  readonly name: Located<string>;
  readonly image: Located<string> | null;
  readonly reference: ImageReference | null;
  /** The build context as written. */
  readonly build: string | null;
  readonly command: string | null;
  /** Bind mounts and volumes as written. */
  readonly volumes: readonly Located<string>[];
  /** Ports that this machine publishes, as `[IP:]HOST:CONTAINER[/PROTOCOL]`; what a container only opens to others is left out. */
  readonly ports: readonly Located<string>[];
  readonly healthcheck: Span | null;
  readonly replicas: number | null;
}

/** A compose file. */
export interface ComposeFacts {
  readonly services: readonly ComposeService[];
}
