/** The answers of scipy, NumPy and Evidently that `make-golden.py` wrote down. */
import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { SampleSpec } from './sample.ts';

const Num = z.union([z.number(), z.enum(['NaN', 'Infinity', '-Infinity']).transform(Number)]);
const Test = z.object({ statistic: Num, pValue: Num }).nullable();

/** A column and what scipy and Evidently say of it. */
export const GoldenColumn = z.object({
  name: z.string(),
  type: z.enum(['numeric', 'categorical']),
  reference: SampleSpec,
  current: SampleSpec,
  judged: z.object({ method: z.string(), score: Num, drifted: z.boolean() }),
  statistics: z.object({
    psi: Num,
    jensenShannon: Num,
    hellinger: Num,
    ks: Test,
    wasserstein: Num.nullable(),
    wassersteinNormed: Num.nullable(),
    chiSquare: Test,
    zTest: Num.nullable(),
  }),
});

/** A column and what scipy and Evidently say of it. */
export type GoldenColumn = z.infer<typeof GoldenColumn>;

const Golden = z.object({
  columns: z.array(GoldenColumn),
  kolmogorovTails: z.array(z.tuple([z.number(), z.number(), Num])),
  exactTails: z.array(z.tuple([z.number(), z.number(), z.number(), Num])),
  sturges: z.array(
    z.object({ min: z.number(), max: z.number(), count: z.number(), integers: z.boolean(), bins: z.number(), edges: z.array(z.number()) }),
  ),
  gammaTails: z.array(z.tuple([z.number(), z.number(), Num])),
  normal: z.array(z.tuple([z.number(), z.number()])),
  frames: z.array(
    z.object({
      name: z.string(),
      reference: z.record(z.string(), SampleSpec),
      current: z.record(z.string(), SampleSpec),
      columns: z.record(
        z.string(),
        z.object({ type: z.enum(['num', 'cat']), method: z.string(), score: Num, threshold: z.number(), drifted: z.boolean() }),
      ),
      datasetDrift: z.object({ share: z.number(), drifted: z.boolean() }),
    }),
  ),
});

/** All golden cases. */
export const golden = Golden.parse(JSON.parse(readFileSync(new URL('golden.json', import.meta.url), 'utf8')));
