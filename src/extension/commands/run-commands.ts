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

/** The exit code; undefined where the task was ended from outside. Values go in as environment variables, never as text. */
async function runTask(
  { folder, root }: FolderState,
  { name, command: { command, environment } }: { readonly name: string; readonly command: PlannedCommand },
): Promise<number | undefined> {
  const execution = new vscode.ShellExecution(command, { cwd: root, env: { ...environment } });
  const task = new vscode.Task({ type: 'shell' }, folder, name, 'Airworthy', execution, []);
  return new Promise((resolve, reject) => {
    const ended = vscode.tasks.onDidEndTaskProcess(({ execution: { task: over }, exitCode }) => {
      if (over.name !== name || over.source !== 'Airworthy') return;
      ended.dispose();
      resolve(exitCode);
    });
    vscode.tasks.executeTask(task).then(undefined, (error: unknown) => {
      ended.dispose();
      reject(error instanceof Error ? error : new Error(String(error)));
    });
  });
}
