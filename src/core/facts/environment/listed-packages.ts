import { parseMatchSpec } from './match-spec.ts';
import { normalName } from './package-name.ts';

const item = /^( *)- (?: *)([A-Za-z_]+):(?: +(.*))?$/;
const field = /^( +)([A-Za-z_]+):(?: +(.*))?$/;

/**
 * The packages of conda-lock.yml and pixi.lock, whose list stands under `package:` or `packages:`: name and version, the first of several.
 * Read line by line: such files are written by tools, in block style, and often have megabytes.
 */
export function readListedPackages(text: string): ReadonlyMap<string, string> {
  const packages = new Map<string, string>();
  let fields = new Map<string, string>();
  let inList = false;
  let indent = -1;
  const close = (): void => {
    const [name, version] = identity(fields);
    if (name !== undefined && version !== undefined && !packages.has(normalName(name))) packages.set(normalName(name), version);
    fields = new Map();
  };
  for (const line of text.split('\n')) {
    const bare = line.replace(/\r$/, '');
    if (/^[A-Za-z_]/.test(bare)) {
      close();
      inList = /^packages?:\s*$/.test(bare);
      indent = -1;
      continue;
    }
    if (!inList) continue;
    const start = item.exec(bare);
    if (start !== null && (indent === -1 || start[1]?.length === indent)) {
      close();
      indent = (start[1] ?? '').length;
      fields.set(start[2] ?? '', plain(start[3]));
    } else {
      const next = field.exec(bare);
      if (next !== null && next[1]?.length === indent + 2) fields.set(next[2] ?? '', plain(next[3]));
    }
  }
  close();
  return packages;
}

/** pixi names a conda package by the URL of its file alone. */
function identity(fields: ReadonlyMap<string, string>): readonly [string | undefined, string | undefined] {
  const url = fields.get('conda') ?? '';
  const file = /^https?:\/\//.test(url) ? parseMatchSpec(url) : undefined;
  return [fields.get('name') ?? file?.name, fields.get('version') ?? file?.version ?? undefined];
}

function plain(value: string | undefined): string {
  return (value ?? '').trim().replace(/^(["'])(.*)\1$/, '$2');
}
