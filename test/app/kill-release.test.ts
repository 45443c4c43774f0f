// A process that is killed at any write leaves the old state, the new state, or a journal that is finished or undone.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { findLeftRelease, finishRelease, undoLeftRelease } from '../../src/app/recover-release.ts';
import { openReleases } from '../../src/app/release-context.ts';
import { bundled } from '../support/bundled.ts';
import { localReleases } from '../support/local-releases.ts';
import { neverAborted, temporaryRepository, type TemporaryRepository } from '../support/temporary-repository.ts';

const signal = neverAborted();
const printed = z.object({ writes: z.number(), verified: z.boolean() });

/** A kind of release, with what it is asked and the repository it is asked of. */
interface Scenario {
  readonly name: string;
  readonly request: Readonly<Record<string, unknown>>;
  readonly pushes: boolean;
  prepare(place: TemporaryRepository): void;
}

const scenarios: readonly Scenario[] = [
  {
    name: 'a promotion by a tag',
    request: { action: 'promote', model: 'm', version: 'v2.0.0', stage: 'production' },
    pushes: false,
    prepare: registered,
  },
  {
    name: 'a rollback by a tag that is pushed',
    request: { action: 'rollback', model: 'm', stage: 'production', to: null },
    pushes: true,
    prepare(place) {
      registered(place);
      ['m#production#1', 'm#production#2'].forEach((name, index) => {
        place.tag(name, place.git('rev-parse', `m@v${String(index + 1)}.0.0^{commit}`), 1_700_000_200 + index);
      });
    },
  },
];

function registered(place: TemporaryRepository): void {
  ['1', '2'].forEach((text, index) => {
    place.tag(`m@v${text}.0.0`, place.commit('a', text), 1_700_000_100 + index);
  });
}

/** All that a release may change: refs here and at the remote, the index and the work tree. */
function stateOf(place: TemporaryRepository, server: TemporaryRepository): readonly string[] {
  const refs = 'for-each-ref --format=%(refname) %(if)%(taggerdate)%(then)%(contents)%(else)%(objectname:short)%(end)'.split(' ');
  const format = [refs[0] ?? '', refs.slice(1).join(' ')];
  return [place.git(...format), server.git(...format), place.git('status', '--porcelain=v1'), place.git('diff', 'HEAD')].map(withoutTime);
}

/** Commits and tags of two runs differ by their seconds, and so by their ids. */
function withoutTime(text: string): string {
  return text.replaceAll(/\b[0-9a-f]{7,40}\b/g, 'ID');
}

for (const scenario of scenarios) {
  describe(`killed during ${scenario.name}`, function () {
    this.timeout(120_000);
    let places: TemporaryRepository[] = [];
    let script = '';

    before(async () => {
      script = await bundled('kill-at-write');
    });

    afterEach(() => {
      for (const place of places) place.remove();
      places = [];
    });

    function fresh(): { readonly place: TemporaryRepository; readonly server: TemporaryRepository } {
      const [place, server] = [temporaryRepository(), temporaryRepository({ bare: true })];
      places.push(place, server);
      scenario.prepare(place);
      place.git('remote', 'add', 'origin', server.root);
      place.git('push', '-q', '--tags', 'origin', 'main');
      return { place, server };
    }

    function run({ root, environment }: TemporaryRepository, ...moment: readonly string[]) {
      const args = [script, root, scenario.pushes ? 'origin' : '', ...moment];
      const env = { ...environment, REQUEST: JSON.stringify(scenario.request) };
      return spawnSync(process.execPath, args, { env, encoding: 'utf8' });
    }

    async function recover({ root, environment }: TemporaryRepository, how: 'finish' | 'undo'): Promise<void> {
      const deps = localReleases(environment);
      const context = await openReleases(deps, { directory: root, folderIn: () => '' }, signal);
      assert.ok(context !== null);
      const place = { writers: deps.writers(context.repository, []), journal: context.journal };
      const left = await findLeftRelease(place, signal);
      if (left === null) return;
      if (how === 'finish' || left.isPublic) await finishRelease(place, left);
      else await undoLeftRelease(place, left);
      assert.deepEqual(await context.journal.read(), { kind: 'empty' });
    }

    it('at every write and at both ends of the journal', async () => {
      const whole = fresh();
      const old = stateOf(whole.place, whole.server);
      const result = run(whole.place, 'never');
      assert.equal(result.status, 0, result.stderr);
      const { writes, verified } = printed.parse(JSON.parse(result.stdout));
      assert.equal(verified, true);
      const done = stateOf(whole.place, whole.server);
      assert.notDeepEqual(done, old);

      const moments = Array.from({ length: writes }, (_, index) => [
        ['before', String(index + 1)],
        ['after', String(index + 1)],
      ]).flat();
      for (const moment of [['begun'], ...moments, ['ending']]) {
        for (const how of ['finish', 'undo'] as const) {
          const { place, server } = fresh();
          const killed = run(place, ...moment);
          assert.equal(killed.signal, 'SIGKILL', `${moment.join(' ')}: ${killed.stderr}`);
          assert.ok(existsSync(join(place.root, '.git/airworthy/release.json')), `${moment.join(' ')}: no journal`);
          await recover(place, how);
          const isPublic = scenario.pushes && (moment[0] === 'ending' || moment.join(' ') === `after ${String(writes)}`);
          assert.deepEqual(stateOf(place, server), how === 'finish' || isPublic ? done : old, `${moment.join(' ')}, then ${how}`);
        }
      }
    });

    it('lets no new release begin before the old one is finished or undone', () => {
      const { place } = fresh();
      assert.equal(run(place, 'begun').signal, 'SIGKILL');
      assert.match(run(place, 'never').stderr, /An earlier release was interrupted/);
    });
  });
}
