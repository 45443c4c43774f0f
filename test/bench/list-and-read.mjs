// @ts-check
// The limit that `airworthy check` is measured against: lists the same tree with Git and reads the files it would read, without understanding any.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder = '.'] = process.argv.slice(2);
const listed = spawnSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
  cwd: folder,
  encoding: 'utf8',
  maxBuffer: 1 << 28,
});
const recognised =
  /(?:\.ya?ml|\.json|\.dvc|dvc\.lock|MLmodel|MLproject|Dockerfile|requirements[^/]*\.txt|pyproject\.toml|\.md|\.py|\.ipynb|CODEOWNERS)$/;
let bytes = 0;
let files = 0;
for (const path of listed.stdout.split('\0')) {
  if (!recognised.test(path)) continue;
  bytes += readFileSync(join(folder, path)).length;
  files += 1;
}
process.stdout.write(`${String(files)} ${String(bytes)}\n`);
