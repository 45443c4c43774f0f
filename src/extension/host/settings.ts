import * as vscode from 'vscode';
import * as z from 'zod';
import { settingIds } from '../../core/config/ids.ts';
import { type JudgeOptions, defaultJudgeOptions } from '../../core/engine/judge-options.ts';

const severities = z.record(z.string(), z.enum(['error', 'warning', 'info', 'hint', 'off']));

/** What the person set about rules; entries that are no severity are passed over. */
export function judgeOptions(scope: vscode.Uri): JudgeOptions {
  const parsed = severities.safeParse(vscode.workspace.getConfiguration(undefined, scope).get<unknown>(settingIds.severity, {}));
  return parsed.success ? { ...defaultJudgeOptions, severities: parsed.data } : defaultJudgeOptions;
}

/** The address of an MLflow server that the person named beside all manifests; null where they named none. */
export function trackingUri(scope: vscode.Uri): string | null {
  const text = vscode.workspace.getConfiguration(undefined, scope).get<unknown>(settingIds.trackingUri, '');
  return typeof text === 'string' && text.trim() !== '' ? text.trim() : null;
}

/** Whether the person's own settings say that a server (by its origin) may always be asked. A workspace's settings do not count. */
export function isAlwaysAllowed(origin: string): boolean {
  return allowedServers().includes(origin);
}

/** Whether the person's own settings name any such server. */
export function isAnyAlwaysAllowed(): boolean {
  return allowedServers().length > 0;
}

/** Puts servers among those that may always be asked, in the person's own settings. */
export async function allowAlways(origins: readonly string[]): Promise<void> {
  const all = [...new Set([...allowedServers(), ...origins])];
  await vscode.workspace.getConfiguration().update(settingIds.allowedServers, all, vscode.ConfigurationTarget.Global);
}

function allowedServers(): readonly string[] {
  const named = vscode.workspace.getConfiguration().inspect<unknown>(settingIds.allowedServers)?.globalValue;
  return Array.isArray(named) ? named.filter((one): one is string => typeof one === 'string') : [];
}
