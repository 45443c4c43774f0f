import * as vscode from 'vscode';
import { guard } from './guard.ts';

/** What commands do, by their ids; arguments are whatever a menu or another extension gives, so each looks at them first. */
export type CommandTable = Readonly<Record<string, (...given: readonly unknown[]) => unknown>>;

/** Registers commands whose failures are told to the person and never reach who called. */
export function registerCommands(log: vscode.LogOutputChannel, commands: CommandTable): vscode.Disposable {
  return vscode.Disposable.from(
    ...Object.entries(commands).map(([id, run]) =>
      vscode.commands.registerCommand(id, (...given: readonly unknown[]) => guard(log, id, () => run(...given))),
    ),
  );
}
