// Builds everything that ships: the extension, its worker, the CLI and the webviews.
// `--watch` rebuilds on change, `--meta` leaves the metafiles under out/ for the size budgets.
import { mkdir, rm, writeFile } from 'node:fs/promises';
import * as esbuild from 'esbuild';

const flags = new Set(process.argv.slice(2));
const watch = flags.has('--watch');

/** @type {esbuild.BuildOptions} */
const shared = {
  bundle: true,
  sourcemap: 'linked',
  sourcesContent: false,
  // Without `keepNames`: it names each closure anew whenever one is made, a tenth of the time of a check. Source maps tell the names.
  minify: !watch,
  metafile: true,
  logLevel: 'warning',
  outdir: 'dist',
};

/** Node 20 is the floor of the CLI and of the extension host of VS Code 1.100. */
const node = {
  ...shared,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  // The build of `yaml` for Node asks the environment whether to log at each token, which takes a quarter of its time; this one does not.
  alias: { yaml: './node_modules/yaml/browser/dist/index.js' },
};

/** @type {Record<string, esbuild.BuildOptions>} */
const jobs = {
  extension: { ...node, entryPoints: { extension: 'src/extension/main.ts' }, external: ['vscode'] },
  // Without `external: ['vscode']`: a reachable import of vscode fails the build, which is one of the layer proofs.
  headless: {
    ...node,
    entryPoints: { 'cli-program': 'src/cli/main.ts', worker: 'src/worker/main.ts', 'drift-worker': 'src/worker/drift.ts' },
  },
  start: {
    ...node,
    entryPoints: { cli: 'src/cli/start.ts' },
    banner: { js: '#!/usr/bin/env node' },
  },
  webview: {
    ...shared,
    platform: 'browser',
    format: 'iife',
    target: 'chrome128',
    entryPoints: [
      { in: 'webview/drift-panel/main.ts', out: 'drift-panel' },
      { in: 'webview/drift-panel/style.css', out: 'drift-panel' },
    ],
  },
};

await rm('dist', { recursive: true, force: true });
if (watch) {
  for (const options of Object.values(jobs)) {
    const context = await esbuild.context(options);
    await context.watch();
  }
} else {
  await mkdir('out/meta', { recursive: true });
  for (const [name, options] of Object.entries(jobs)) {
    const result = await esbuild.build(options);
    await writeFile(`out/meta/${name}.json`, JSON.stringify(result.metafile));
  }
}
