import ignore from 'ignore';
import { folderOf } from '../../project/paths.ts';
import type { Project } from '../../project/project.ts';

/** Which paths the project's `.gitattributes` files hand to Git LFS. */
export interface LfsPatterns {
  holds(path: string): boolean;
}

/** Reads every `.gitattributes` of the project. Patterns follow .gitignore's rules, without negation; a later line can take `filter` back. */
export function lfsPatterns(project: Project): LfsPatterns {
  const matchers = [...project.tree.keys()]
    .filter((path) => path === '.gitattributes' || path.endsWith('/.gitattributes'))
    .map((path) => ({ folder: folderOf(path), rules: linesOf(project.file(path)?.source.text ?? '') }));
  return {
    holds: (path) =>
      matchers.some(({ folder, rules }) => {
        const inside = folder === '' ? path : path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : null;
        return inside !== null && (rules.findLast(({ pattern }) => ignore().add(pattern).ignores(inside))?.isLfs ?? false);
      }),
  };
}

function linesOf(text: string): readonly { readonly pattern: string; readonly isLfs: boolean }[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const [pattern, ...attributes] = line.trim().split(/\s+/);
    const filter = attributes.findLast((attribute) => /^[-!]?filter\b/.test(attribute));
    if (pattern === undefined || pattern === '' || pattern.startsWith('#') || filter === undefined) return [];
    return [{ pattern, isLfs: filter === 'filter=lfs' }];
  });
}
