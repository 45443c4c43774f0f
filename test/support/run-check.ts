import { createLocalAnalyser } from '../../src/app/local-analyser.ts';
import { checkCommand } from '../../src/cli/check.ts';
import { writers } from '../../src/core/report/writers.ts';

/** `airworthy check` with all its parts. */
export const runCheck = checkCommand({
  analyser: () => Promise.resolve(createLocalAnalyser()),
  writers: () => Promise.resolve(writers),
});
