import { join } from 'node:path';
import { build } from 'esbuild';

/** Bundles a program of `test/support` for Node, so that starting it many times costs no translation; gives its path. */
export async function bundled(name: string): Promise<string> {
  const root = join(import.meta.dirname, '../..');
  const outfile = join(root, 'out', 'support', `${name}-${String(process.pid)}.cjs`);
  await build({
    entryPoints: [join(root, 'test', 'support', `${name}.ts`)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    logLevel: 'warning',
  });
  return outfile;
}
