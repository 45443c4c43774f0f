import type { SourceText } from '../model/source-text.ts';
import type { TreeFile } from '../project/project.ts';

/** Whether a text, as it was read, is what a source was made from. */
export function sourceEquals(source: SourceText, text: string): boolean {
  return source.hasByteOrderMark ? text === `\ufeff${source.text}` : text === source.text;
}

/** What is given of a file, with what was known before: who looks at one file alone may not know what the listing knew. */
export function withKnown(given: TreeFile, previous: TreeFile): TreeFile {
  return given.tracked !== null ? given : { ...given, tracked: previous.tracked, ignored: previous.ignored || given.ignored };
}

/** Whether nothing but perhaps the text is different. */
export function treeEquals(left: TreeFile, right: TreeFile): boolean {
  return (
    left.size === right.size &&
    left.tracked === right.tracked &&
    left.ignored === right.ignored &&
    left.unread === right.unread &&
    left.md5 === right.md5
  );
}
