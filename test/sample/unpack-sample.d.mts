/** What went wrong, in words for the person who asked for the sample. */
export declare class SampleError extends Error {}

/** The names of the samples in `media` (default: media/sample of this checkout), in alphabetical order. */
export declare function sampleNames(media?: string): string[];

/**
 * Unpacks a sample into an absent or empty folder and returns its absolute path; `withRemote` also fills `NAME-remote` beside it,
 * the DVC remote that the sample names. Throws SampleError.
 */
export declare function unpackSample(options: {
  readonly name: string;
  readonly target: string;
  readonly media?: string;
  readonly withRemote?: boolean;
}): string;

/** The outputs in the text of a `dvc.lock` or `.dvc` file as DVC itself writes it. */
export declare function outsOf(text: string): { path: string; md5: string }[];
