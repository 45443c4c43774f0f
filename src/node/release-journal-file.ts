/** The journal's file: what is in it, and how it is read back. */
import * as z from 'zod';

const writeSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('tag'),
    name: z.string(),
    commit: z.string(),
    message: z.string(),
    at: z.number(),
    offset: z.string(),
  }),
  z.object({ kind: z.literal('branch'), name: z.string(), before: z.string().nullable(), after: z.string() }),
  z.object({
    kind: z.literal('file'),
    path: z.string(),
    before: z.string(),
    after: z.string(),
    blobBefore: z.string(),
    blobAfter: z.string(),
    mode: z.string(),
  }),
  z.object({
    kind: z.literal('version-tag'),
    server: z.string(),
    model: z.string(),
    version: z.string(),
    key: z.string(),
    before: z.string().nullable(),
    after: z.string(),
  }),
  z.object({
    kind: z.literal('alias'),
    server: z.string(),
    model: z.string(),
    alias: z.string(),
    before: z.string().nullable(),
    after: z.string().nullable(),
  }),
  z.object({ kind: z.literal('push'), remote: z.string(), refs: z.array(z.string()).readonly() }),
]);

const fileSchema = z.object({
  version: z.literal(1),
  /** Who wrote it: a process that is alive is still at work. `start` tells it from a later process of the same number. */
  process: z.object({ host: z.string(), id: z.number(), start: z.string() }),
  entry: z.object({
    id: z.string(),
    startedAt: z.number(),
    action: z.enum(['promote', 'deploy', 'rollback', 'shadow', 'canary', 'unassign', 'register']),
    model: z.string(),
    stage: z.string().nullable(),
    from: z.string().nullable(),
    to: z.string().nullable(),
    reason: z.string(),
    writes: z.array(writeSchema).readonly(),
    state: z.enum(['running', 'pending']),
  }),
});

/** A whole journal. */
export type JournalFile = z.infer<typeof fileSchema>;

/** Reads a journal's text; null for what is none of ours. */
export function parseJournal(text: string): JournalFile | null {
  try {
    return fileSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
