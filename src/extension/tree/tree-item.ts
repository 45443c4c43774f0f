import * as vscode from 'vscode';
import { say, sayText } from '../host/words.ts';
import type { ViewNode } from './view-node.ts';

/** A node as the editor shows it. `scope` tells apart nodes of one id in several folders. */
export function treeItem(node: ViewNode, { scope, kind }: { readonly scope: string; readonly kind: string }): vscode.TreeItem {
  const label = say(node.label);
  const item = new vscode.TreeItem(label, collapsibleState(node));
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

function collapsibleState(node: ViewNode): vscode.TreeItemCollapsibleState {
  if (node.children.length === 0) return vscode.TreeItemCollapsibleState.None;
  return node.isOpen ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.Collapsed;
}
