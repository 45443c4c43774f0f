// The in-VS-Code suite as it is handed to desktop VS Code. A stand-in writes down what it is given: no desktop VS Code is run.
import assert from 'node:assert/strict';
import { chmod, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import * as z from 'zod';
import { runVscodeSuite } from './vscode-suite.mjs';

const repository = resolve(__dirname, '..', '..');
const Launch = z.object({ args: z.array(z.string()), suite: z.string(), grep: z.string().nullable() });

describe('runVscodeSuite on the desktop', () => {
  let root = '';

  before(async () => {
    root = await realpath(await mkdtemp(join(tmpdir(), 'airworthy-desktop-test-')));
  });

  after(async () => {
    await rm(root, { recursive: true, force: true });
  });

  const standIn = async (name: string, body: string) => {
    const file = join(root, name);
    await writeFile(file, `#!/usr/bin/env node\n${body}\n`);
    await chmod(file, 0o755);
    return file;
  };

  it('passes folder, extension, suite and environment, and adds up what each launch counted', async () => {
    const executable = await standIn(
      'code-that-counts',
      `const { appendFileSync, writeFileSync } = require('node:fs');
      const launch = { args: process.argv.slice(2), suite: process.env.AIRWORTHY_SUITE, grep: process.env.AIRWORTHY_GREP ?? null };
      appendFileSync(${JSON.stringify(join(root, 'launches'))}, JSON.stringify(launch) + '\\n');
      writeFileSync(process.env.AIRWORTHY_COUNTS, JSON.stringify({ passed: 2, failed: 0, skipped: 0, skippedTests: [], flakyTests: [] }));`,
    );
    const counts = await runVscodeSuite({
      repository,
      host: 'desktop',
      executable,
      grep: 'some test',
      outdir: join(root, 'bundles'),
    });
    const lines = (await readFile(join(root, 'launches'), 'utf8')).trim().split('\n');
    const launches = lines.map((line) => Launch.parse(JSON.parse(line)));
    assert.equal(counts.passed, 2 * launches.length);
    assert.equal(counts.failed, 0);
    const [first] = launches;
    assert.ok(first);
    assert.ok(first.args[0]?.endsWith('card-fraud'), first.args.join(' '));
    assert.ok(first.args.includes(`--extensionDevelopmentPath=${repository}`));
    assert.ok(first.args.includes(`--extensionTestsPath=${join(root, 'bundles', 'index.js')}`));
    assert.ok(first.args.some((arg) => arg.startsWith('--user-data-dir=')));
    assert.equal(first.suite, join(root, 'bundles'));
    assert.equal(first.grep, 'some test');
  });

  it('counts a launch that ends without a count as failed', async () => {
    const executable = await standIn('code-that-crashes', 'process.exit(9);');
    const counts = await runVscodeSuite({ repository, host: 'desktop', executable, outdir: join(root, 'bundles') });
    assert.equal(counts.passed, 0);
    assert.ok(counts.failed > 0);
  });
});
