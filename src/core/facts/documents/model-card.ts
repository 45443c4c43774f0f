/** Reads model cards: Markdown documents that describe a model. */
export {};
