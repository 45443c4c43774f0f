import { format, type Language } from '../../../src/core/l10n/message.ts';
import type { ViewNode } from '../../../src/extension/tree/view-node.ts';

/** A view's nodes as indented lines of label and description, as a person reads them; `deep` goes into folded ones too. */
export function sayNodes(
  nodes: readonly ViewNode[],
  { language = 'en', deep = false }: { readonly language?: Language; readonly deep?: boolean } = {},
): readonly string[] {
  return nodes.flatMap((node) => {
    const description = node.description === null ? '' : ` | ${format(node.description, language)}`;
    const line = `${format(node.label, language)}${description}`;
    const below = deep || node.isOpen ? sayNodes(node.children, { language, deep }) : [];
    return [line, ...below.map((each) => `  ${each}`)];
  });
}

/** All nodes, whatever is folded. */
export function allNodes<Node extends ViewNode & { readonly children: readonly Node[] }>(nodes: readonly Node[]): readonly Node[] {
  return nodes.flatMap((node) => [node, ...allNodes(node.children)]);
}
