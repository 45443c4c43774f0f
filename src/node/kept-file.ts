import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { deserialize, serialize } from 'node:v8';

/** Which file keeps what. */
export interface KeptFile {
  /** Absolute; in the person's cache folder. */
  readonly file: string;
  /** The end of its name, with a dot, by which its like are told. */
  readonly kind: string;
  /** In bytes; nothing larger is read or written. */
  readonly largest: number;
  /** How many of its kind are kept, the newest ones. */
  readonly most: number;
}

const digestLength = 32;

/**
 * A value kept from an earlier run; undefined where there is none. A file is a SHA-256 of the rest and then the value in V8's own form,
 * which keeps every value as it is; what does not fit its digest was cut off or changed, and is passed over.
 */
export function loadKept({ file, largest }: KeptFile): unknown {
  try {
    if (statSync(file).size > largest) return undefined;
    const bytes = readFileSync(file);
    const body = bytes.subarray(digestLength);
    return digest(body).equals(bytes.subarray(0, digestLength)) ? deserialize(body) : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps a value for later runs, whole or not at all. A full disk or a folder that may not be written is no reason to fail. */
export function saveKept({ file, kind, largest, most }: KeptFile, value: unknown): void {
  const temporary = `${file}.${randomUUID()}`;
  try {
    const body = serialize(value);
    if (body.length > largest) return;
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(temporary, Buffer.concat([digest(body), body]), { mode: 0o600 });
    renameSync(temporary, file);
    removeOldest(dirname(file), kind, most);
  } catch {
    removeIfThere(temporary);
  }
}

/** A file's name for something with a longer one. */
export function keptName(...parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 32);
}

function digest(body: Uint8Array): Buffer {
  return createHash('sha256').update(body).digest();
}

function removeOldest(folder: string, kind: string, most: number): void {
  const files = readdirSync(folder)
    .filter((name) => name.includes(kind))
    .map((name) => ({ name, at: statSync(join(folder, name), { throwIfNoEntry: false })?.mtimeMs ?? 0 }));
  for (const { name } of files.sort((left, right) => right.at - left.at).slice(most)) removeIfThere(join(folder, name));
}

function removeIfThere(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // It is found among the oldest later.
  }
}
