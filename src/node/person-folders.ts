import { homedir } from 'node:os';
import { join } from 'node:path';

/** The person's own folder for what programs remember between runs, by the habits of each system; see the XDG Base Directory Specification. */
export function stateFolder(environment: Readonly<Record<string, string | undefined>>): string {
  const home = environment['HOME'] ?? environment['USERPROFILE'] ?? homedir();
  if (process.platform === 'win32') return join(environment['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'airworthy');
  if (process.platform === 'darwin') return join(home, 'Library', 'Application Support', 'airworthy');
  const configured = environment['XDG_STATE_HOME'];
  return join(configured !== undefined && configured.startsWith('/') ? configured : join(home, '.local', 'state'), 'airworthy');
}
