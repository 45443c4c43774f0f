import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AlertmanagerProgram } from './prometheus-programs.ts';
import { freePort, startServer, type StartedServer } from './started-server.ts';

/** Starts Alertmanager on a free port of this machine; it notifies nobody. */
export async function alertmanagerServer({ path, files }: AlertmanagerProgram, prefix = ''): Promise<StartedServer> {
  const folder = mkdtempSync(join(tmpdir(), 'airworthy-alertmanager-'));
  writeFileSync(join(folder, 'alertmanager.yml'), 'route: { receiver: nobody, group_wait: 0s }\nreceivers: [{ name: nobody }]\n');
  const port = await freePort();
  return startServer({
    name: 'Alertmanager',
    command: path,
    args: [
      `--config.file=${join(folder, 'alertmanager.yml')}`,
      `--storage.path=${join(folder, 'data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
      `--web.route-prefix=${prefix}/`,
      // Alone: no other one is looked for on the network.
      '--cluster.listen-address=',
      '--log.level=warn',
    ],
    folder,
    ...(files === null ? {} : { cwd: files }),
    url: `http://127.0.0.1:${port}${prefix}`,
    readyPath: '/-/ready',
  });
}

/** Silences alerts by the value of one label, for an hour, and gives when that ends. */
export async function silence(
  { url }: StartedServer,
  { label, value, by, comment }: { readonly label: string; readonly value: string; readonly by: string; readonly comment: string },
): Promise<number> {
  const now = Date.now();
  const endsAt = now + 3_600_000;
  const answer = await fetch(`${url}/api/v2/silences`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      matchers: [{ name: label, value, isRegex: false, isEqual: true }],
      startsAt: new Date(now).toISOString(),
      endsAt: new Date(endsAt).toISOString(),
      createdBy: by,
      comment,
    }),
  });
  if (!answer.ok) throw new Error(`Alertmanager did not take the silence: ${await answer.text()}`);
  return endsAt;
}
