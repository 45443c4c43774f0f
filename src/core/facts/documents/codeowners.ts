/** Reads CODEOWNERS files. */
export {};
