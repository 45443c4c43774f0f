/** Reads Markdown documents: front matter, headings and how much stands below them. */
export {};
