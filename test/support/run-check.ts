import { createLocalAnalyser } from '../../src/app/local-analyser.ts';
import { checkCommand } from '../../src/cli/check.ts';
import { checkText } from '../../src/core/report/check-text.ts';

/** `airworthy check` with all its parts. */
export const runCheck = checkCommand({
  analyser: () => Promise.resolve(createLocalAnalyser()),
  text: () => Promise.resolve(checkText),
});
