// @ts-check
// `npm test`: installs what is missing and runs everything, step by step. `--only STEP,STEP` and `--grep TEXT` choose less,
// `--host desktop` runs the in-VS-Code tests in a downloaded desktop VS Code. The last line is the sum over all steps.
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { installDependencies } from './host/dependencies.mjs';
import { runSteps } from './host/run-steps.mjs';
import { chosenSteps } from './host/test-steps.mjs';

const repository = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const say = (/** @type {string} */ line) => process.stdout.write(`${line}\n`);

process.exitCode = await main();
// A child left over by a failed step must not keep the run alive after its verdict.
process.exit();

/**
 * @returns {Promise<number>}
 */
async function main() {
  const { values } = parseArgs({
    options: { only: { type: 'string' }, grep: { type: 'string' }, host: { type: 'string', default: 'server' } },
  });
  if (values.host !== 'server' && values.host !== 'desktop') throw new Error(`--host is server or desktop, not ${values.host}.`);
  process.chdir(repository);
  await installDependencies({ repository, log: say });
  const steps = chosenSteps({
    repository,
    only: values.only?.split(','),
    grep: values.grep,
    host: values.host,
    isCi: process.env['CI'] === 'true',
  });
  const counts = await runSteps({
    steps,
    log: say,
    mayMatchNothing: values.grep !== undefined,
    isCi: process.env['CI'] === 'true',
  });
  say(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
  return counts.failed > 0 || counts.passed === 0 ? 1 : 0;
}
