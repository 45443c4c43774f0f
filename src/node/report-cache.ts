import { type BigIntStats, lstatSync, realpathSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { cacheFolder, isWithin } from './cache-folder.ts';
import { type KeptFile, keptName, loadKept, saveKept } from './kept-file.ts';
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

/** Bytes of a run's reports; more are not kept. */
const largestFile = 64 * 1024 * 1024;

/** The reports of one folder, kept in the person's cache folder. Null where there is no place for it outside the workspace. */
export function createReportCache({ root, folder, tool, environment, startedAt }: ReportCacheOptions): ReportCache | null {
  const place = cacheFolder(environment);
  if (place === null || isWithin(root, place)) return null;
  const kept: KeptFile = { file: join(place, `${keptName(root, folder)}.reports`), kind: '.reports', largest: largestFile, most: 20 };
  return {
    tool,
    startedAt,
    load: () => trusted.safeParse(loadKept(kept)).data ?? null,
    save: (run) => {
      saveKept(kept, run);
    },
    stamp: stamps(root),
  };
}

/** What fits its digest was written by this build, whose name is compared before anything in it is believed. */
const trusted = z.custom<StoredRun>((value) => typeof value === 'object' && value !== null && 'base' in value && 'projects' in value);

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
