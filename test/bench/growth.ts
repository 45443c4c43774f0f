// How the time to read a file grows with its length, for every format: at 1,000, 10,000 and 100,000 lines. Prints JSON.
import type { FormatId } from '../../src/core/facts/facts.ts';
import { readFile } from '../../src/core/facts/read-file.ts';
import { createSourceText } from '../../src/core/model/source-text.ts';
import { growingFiles, growingText } from './growing-files.ts';

const lengths = [1_000, 10_000, 100_000] as const;

/** The best time of several readings of one text, in milliseconds. */
function timeOf(format: FormatId, lines: number): number {
  const { path } = growingFiles[format];
  const text = growingText(format, lines);
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < (lines > 50_000 ? 4 : 6); run += 1) {
    const started = performance.now();
    const facts = readFile(createSourceText(path, text), { read: () => undefined });
    best = Math.min(best, performance.now() - started);
    if (facts.format !== format) throw new Error(`${path} was read as ${String(facts.format)}, not as ${format}.`);
    const [problem] = facts.problems;
    if (problem !== undefined) throw new Error(`${format}: ${JSON.stringify(problem)}`);
  }
  return best;
}

const formats = Object.keys(growingFiles) as FormatId[];
process.stdout.write(JSON.stringify(formats.map((format) => ({ format, times: lengths.map((lines) => timeOf(format, lines)) }))));
