import { statSync } from 'node:fs';
import { version as packageVersion } from '../../package.json';

/** Tells releases and builds of this program, and Nodes, apart: what another one kept is not taken for this one's. */
export function toolBuild(): string {
  const { size, mtimeMs } = statSync(__filename);
  return `${packageVersion} ${String(size)} ${String(mtimeMs)} ${process.version}`;
}
