import { createHash, randomUUID } from 'node:crypto';
import {
  type BigIntStats,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import * as z from 'zod';
import { cacheFolder, isWithin } from './cache-folder.ts';
import { realFolders } from './real-folders.ts';
import type { FileStamp, ReportCache, StoredRun } from '../ports/report-cache.ts';

/** Where reports are kept, and for what. */
export interface ReportCacheOptions {
  /** The repository's root: absolute, links resolved. */
  readonly root: string;
  /** The checked folder in it. */
  readonly folder: string;
  /** Tells releases and builds of the tool apart. */
  readonly tool: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly startedAt: number;
}

/** Repositories whose reports are kept, the newest ones. */
const mostFiles = 20;
/** Bytes of a run's reports; more are not kept. */
const largestFile = 64 * 1024 * 1024;

/**
 * The reports of one folder, kept in the person's cache folder. A file is a SHA-256 of the rest and then the run in V8's own form,
 * which keeps every value as it is; what does not fit its digest was cut off or changed, and is passed over.
 * Null where there is no place for it outside the workspace.
 */
export function createReportCache({ root, folder, tool, environment, startedAt }: ReportCacheOptions): ReportCache | null {
  const place = cacheFolder(environment);
  if (place === null || isWithin(root, place)) return null;
  const file = join(place, `${createHash('sha256').update(`${root}\0${folder}`).digest('hex').slice(0, 32)}.reports`);
  return { tool, startedAt, load: () => load(file), save: (run) => save(place, file, run), stamp: stamps(root) };
}

const digestLength = 32;
/** What fits its digest was written by this build, whose name is compared before anything in it is believed. */
const trusted = z.custom<StoredRun>((value) => typeof value === 'object' && value !== null && 'base' in value && 'projects' in value);

function load(file: string): StoredRun | null {
  try {
    if (statSync(file).size > largestFile) return null;
    const bytes = readFileSync(file);
    const body = bytes.subarray(digestLength);
    if (!digest(body).equals(bytes.subarray(0, digestLength))) return null;
    return trusted.safeParse(deserialize(body)).data ?? null;
  } catch {
    return null;
  }
}

function save(folder: string, file: string, run: StoredRun): void {
  const temporary = `${file}.${randomUUID()}`;
  try {
    const body = serialize(run);
    if (body.length > largestFile) return;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(temporary, Buffer.concat([digest(body), body]), { mode: 0o600 });
    renameSync(temporary, file);
    removeOldest(folder);
  } catch {
    // A full disk or a folder that may not be written is no reason to fail a check.
    removeIfThere(temporary);
  }
}

function removeIfThere(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // It is found among the oldest later.
  }
}

function digest(body: Uint8Array): Buffer {
  return createHash('sha256').update(body).digest();
}

function removeOldest(folder: string): void {
  const files = readdirSync(folder)
    .filter((name) => name.includes('.reports'))
    .map((name) => ({ name, at: statSync(join(folder, name), { throwIfNoEntry: false })?.mtimeMs ?? 0 }));
  for (const { name } of files.sort((left, right) => right.at - left.at).slice(mostFiles)) removeIfThere(join(folder, name));
}

/** Stamps of paths below a root; where their folders lie is found out once. */
function stamps(root: string): (path: string) => FileStamp {
  const placeOf = realFolders(root);
  const folders = new Map<string, string>();
  const realFolder = (folder: string): string => {
    const known = folders.get(folder) ?? resolved(folder, placeOf);
    folders.set(folder, known);
    return known;
  };
  return (path) => {
    const place = join(root, path);
    const folder = dirname(place);
    const real = realFolder(folder);
    const way = real === folder ? '' : `${real}:`;
    try {
      const own = lstatSync(place, { bigint: true, throwIfNoEntry: false });
      if (own === undefined) return absent;
      if (!own.isSymbolicLink()) return stampOf(way, own);
      const target = resolved(place, realpathSync);
      const found = stampOf(`${way}${target}:`, statSync(place, { bigint: true }));
      const link = stampOf('', own);
      return { text: `${link.text}>${found.text}`, changedAt: Math.max(link.changedAt, found.changedAt) };
    } catch {
      return { text: 'unreadable', changedAt: Number.POSITIVE_INFINITY };
    }
  };
}

const absent: FileStamp = { text: 'absent', changedAt: 0 };

function stampOf(way: string, found: BigIntStats): FileStamp {
  if (found.isDirectory()) return { text: `${way}folder`, changedAt: 0 };
  const text = `${way}${String(found.mode)}:${String(found.size)}:${String(found.mtimeNs)}:${String(found.ctimeNs)}:${String(found.ino)}`;
  // The inode's own change counts too: a tool may give a file an older time, but not that.
  return { text, changedAt: Math.max(Number(found.mtimeMs), Number(found.ctimeMs)) };
}

function resolved(place: string, resolve: (place: string) => string): string {
  try {
    return resolve(place);
  } catch {
    return '?';
  }
}
