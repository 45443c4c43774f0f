// The stand-in for desktop VS Code runs a suite in a real extension host and passes its verdict on.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import * as z from 'zod';
import { tinyExtension, type TinyExtension } from './tiny-extension.ts';

const Seen = z.object({
  version: z.string(),
  trusted: z.boolean(),
  folder: z.string(),
  files: z.array(z.string()),
  extension: z.boolean(),
  given: z.string().optional(),
  setting: z.number(),
});

describe('vscode-executable', () => {
  let tiny: TinyExtension;

  before(async () => {
    tiny = await tinyExtension();
  });

  after(() => tiny.remove());

  const run = async (env: Readonly<Record<string, string>>, more: readonly string[] = []) => {
    const child = spawn(
      resolve(__dirname, 'vscode-executable.mjs'),
      [
        tiny.folder,
        '--no-sandbox',
        '--disable-workspace-trust',
        `--extensionTestsPath=${tiny.testsPath}`,
        `--extensionDevelopmentPath=${tiny.extensionPath}`,
        ...more,
      ],
      { env: { ...process.env, ...env } },
    );
    let output = '';
    child.stdout.on('data', (data) => (output += String(data)));
    child.stderr.on('data', (data) => (output += String(data)));
    await once(child, 'close');
    const line = /^seen (.*)$/m.exec(output)?.[1];
    assert.ok(line, output);
    return { code: child.exitCode, output, seen: Seen.parse(JSON.parse(line)) };
  };

  it('passes folder, files, environment and settings on, and ends with 0 when the suite passes', async () => {
    const user = join(dirname(tiny.folder), 'user', 'User');
    await mkdir(user, { recursive: true });
    await writeFile(join(user, 'settings.json'), '{"editor.tabSize": 7}');
    const { code, seen } = await run({ TINY_GIVEN: 'yes' }, [`--user-data-dir=${dirname(user)}`]);
    assert.equal(code, 0);
    assert.deepEqual(seen, {
      version: '1.100.3',
      trusted: true,
      folder: tiny.folder,
      files: ['dvc.yaml'],
      extension: true,
      given: 'yes',
      setting: 7,
    });
  });

  it('ends with 1 and shows the reason when the suite fails, here in Restricted Mode', async () => {
    const { code, output, seen } = await run({ TINY_FAIL: '1', AIRWORTHY_HOST_TRUST: 'restricted' });
    assert.equal(code, 1);
    assert.match(output, /This failed on purpose\./);
    assert.equal(seen.trusted, false);
  });
});
