// Carries out a promotion in this process and kills it, without any clean-up, right before or after one of its writes or at the journal.
// Started by the tests with: REPOSITORY REMOTE KILL, where KILL is `before N`, `after N`, `begun`, `ending` or `never`;
// servers are asked where the variable ONLINE is `true`.
import { applyRelease } from '../../src/app/apply-release.ts';
import { openReleases, type ReleaseDependencies } from '../../src/app/release-context.ts';
import { prepareRelease } from '../../src/app/prepare-release.ts';
import type { Write } from '../../src/core/release/write.ts';
import type { ReleaseJournal } from '../../src/ports/release-journal.ts';
import type { Writer, Writers } from '../../src/ports/writer.ts';
import { localReleases } from './local-releases.ts';

const [root = '', remote = '', moment = 'never', position = ''] = process.argv.slice(2);

function die(): Promise<never> {
  process.kill(process.pid, 'SIGKILL');
  return new Promise(() => undefined);
}

/** How many writes were made; a property, because nothing else tells one write from the next. */
const made = { count: 0 };

function mortal<W extends Write>(writer: Writer<W>): Writer<W> {
  return {
    ...writer,
    async apply(write, signal) {
      const own = (made.count += 1);
      if (moment === 'before' && String(own) === position) await die();
      await writer.apply(write, signal);
      if (moment === 'after' && String(own) === position) await die();
    },
  };
}

function mortalWriters(writers: Writers): Writers {
  return {
    tag: mortal(writers.tag),
    branch: mortal(writers.branch),
    file: mortal(writers.file),
    'version-tag': mortal(writers['version-tag']),
    alias: mortal(writers.alias),
    push: mortal(writers.push),
  };
}

function mortalJournal(journal: ReleaseJournal): ReleaseJournal {
  return {
    ...journal,
    async begin(entry) {
      const begun = await journal.begin(entry);
      return moment === 'begun' ? die() : begun;
    },
    async end(entry) {
      if (moment === 'ending') await die();
      await journal.end(entry);
    },
  };
}

async function main(): Promise<void> {
  const { signal } = new AbortController();
  const real = await localReleases(process.env, { isOnline: process.env['ONLINE'] === 'true' });
  const deps: ReleaseDependencies = {
    ...real,
    writers: (repository, servers) => mortalWriters(real.writers(repository, servers)),
    journal: (place) => mortalJournal(real.journal(place)),
  };
  const context = await openReleases(deps, { directory: root, folderIn: () => '' }, signal);
  if (context === null) throw new Error('No repository.');
  const request = JSON.parse(process.env['REQUEST'] ?? '') as Parameters<typeof prepareRelease>[1]['request'];
  const release = await prepareRelease(deps, { context, request: { ...request, remote: remote === '' ? null : remote } }, signal);
  if (release.kind !== 'ready') throw new Error(release.kind === 'refused' ? release.reason.en : release.kind);
  const receipt = await applyRelease(deps, { release, words: { reason: 'test', goesOnWithout: false } }, signal);
  process.stdout.write(`${JSON.stringify({ writes: made.count, verified: receipt.verified })}\n`);
}

void main();
