import * as vscode from 'vscode';
import { commandIds } from '../../core/config/ids.ts';
import type { Text } from '../../core/l10n/message.ts';
import { type EditorCredentials, type KnownOrigin, type VariableForOrigin, originOf } from '../host/credentials.ts';
import { registerCommands } from '../host/register-commands.ts';
import { sayText } from '../host/words.ts';

const texts = {
  title: { en: 'Credentials by server', pl: 'Dane logowania według serwera' },
  add: { en: 'Add for a server…', pl: 'Dodaj dla serwera…' },
  stored: { en: 'stored', pl: 'zapisane' },
  variables: { en: 'from {names}', pl: 'z {names}' },
  address: { en: 'Address of the server, such as https://mlflow.example.com', pl: 'Adres serwera, np. https://mlflow.example.com' },
  notAnAddress: { en: 'An address begins with http:// or https://.', pl: 'Adres zaczyna się od http:// lub https://.' },
  wanted: {
    en: '{origin} wants a login, or did not accept the one it got',
    pl: '{origin} wymaga zalogowania albo nie przyjął podanych danych',
  },
  kind: { en: 'What does {origin} want?', pl: 'Czego wymaga {origin}?' },
  token: { en: 'A token', pl: 'Token' },
  password: { en: 'A user name and a password', pl: 'Nazwa użytkownika i hasło' },
  typeUser: { en: 'User name for {origin}', pl: 'Nazwa użytkownika dla {origin}' },
  typeToken: { en: 'Token for {origin}', pl: 'Token dla {origin}' },
  typePassword: { en: 'Password for {origin}', pl: 'Hasło dla {origin}' },
  kept: {
    en: 'It is kept in the editor’s secret store and sent to this server alone.',
    pl: 'Zostanie zapisane w magazynie tajnych danych edytora i wysyłane tylko do tego serwera.',
  },
  replace: { en: 'Replace…', pl: 'Zastąp…' },
  remove: { en: 'Remove everything kept for it', pl: 'Usuń wszystko, co dla niego zapisano' },
  revoke: { en: 'No longer send {name} to it', pl: 'Nie wysyłaj już do niego {name}' },
  saved: { en: 'Credentials for {origin} are stored.', pl: 'Zapisano dane logowania dla {origin}.' },
  removed: { en: 'Nothing is kept for {origin} any more.', pl: 'Dla {origin} nic już nie jest zapisane.' },
  revoked: { en: '{name} is no longer sent to {origin}.', pl: '{name} nie jest już wysyłane do {origin}.' },
  mayUse: { en: 'Send the environment variable {name} to {origin}?', pl: 'Wysłać zmienną środowiskową {name} do {origin}?' },
  mayUseDetail: {
    en: 'A file of this workspace names the variable as the credential for this server. Allow it only if you know both. You can take it back with Manage Credentials.',
    pl: 'Plik w tym obszarze roboczym podaje tę zmienną jako dane logowania do tego serwera. Zezwól tylko wtedy, gdy znasz jedno i drugie. Zgodę można cofnąć poleceniem zarządzania danymi logowania.',
  },
  allow: { en: 'Allow', pl: 'Zezwól' },
} as const satisfies Readonly<Record<string, Text>>;

/** Asks whether a variable's value may go to an origin; the answer is remembered by whoever asks. */
export async function askForVariable({ name, origin }: VariableForOrigin): Promise<boolean> {
  const allow = sayText(texts.allow);
  const options = { modal: true, detail: sayText(texts.mayUseDetail) };
  return (await vscode.window.showWarningMessage(sayText(texts.mayUse, { name, origin }), options, allow)) === allow;
}

/** Registers managing credentials: origins are listed, values never. */
export function registerCredentialCommands(log: vscode.LogOutputChannel, credentials: EditorCredentials): vscode.Disposable {
  return registerCommands(log, { [commandIds.manageCredentials]: () => manage(credentials) });
}

async function manage(credentials: EditorCredentials): Promise<void> {
  const items = [
    ...credentials.origins().map((known) => ({ label: known.origin, description: describe(known), known })),
    { label: sayText(texts.add), description: '', known: null },
  ];
  const picked = items.length === 1 ? items[0] : await vscode.window.showQuickPick(items, { placeHolder: sayText(texts.title) });
  if (picked === undefined) return;
  if (picked.known !== null) return change(credentials, picked.known);
  const typed = await vscode.window.showInputBox({
    prompt: sayText(texts.address),
    ignoreFocusOut: true,
    validateInput: (text) => (originOf(text) === null ? sayText(texts.notAnAddress) : undefined),
  });
  const origin = typed === undefined ? null : originOf(typed);
  if (origin !== null) await type(credentials, origin);
}

function describe({ hasSecret, variables }: KnownOrigin): string {
  return [
    ...(hasSecret ? [sayText(texts.stored)] : []),
    ...(variables.length === 0 ? [] : [sayText(texts.variables, { names: variables.join(', ') })]),
  ].join(' · ');
}

async function change(credentials: EditorCredentials, { origin, variables }: KnownOrigin): Promise<void> {
  const items: readonly (vscode.QuickPickItem & { readonly run: () => Promise<unknown> })[] = [
    { label: sayText(texts.replace), run: () => type(credentials, origin) },
    ...variables.map((name) => ({
      label: sayText(texts.revoke, { name }),
      run: async () => {
        await credentials.revoke({ name, origin });
        void vscode.window.showInformationMessage(sayText(texts.revoked, { name, origin }));
      },
    })),
    {
      label: sayText(texts.remove),
      run: async () => {
        await credentials.forget(origin);
        void vscode.window.showInformationMessage(sayText(texts.removed, { origin }));
      },
    },
  ];
  await (await vscode.window.showQuickPick(items, { placeHolder: origin }))?.run();
}

/** Asks for the credential of a server that let nobody in, and keeps it. Whether one was given. */
export async function typeWantedCredential(credentials: EditorCredentials, origin: string): Promise<boolean> {
  return type(credentials, origin, texts.wanted);
}

async function type(credentials: EditorCredentials, origin: string, reason: Text | null = null): Promise<boolean> {
  const kinds = [
    { label: sayText(texts.token), hasUser: false },
    { label: sayText(texts.password), hasUser: true },
  ];
  const kind = await vscode.window.showQuickPick(kinds, {
    ...(reason === null ? {} : { title: sayText(reason, { origin }) }),
    placeHolder: sayText(texts.kind, { origin }),
  });
  if (kind === undefined) return false;
  const user = kind.hasUser ? await vscode.window.showInputBox({ title: sayText(texts.typeUser, { origin }), ignoreFocusOut: true }) : null;
  if (user === undefined || user === '') return false;
  const value = await vscode.window.showInputBox({
    title: sayText(kind.hasUser ? texts.typePassword : texts.typeToken, { origin }),
    prompt: sayText(texts.kept),
    password: true,
    ignoreFocusOut: true,
  });
  if (value === undefined || value === '') return false;
  await credentials.store(origin, { user, value });
  void vscode.window.showInformationMessage(sayText(texts.saved, { origin }));
  return true;
}
