import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { carryOut } from '../../src/app/carry-out.ts';
import type { RegistryChange } from '../../src/core/release/release-plan.ts';
import type { Write } from '../../src/core/release/write.ts';
import { createReleaseJournal } from '../../src/node/release-journal.ts';
import type { GitRepository } from '../../src/ports/git.ts';
import type { VersionRegistry } from '../../src/ports/version-registry.ts';
import { gitWriters } from '../../src/providers/writers/git-writers.ts';
import { noServerWriters } from '../../src/providers/writers/refusing-writers.ts';

/** Carries one change of Git tags out as the product does, with a journal in a folder of its own. */
export async function carryTags(
  { repository, registry }: { readonly repository: GitRepository; readonly registry: VersionRegistry },
  { change, remote = null, record = 'why' }: { readonly change: RegistryChange; readonly remote?: string | null; readonly record?: string },
  signal: AbortSignal,
): Promise<{ readonly verified: boolean; readonly datedAfter: number | null }> {
  const folder = mkdtempSync(join(tmpdir(), 'airworthy-journal-'));
  try {
    const { writes, datedAfter } = await registry.prepare({ change, record, remote }, signal);
    const push: readonly Write[] = remote === null ? [] : [{ kind: 'push', remote, refs: [`refs/tags/${change.name}`] }];
    const { model, stage, to } = change;
    await carryOut(
      { writers: { ...gitWriters(repository), ...noServerWriters }, journal: createReleaseJournal(join(folder, 'release.json')) },
      {
        id: 'test',
        startedAt: 0,
        action: change.action,
        model,
        stage,
        from: null,
        to,
        reason: '',
        writes: [...writes, ...push],
        state: 'running',
      },
      { goesOnWithout: false },
    );
    return { verified: await registry.verify(change, signal), datedAfter };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
