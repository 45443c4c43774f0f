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
    en: '{command} ended with code {code}. What was written stays; the terminal shows what happened.',
    pl: '{command} zakończyło się kodem {code}. To, co zapisano, pozostaje; terminal pokazuje, co się stało.',
  },
} as const satisfies Readonly<Record<string, Text>>;

/** Runs a plan's commands one after the other as tasks, in sight of the person who was shown them. Stops at the first that fails. */
export async function runCommands(state: FolderState, { model, commands }: ReleasePlan): Promise<void> {
  for (const command of commands) {
    const code = await runTask(state, { name: sayText(texts[command.kind], { model }), command });
    if (code === 0) continue;
    void vscode.window.showErrorMessage(sayText(texts.failed, { command: command.command, code: code ?? '–' }));
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
