import { join } from 'node:path';
import { createDriftWorkers } from '../../node/drift-worker-client.ts';

/** Drift computed in worker threads, which start when they are asked; the program lies beside the extension's own. */
export const driftComputer = createDriftWorkers(join(__dirname, 'drift-worker.js'));
