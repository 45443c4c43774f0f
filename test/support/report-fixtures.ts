import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Folder of the reports that real tools wrote. */
export const reportsFolder = fileURLToPath(new URL('../fixtures/reports', import.meta.url));

/** The text of one of them. */
export function reportText(path: string): string {
  return readFileSync(`${reportsFolder}/${path}`, 'utf8');
}
