import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unpackSample } from '../sample/unpack-sample.mjs';

/** An unpacked sample project in a folder of its own. */
export interface SampleFolder {
  readonly path: string;
  remove(): void;
}

/** Unpacks a sample for a test, with its DVC remote beside it where that is asked for; whoever asks removes it. */
export function sampleFolder(name: 'card-fraud' | 'bare' | 'two-projects', { withRemote = false } = {}): SampleFolder {
  const parent = mkdtempSync(join(tmpdir(), `airworthy-${name}-`));
  const path = join(parent, name);
  unpackSample({ name, target: path, withRemote });
  return { path, remove: () => rmSync(parent, { recursive: true, force: true }) };
}
