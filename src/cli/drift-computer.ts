import { createLocalDriftComputer } from '../app/local-drift-computer.ts';
import { createBatchFiles } from '../node/batch-files.ts';

/** Drift in this thread: a command line has nothing else to do meanwhile. */
export const driftComputer = createLocalDriftComputer(createBatchFiles);
