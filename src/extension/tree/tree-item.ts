import * as vscode from 'vscode';
import { say, sayText } from '../host/words.ts';
import type { NodeFace } from './view-node.ts';

/** How a node stands in its view. */
export interface TreeItemPlace {
  /** Tells apart nodes of one id in several folders. */
  readonly scope: string;
  /** What menus tell it by. */
  readonly kind: string;
  readonly hasChildren: boolean;
}

/** A node as the editor shows it. */
export function treeItem(node: NodeFace, { scope, kind, hasChildren }: TreeItemPlace): vscode.TreeItem {
  const label = say(node.label);
  const item = new vscode.TreeItem(label, collapsibleState(hasChildren, node.isOpen));
  item.id = `${scope}#${node.id}`;
  item.contextValue = kind;
  item.iconPath = new vscode.ThemeIcon(node.icon.name, node.icon.colour === null ? undefined : new vscode.ThemeColor(node.icon.colour));
  const description = node.description === null ? '' : say(node.description);
  const status = node.status === null ? '' : sayText(node.status);
  const tooltip = node.tooltip === null ? '' : say(node.tooltip);
  if (description !== '') item.description = description;
  const headline = status === '' ? label : `${label}: ${status}`;
  item.tooltip = tooltip === '' || tooltip === label ? headline : `${headline}\n\n${tooltip}`;
  item.accessibilityInformation = {
    label: [headline, description, tooltip === description ? '' : tooltip].filter((part) => part !== '').join(', '),
  };
  return item;
}

function collapsibleState(hasChildren: boolean, isOpen: boolean): vscode.TreeItemCollapsibleState {
  if (!hasChildren) return vscode.TreeItemCollapsibleState.None;
  return isOpen ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.Collapsed;
}
