/** Our statistics beside those of the real scipy and Evidently, on columns that are made anew from each seed. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { needTools } from '../../support/python-tools.ts';
import { checkColumn } from './check-column.ts';
import { GoldenColumn } from './golden.ts';

const script = fileURLToPath(new URL('make-golden.py', import.meta.url));

describe('drift statistics on random columns', function () {
  this.timeout(300_000);

  for (const seed of [1, 20_261_126]) {
    it(`are those of scipy and Evidently, seed ${String(seed)}`, function () {
      const [programs] = needTools(this, ['evidently-0.7']);
      assert.ok(programs !== undefined);
      const env = { ...process.env, DO_NOT_TRACK: '1', ITERATIVE_DO_NOT_TRACK: '1' };
      const made = spawnSync(join(programs, 'python'), [script, '--random', String(seed)], { encoding: 'utf8', env, maxBuffer: 1 << 28 });
      assert.equal(made.status, 0, made.stderr);
      const columns = z.array(GoldenColumn).parse(JSON.parse(made.stdout));
      assert.ok(columns.length > 60);
      for (const column of columns) {
        try {
          checkColumn(column);
        } catch (error) {
          if (error instanceof Error) error.message = `${column.type}: ${column.name}: ${error.message}`;
          throw error;
        }
      }
    });
  }
});
