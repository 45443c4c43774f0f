/**
 * New files for a folder of the person's choice, all of them or none: they are gathered beside it and put in place at the end. No file
 * that is there is ever replaced, and no link in the folder is followed.
 */
export interface FileDrop {
  /** The place for a new file that the caller writes; the path is relative, with `/`. Rejects with `ProviderError` `conflict` where it is taken. */
  stage(path: string, options: { readonly executable: boolean }): Promise<string>;
  /** Stages a whole file. */
  write(path: string, content: Uint8Array, options: { readonly executable: boolean }): Promise<void>;
  /** Puts all staged files in place. Where one cannot be, those before it are taken back and the error is `conflict`. */
  commit(): Promise<void>;
  /** Removes what was staged, and the folder if it was made for it and stayed empty. To be called at the end, whatever happened. */
  discard(): Promise<void>;
}

/** Opens a folder (absolute), which is made where it is missing. */
export type OpenFileDrop = (directory: string) => Promise<FileDrop>;
