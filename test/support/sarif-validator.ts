import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { installOnce } from '../host/cache-folder.mjs';
import { npm } from '../host/npm.mjs';

/** Microsoft's own validator, which knows the schema, the specification's rules and what GitHub wants. */
const multitool = '@microsoft/sarif-multitool-linux';
const version = '5.7.0';

/**
 * What the published validator says of a SARIF file: its messages, without those of rules that want what a report cannot have. Skips the
 * running test where the validator is not made for this machine or cannot be had; where `CI=true`, that fails.
 */
export async function sarifProblems(context: Mocha.Context, file: string): Promise<readonly string[]> {
  const program = await programPath().catch((error: unknown) => {
    if (process.env['CI'] === 'true') throw error;
    return null;
  });
  if (program === null) {
    if (context.test) context.test.title += ' (validator not set up)';
    context.skip();
  }
  const { status, stdout, stderr } = spawnSync(program, ['validate', file, '--rule-kind', 'Sarif;Ghas'], {
    encoding: 'utf8',
    env: { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1' },
  });
  assert.match(stdout, /Analysis completed/, `${String(status)} ${stdout} ${stderr}`);
  return stdout.split('\n').filter((line) => /: (?:error|warning|note) /.test(line));
}

async function programPath(): Promise<string> {
  if (process.platform !== 'linux' || process.arch !== 'x64') throw new Error(`${multitool} does not run on this machine.`);
  const folder = await installOnce({
    name: `sarif-multitool-${version}`,
    install: async (staging) => {
      await writeFile(join(staging, 'package.json'), '{"private":true}\n');
      await npm({ cwd: staging, args: ['install', '--ignore-scripts', '--save-exact', `${multitool}@${version}`] });
      await chmod(join(staging, 'node_modules', multitool, 'Sarif.Multitool'), 0o755);
    },
  });
  return join(folder, 'node_modules', multitool, 'Sarif.Multitool');
}
