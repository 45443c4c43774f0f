import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Text } from '../../core/l10n/message.ts';
import type { PlannedCommand, ReleasePlan } from '../../core/release/release-steps.ts';
import { sayText } from '../host/words.ts';
import type { FolderState } from '../workspace/folder-session.ts';

const texts = {
  deploy: { en: 'Deploy {model}', pl: 'Wdrożenie {model}' },
  kubectl: { en: 'Apply the manifest of {model}', pl: 'Zastosowanie manifestu {model}' },
  failed: {
    en: '{command} ended with code {code}; the terminal shows why. The release itself stands: mend and run the command again, or undo.',
    pl: '{command} zakończyło się kodem {code}; terminal pokazuje dlaczego. Samo wydanie obowiązuje: popraw i uruchom polecenie ponownie albo cofnij.',
  },
  stopped: {
    en: '{command} did not run to its end. The release itself stands: mend and run the command again, or undo.',
    pl: '{command} nie dobiegło końca. Samo wydanie obowiązuje: popraw i uruchom polecenie ponownie albo cofnij.',
  },
  notBegun: { en: 'Not run after it: {commands}.', pl: 'Po nim nie uruchomiono: {commands}.' },
  undo: { en: 'Undo…', pl: 'Cofnij…' },
} as const satisfies Readonly<Record<string, Text>>;

/**
 * Runs a plan's commands one after the other as tasks, in sight of the person who was shown them. Stops at the first that fails, and
 * offers to undo the release.
 */
export async function runCommands(state: FolderState, { model, commands }: ReleasePlan, undo: () => void): Promise<void> {
  for (const [index, command] of commands.entries()) {
    const code = await runTask(state, { name: sayText(texts[command.kind], { model }), command });
    if (code === 0) continue;
    const left = commands.slice(index + 1).map((one) => one.command);
    const words = [
      code === undefined ? sayText(texts.stopped, { command: command.command }) : sayText(texts.failed, { command: command.command, code }),
      ...(left.length === 0 ? [] : [sayText(texts.notBegun, { commands: left.join(', ') })]),
    ];
    const button = sayText(texts.undo);
    void vscode.window.showErrorMessage(words.join(' '), button).then((chosen) => {
      if (chosen === button) undo();
    });
    return;
  }
}

/** The task of a command: run where the plan says, with values as environment variables, never as text. */
export function commandTask(
  { folder, root }: Pick<FolderState, 'folder' | 'root'>,
  { name, command: { command, environment, folder: place } }: { readonly name: string; readonly command: PlannedCommand },
): vscode.Task {
  const execution = new vscode.ShellExecution(command, { cwd: join(root, place), env: { ...environment } });
  return new vscode.Task({ type: 'shell' }, folder, name, 'Airworthy', execution, []);
}

/** The exit code; undefined where the task never started or was ended from outside. */
async function runTask(
  state: FolderState,
  { name, command }: { readonly name: string; readonly command: PlannedCommand },
): Promise<number | undefined> {
  const task = commandTask(state, { name, command });
  const isOurs = ({ task: { name: over, source } }: vscode.TaskExecution): boolean => over === name && source === 'Airworthy';
  return new Promise((resolve, reject) => {
    const listeners: vscode.Disposable[] = [];
    const end = (settle: () => void): void => {
      vscode.Disposable.from(...listeners).dispose();
      settle();
    };
    listeners.push(
      vscode.tasks.onDidEndTaskProcess(({ execution, exitCode }) => (isOurs(execution) ? end(() => resolve(exitCode)) : undefined)),
      // A process that ended was told before; this is for a task without one.
      vscode.tasks.onDidEndTask(({ execution }) => (isOurs(execution) ? end(() => resolve(undefined)) : undefined)),
    );
    vscode.tasks.executeTask(task).then(undefined, (error: unknown) => {
      end(() => reject(error instanceof Error ? error : new Error(String(error))));
    });
  });
}
