import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import * as esbuild from 'esbuild';
import * as z from 'zod';

const root = resolve('.');

const cruiseResult = z.object({
  summary: z.object({
    totalCruised: z.number(),
    violations: z.array(z.object({ from: z.string(), rule: z.object({ name: z.string() }) })),
  }),
});

/** Runs the layer table over the folders of a checkout. */
function cruise(checkout: string, folders: readonly string[]): z.infer<typeof cruiseResult>['summary'] {
  const run = spawnSync(
    process.execPath,
    [
      join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs'),
      '--config',
      join(checkout, 'test/architecture/dependency-cruiser.cjs'),
      '--output-type',
      'json',
      ...folders,
    ],
    { cwd: checkout, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 },
  );
  assert.notEqual(run.stdout, '', run.stderr);
  return cruiseResult.parse(JSON.parse(run.stdout)).summary;
}

/** A checkout of a few files with the real configuration and packages; gone after `use`. */
function withCheckout<T>(files: Readonly<Record<string, string>>, use: (checkout: string) => T): T {
  const checkout = mkdtempSync(join(tmpdir(), 'airworthy-layers-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(checkout, path)), { recursive: true });
      writeFileSync(join(checkout, path), text);
    }
    for (const path of [
      'tsconfig.json',
      'src/core/tsconfig.json',
      'test/architecture/dependency-cruiser.cjs',
      'test/architecture/layers.cjs',
      'package.json',
    ]) {
      cpSync(join(root, path), join(checkout, path));
    }
    symlinkSync(join(root, 'node_modules'), join(checkout, 'node_modules'));
    return use(checkout);
  } finally {
    rmSync(checkout, { recursive: true, force: true });
  }
}

describe('layers', function () {
  this.timeout(120_000);

  it('hold in the whole tree', () => {
    const { totalCruised, violations } = cruise(root, ['src', 'webview']);
    assert.ok(totalCruised > 100, `Only ${String(totalCruised)} modules were looked at.`);
    assert.deepEqual(violations, []);
  });

  it('are broken by each planted violation', () => {
    const planted: Readonly<Record<string, { readonly text: string; readonly rule: string }>> = {
      'src/core/planted-node.ts': {
        text: "import { readFileSync } from 'node:fs';\nexport const x = readFileSync;\n",
        rule: 'core-packages',
      },
      'src/core/planted-type.ts': { text: "import type { Uri } from 'vscode';\nexport type X = Uri;\n", rule: 'vscode-only-in-extension' },
      'src/core/planted-up.ts': { text: "export { x } from '../cli/x.ts';\n", rule: 'core-imports' },
      'src/cli/x.ts': { text: 'export const x = 1;\n', rule: '' },
      'src/cli/planted-extension.ts': { text: "export { y } from '../extension/y.ts';\n", rule: 'cli-imports' },
      'src/extension/y.ts': { text: 'export const y = 1;\n', rule: '' },
      'src/extension/planted-process.ts': { text: "export { spawn } from 'node:child_process';\n", rule: 'no-child-process-in-extension' },
      'src/providers/planted-node.ts': { text: "export { request } from 'node:http';\n", rule: 'node-modules-of-node-only-where-allowed' },
      'webview/drift-panel/planted-extension.ts': { text: "export { y } from '../../src/extension/y.ts';\n", rule: 'webview-imports' },
      'webview/drift-panel/planted-kit.ts': {
        text: "export { vsCodeButton } from '@vscode/webview-ui-toolkit';\n",
        rule: 'toolkit-only-in-ui',
      },
      'src/app/planted-a.ts': { text: "import { b } from './planted-b.ts';\nexport const a = (): number => b();\n", rule: 'no-cycles' },
      'src/app/planted-b.ts': { text: "import { a } from './planted-a.ts';\nexport const b = (): number => a();\n", rule: '' },
    };
    const files = Object.fromEntries(Object.entries(planted).map(([path, { text }]) => [path, text]));
    const { violations } = withCheckout(files, (checkout) => cruise(checkout, ['src', 'webview']));
    for (const [path, { rule }] of Object.entries(planted)) {
      const found = violations.filter(({ from }) => from === path).map((violation) => violation.rule.name);
      if (rule === '') assert.deepEqual(found, [], path);
      else assert.ok(found.includes(rule), `${path} should break ${rule}, broke: ${found.join(', ')}`);
    }
  });

  it('the core does not compile with names of Node or the browser', () => {
    const source = ['console.log(1);', 'process.exit();', 'document.title;', "import 'node:fs';"];
    for (const line of source) {
      const output = withCheckout({ 'src/core/planted.ts': `${line}\nexport {};\n` }, (checkout) => {
        const run = spawnSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '--noEmit', '-p', 'src/core'], {
          cwd: checkout,
          encoding: 'utf8',
        });
        return run.stdout;
      });
      assert.match(output, /planted\.ts\(1,\d+\): error TS/, line);
    }
  });

  it('the CLI and the worker cannot be bundled with vscode', async () => {
    const bundle = (contents: string): Promise<unknown> =>
      esbuild.build({
        stdin: { contents, resolveDir: root, loader: 'ts' },
        bundle: true,
        write: false,
        platform: 'node',
        logLevel: 'silent',
      });
    await assert.rejects(bundle("import * as vscode from 'vscode';\nvscode.window.showErrorMessage('x');\n"), /Could not resolve "vscode"/);
    await bundle("import type * as vscode from 'vscode';\nexport type X = vscode.Uri;\n");
  });
});
