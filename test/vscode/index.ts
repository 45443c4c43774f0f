// The suite that VS Code's extension host runs: mocha over the bundled tests of one workspace kind. What is here may import
// `vscode`; how it is launched is in test/host/vscode-suite.mjs.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import Mocha from 'mocha';

/** Runs the tests of the folder AIRWORTHY_SUITE, filtered by AIRWORTHY_GREP; rejects when any fails or none is found. */
export async function run(): Promise<void> {
  process.setSourceMapsEnabled(true);
  const folder = process.env['AIRWORTHY_SUITE'];
  if (folder === undefined) throw new Error('AIRWORTHY_SUITE does not name the folder of bundled tests.');
  const grep = process.env['AIRWORTHY_GREP'];
  const mocha = new Mocha({
    ui: 'bdd',
    timeout: 60_000,
    reporter: join(process.env['AIRWORTHY_REPOSITORY'] ?? '', 'test', 'support', 'count-reporter.cjs'),
    ...(grep === undefined || grep === '' ? {} : { grep }),
  });
  const files = readdirSync(folder).filter((name) => name.endsWith('.test.js'));
  if (files.length === 0) throw new Error(`There are no tests in ${folder}.`);
  for (const file of files.sort()) mocha.addFile(join(folder, file));
  const failures = await new Promise<number>((resolve) => {
    mocha.run(resolve);
  });
  if (failures > 0) throw new Error(`${failures} failed.`);
}
