import { join } from 'node:path';
import { build } from 'esbuild';

const root = join(import.meta.dirname, '../..');

/** Bundles a program of `test/support` for Node, so that starting it many times costs no translation; gives its path. */
export function bundled(name: string): Promise<string> {
  return bundle(join(root, 'test', 'support', `${name}.ts`), name);
}

/** Bundles the analysis worker, as it is in the source now; gives its path. */
export function bundledWorker(): Promise<string> {
  return bundle(join(root, 'src', 'worker', 'main.ts'), 'worker');
}

async function bundle(entry: string, name: string): Promise<string> {
  const outfile = join(root, 'out', 'support', `${name}-${String(process.pid)}.cjs`);
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    logLevel: 'warning',
  });
  return outfile;
}
