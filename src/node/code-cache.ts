import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire, wrap } from 'node:module';
import { dirname, join } from 'node:path';
import { Script, constants } from 'node:vm';
import { cacheFolder, isWithin } from './cache-folder.ts';

/** A program to run, and what its compiled code is kept under. */
export interface CachedProgram {
  /** Absolute path of a CommonJS file without a `#!` line. */
  readonly file: string;
  /** Which part of the program a run needs, a plain word: each keeps the code of what it ran. Null keeps none. */
  readonly part: string | null;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The folder the person is in. */
  readonly directory: string;
  /** Asked at the end: whether the run went as it should, so that its code is worth keeping. */
  readonly isKept: () => boolean;
}

/** What the module of a CommonJS file is called with. */
type ModuleFunction = (exports: unknown, require: NodeJS.Require, module: { exports: unknown }, file: string, folder: string) => void;

/**
 * Runs a program as `require` does, with the code that V8 made of it when the same part ran before: to compile it takes longer than most
 * commands need for the rest. Node does the same from version 22.8 on (`module.enableCompileCache`); this is for version 20 too.
 *
 * Such code is believed as the program itself is. So it is read and written only in a folder that nobody but the person may write to and
 * that is not below where they are, which may be somebody else's repository; it is bound to the program's own text, to Node's version and
 * processor, and to its digest; and V8 compares its own version and flags. Where any of that does not fit, the program is compiled as ever.
 * `NODE_DISABLE_COMPILE_CACHE=1` turns it off.
 */
export function runCached({ file, part, environment, directory, isKept }: CachedProgram): void {
  const source = readFileSync(file, 'utf8');
  const place = environment['NODE_DISABLE_COMPILE_CACHE'] === undefined ? codeFolder(environment, directory) : null;
  const stored = place === null || part === null ? null : { folder: place, file: join(place, `${part}.code`), key: keyOf(source) };
  const known = stored === null ? undefined : load(stored);
  const script = new Script(wrap(source), {
    filename: file,
    columnOffset: -wrap('').indexOf('\n'),
    ...(known === undefined ? {} : { cachedData: known }),
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  if (stored !== null && (known === undefined || script.cachedDataRejected === true)) {
    process.once('exit', () => {
      if (isKept()) save(stored, script.createCachedData());
    });
  }
  const module = { exports: {} };
  const run = script.runInThisContext() as ModuleFunction;
  run(module.exports, createRequire(file), module, file, dirname(file));
}

interface StoredCode {
  readonly folder: string;
  readonly file: string;
  readonly key: Buffer;
}

/** Null where others could put code there. */
function codeFolder(environment: CachedProgram['environment'], directory: string): string | null {
  const place = cacheFolder(environment);
  if (place === null || isWithin(directory, place)) return null;
  const folder = join(place, 'code');
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    // Windows keeps a person's own folders from others by other means, and tells neither owner nor mode.
    if (process.platform === 'win32') return folder;
    const isPrivate = [place, folder].every((one) => {
      const { uid, mode } = statSync(one);
      return uid === process.getuid?.() && (mode & 0o022) === 0;
    });
    return isPrivate ? folder : null;
  } catch {
    return null;
  }
}

const digestLength = 32;

/** Tells programs, and what compiles them, apart. */
function keyOf(source: string): Buffer {
  return sha256(`${process.version} ${process.arch} ${source}`);
}

function sha256(content: string | Uint8Array): Buffer {
  return createHash('sha256').update(content).digest();
}

/** A file is the key, a SHA-256 of the code, and the code. */
function load({ file, key }: StoredCode): Buffer | undefined {
  try {
    const bytes = readFileSync(file);
    const code = bytes.subarray(2 * digestLength);
    const isWhole = bytes.subarray(0, digestLength).equals(key) && bytes.subarray(digestLength, 2 * digestLength).equals(sha256(code));
    return isWhole ? code : undefined;
  } catch {
    return undefined;
  }
}

function save({ folder, file, key }: StoredCode, code: Buffer): void {
  const temporary = join(folder, `${randomUUID()}.tmp`);
  try {
    writeFileSync(temporary, Buffer.concat([key, sha256(code), code]), { mode: 0o600 });
    renameSync(temporary, file);
  } catch {
    // A full disk or a folder that may not be written is no reason to fail a command.
    rmSync(temporary, { force: true });
  }
}
