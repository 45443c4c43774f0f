// Starts the command line: the program itself is `main.ts`, whose compiled code is kept between runs.
import { join } from 'node:path';
import { runCached } from '../node/code-cache.ts';
import { exitCodes } from './command.ts';

const [name = ''] = process.argv.slice(2);

runCached({
  file: join(__dirname, 'cli-program.js'),
  // What is no command ends as wrong usage, of which nothing is kept.
  part: /^[a-z]{1,20}$/.test(name) ? name : null,
  environment: process.env,
  directory: process.cwd(),
  isKept: () => process.exitCode !== undefined && process.exitCode !== exitCodes.usage,
});
