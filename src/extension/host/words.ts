import * as vscode from 'vscode';
import { settingIds } from '../../core/config/ids.ts';
import { type Language, type Message, type MessageArgs, type Text, format, languageOf, message } from '../../core/l10n/message.ts';

/** The language of everything the extension says: the setting's, else the editor's display language. */
export function displayLanguage(): Language {
  const chosen = vscode.workspace.getConfiguration().get<string>(settingIds.language, 'auto');
  return languageOf(chosen === 'auto' ? vscode.env.language : chosen);
}

/** A message in the person's language. */
export function say(source: Message): string {
  return format(source, displayLanguage());
}

/** A text with its arguments in the person's language. */
export function sayText(text: Text, args: MessageArgs = {}): string {
  return say(message(text, args));
}
