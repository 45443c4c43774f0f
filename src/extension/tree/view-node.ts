/** What the views' nodes have in common, as plain data. May not import `vscode`, so that it is tested without an editor. */
import { type Message, type Text, message } from '../../core/l10n/message.ts';

/** A codicon's name with the theme colour it takes. */
export interface NodeIcon {
  readonly name: string;
  readonly colour: string | null;
}

/** What is seen of a node, whatever is below it. */
export interface NodeFace {
  /** Stable over refreshes, so that what was open stays open. */
  readonly id: string;
  readonly label: Message;
  readonly description: Message | null;
  readonly tooltip: Message | null;
  readonly icon: NodeIcon;
  /** What the icon says, for those who hear the view; null where it only decorates. */
  readonly status: Text | null;
  readonly isOpen: boolean;
}

/** A node of a view with all that is below it. */
export interface ViewNode extends NodeFace {
  readonly children: readonly ViewNode[];
}

const plainText = { en: '{text}', pl: '{text}' };

/** A name or path, the same in both languages. */
export function plain(text: string): Message {
  return message(plainText, { text });
}

/** A face with nothing but a label. */
export function bareFace(id: string, label: Message): NodeFace {
  return {
    id,
    label,
    description: null,
    tooltip: null,
    icon: { name: 'circle-outline', colour: null },
    status: null,
    isOpen: false,
  };
}

/** A node with nothing but a label. */
export function bareNode(id: string, label: Message): ViewNode & { readonly children: readonly never[] } {
  return { ...bareFace(id, label), children: [] };
}
