import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ModelState } from '../core/release/model-state.ts';
import type { RegistryCache } from '../ports/registry-cache.ts';
import { cacheFolder, isWithin } from './cache-folder.ts';
import { type KeptFile, keptName, loadKept, saveKept } from './kept-file.ts';

/** Where registries are kept, and for what. */
export interface RegistryCacheOptions {
  /** The repository's root: absolute, links resolved. */
  readonly root: string;
  /** Tells releases and builds of the tool apart. */
  readonly tool: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Bytes; about 200,000 tags. */
const largestFile = 64 * 1024 * 1024;

/** The registry of one repository, kept in the person's cache folder. Null where there is no place for it outside the workspace. */
export function createRegistryCache({ root, tool, environment }: RegistryCacheOptions): RegistryCache | null {
  const place = cacheFolder(environment);
  if (place === null || isWithin(root, place)) return null;
  const kept: KeptFile = { file: join(place, `${keptName(root)}.registry`), kind: '.registry', largest: largestFile, most: 20 };
  const keyOf = (madeFrom: string): string => createHash('sha256').update(`${tool}\0${madeFrom}`).digest('hex');
  return {
    isKept: () => existsSync(kept.file),
    load(madeFrom) {
      const value = loadKept(kept);
      return isStored(value) && value.key === keyOf(madeFrom) ? value.models : null;
    },
    save(madeFrom, models) {
      const stored: Stored = { key: keyOf(madeFrom), models };
      saveKept(kept, stored);
    },
  };
}

interface Stored {
  readonly key: string;
  readonly models: readonly ModelState[];
}

/** What fits its digest was written by a build of this tool, which the key names, so that its models are as they were. */
function isStored(value: unknown): value is Stored {
  return typeof value === 'object' && value !== null && 'key' in value && 'models' in value && Array.isArray(value.models);
}
