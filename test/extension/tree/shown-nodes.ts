import type { VersionNode } from '../../../src/extension/tree/version-node.ts';
import { pageSize } from '../../../src/extension/tree/versions-model.ts';

/** A node of the versions view with all that is below it when everything is unfolded once. */
export type ShownNode = Omit<VersionNode, 'children'> & { readonly children: readonly ShownNode[] };

/** Unfolds everything, long lists by their first page. */
export function shownNodes(nodes: readonly VersionNode[], most = pageSize): readonly ShownNode[] {
  return nodes.map((node) => ({ ...node, children: shownNodes(node.children(most), most) }));
}
