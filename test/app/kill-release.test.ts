// A process that is killed at any write leaves the old state, the new state, or a journal that is finished or undone.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { findLeftRelease, finishRelease, forgetRelease, undoLeftRelease } from '../../src/app/recover-release.ts';
import { openReleases } from '../../src/app/release-context.ts';
import { bundled } from '../support/bundled.ts';
import { localReleases } from '../support/local-releases.ts';
import { standard } from '../support/serving-manifests.ts';
import { neverAborted, temporaryRepository, type TemporaryRepository } from '../support/temporary-repository.ts';

const signal = neverAborted();
const printed = z.object({ writes: z.number(), verified: z.boolean() });

/** A repository and the one that it pushes to. */
interface Places {
  readonly place: TemporaryRepository;
  readonly server: TemporaryRepository;
}

/** A kind of release, with what it is asked and the repository it is asked of. */
interface Scenario {
  readonly name: string;
  readonly request: Readonly<Record<string, unknown>>;
  readonly pushes: boolean;
  /** How many places it writes to, the remote included. */
  readonly writes: number;
  prepare(place: TemporaryRepository): void;
}

const scenarios: readonly Scenario[] = [
  {
    name: 'a promotion by a tag',
    request: { action: 'promote', model: 'm', version: 'v2.0.0', stage: 'production' },
    pushes: false,
    writes: 1,
    prepare: registered,
  },
  {
    name: 'a rollback by a tag that is pushed',
    request: { action: 'rollback', model: 'm', stage: 'production', to: null },
    pushes: true,
    writes: 2,
    prepare(place) {
      registered(place);
      held(place);
    },
  },
  {
    name: 'a deployment by tag, branch and file that is pushed',
    request: { action: 'deploy', model: 'm', version: 'v2.0.0', stage: 'production' },
    pushes: true,
    writes: 4,
    prepare(place) {
      registered(place);
      served(place, 'v1.0.0');
      unrelated(place);
    },
  },
  {
    name: 'a rollback that takes the manifest along',
    request: { action: 'rollback', model: 'm', stage: 'production', to: null },
    pushes: false,
    writes: 3,
    prepare(place) {
      registered(place);
      held(place);
      served(place, 'v2.0.0');
      unrelated(place);
    },
  },
  {
    name: 'a deployment to a branch of its own that is pushed',
    request: { action: 'deploy', model: 'm', version: 'v2.0.0', stage: 'production' },
    pushes: true,
    writes: 3,
    prepare(place) {
      registered(place);
      served(place, 'v1.0.0', 'via: branch');
    },
  },
];

function registered(place: TemporaryRepository): void {
  ['1', '2'].forEach((text, index) => {
    place.tag(`m@v${text}.0.0`, place.commit('a', text), 1_700_000_100 + index);
  });
}

function held(place: TemporaryRepository): void {
  ['m#production#1', 'm#production#2'].forEach((name, index) => {
    place.tag(name, place.git('rev-parse', `m@v${String(index + 1)}.0.0^{commit}`), 1_700_000_200 + index);
  });
}

function served(place: TemporaryRepository, version: string, more = 'strategy: direct'): void {
  place.commit('airworthy.yaml', `version: 1\nmodels:\n  - {name: m, deploy: {manifest: k8s/m.yaml, ${more}}}\n`);
  place.commit('k8s/m.yaml', standard.replaceAll('fraud', 'm').replaceAll('v1.4.0', version));
}

/** What the person is in the middle of; no release may touch it. */
function unrelated(place: TemporaryRepository): void {
  place.commit('b', 'committed');
  place.write('staged', 'new');
  place.git('add', 'staged');
  place.write('b', 'changed');
  place.write('untracked', 'mine');
}

/** All that a release may change: refs here and at the remote with their trees and messages, the index and the work tree. No times. */
function stateOf(place: TemporaryRepository, server: TemporaryRepository): readonly string[] {
  const refs = ['for-each-ref', '--format=%(refname) %(tree) %(*tree) %(contents)'];
  const local = [refs, ['log', '--all', '--format=%T'], ['status', '--porcelain=v2'], ['diff']];
  return [server.git(...refs), ...local.map((args) => place.git(...args))];
}

for (const scenario of scenarios) {
  describe(`killed during ${scenario.name}`, function () {
    this.timeout(120_000);
    const places: TemporaryRepository[] = [];
    let original: Places;
    let script = '';

    before(async () => {
      script = await bundled('kill-at-write');
      const [place, server] = [temporaryRepository(), temporaryRepository({ bare: true })];
      places.push(place, server);
      scenario.prepare(place);
      place.git('remote', 'add', 'origin', server.root);
      place.git('push', '-q', '--tags', 'origin', 'main');
      original = { place, server };
    });

    after(() => {
      for (const place of places) place.remove();
    });

    function copyOf({ place, server }: Places): Places {
      const copy = { place: temporaryRepository({ copyOf: place }), server: temporaryRepository({ copyOf: server }) };
      places.push(copy.place, copy.server);
      copy.place.git('remote', 'set-url', 'origin', copy.server.root);
      return copy;
    }

    function run({ root, environment }: TemporaryRepository, ...moment: readonly string[]) {
      const args = [script, root, scenario.pushes ? 'origin' : '', ...moment];
      const env = { ...environment, REQUEST: JSON.stringify(scenario.request) };
      return spawnSync(process.execPath, args, { env, encoding: 'utf8' });
    }

    async function recover({ root, environment }: TemporaryRepository, how: 'finish' | 'undo' | 'forget'): Promise<void> {
      const deps = await localReleases(environment);
      const context = await openReleases(deps, { directory: root, folderIn: () => '' }, signal);
      assert.ok(context !== null);
      const place = { writers: deps.writers(context.repository, []), journal: context.journal };
      const left = await findLeftRelease(place, signal);
      assert.ok(left !== null);
      if (how === 'forget') await forgetRelease(place, left);
      else if (how === 'finish' || left.isPublic) await finishRelease(place, left);
      else await undoLeftRelease(place, left);
      assert.deepEqual(await context.journal.read(), { kind: 'empty' });
    }

    it('at every write and at both ends of the journal', async () => {
      const whole = copyOf(original);
      const old = stateOf(whole.place, whole.server);
      const result = run(whole.place, 'never');
      assert.equal(result.status, 0, result.stderr);
      assert.deepEqual(printed.parse(JSON.parse(result.stdout)), { writes: scenario.writes, verified: true });
      const done = stateOf(whole.place, whole.server);
      assert.notDeepEqual(done, old);

      // Nothing happens between the end of one write and the begin of the next, so that each of these is one moment.
      const moments = Array.from({ length: scenario.writes }, (_, index) => ['after', String(index + 1)]);
      for (const moment of [['begun'], ['before', '1'], ...moments, ['ending']]) {
        const killed = copyOf(original);
        const { signal: end, stderr } = run(killed.place, ...moment);
        assert.equal(end, 'SIGKILL', `${moment.join(' ')}: ${stderr}`);
        assert.ok(existsSync(join(killed.place.root, '.git/airworthy/release.json')), `${moment.join(' ')}: no journal`);
        const isPublic = scenario.pushes && (moment[0] === 'ending' || moment.join(' ') === `after ${String(scenario.writes)}`);
        for (const how of ['finish', 'undo'] as const) {
          const { place, server } = copyOf(killed);
          await recover(place, how);
          assert.deepEqual(stateOf(place, server), how === 'finish' || isPublic ? done : old, `${moment.join(' ')}, then ${how}`);
        }
        assert.equal(killed.place.git('fsck', '--no-dangling', '--no-progress'), '');
      }
    });

    if (scenario.request['action'] === 'rollback' && scenario.writes === 3) {
      it('takes nothing of the file back where someone went on from its commit', async () => {
        const { place } = copyOf(original);
        assert.equal(run(place, 'after', '3').signal, 'SIGKILL');
        place.git('stash', '-q');
        place.commit('c', 'built on it');
        await recover(place, 'undo');
        assert.equal(place.git('status', '--porcelain', '--untracked-files=no'), '');
        assert.match(place.read('k8s/m.yaml'), /v1\.0\.0/);
      });
    }

    it('lets no new release begin before the old one is finished, undone or forgotten', () => {
      const { place } = copyOf(original);
      assert.equal(run(place, 'begun').signal, 'SIGKILL');
      assert.match(run(place, 'never').stderr, /An earlier release was interrupted/);
    });

    it('is forgotten at any moment without a further write, and then stands in nobody’s way', async () => {
      for (const moment of [['begun'], ['after', '1'], ['ending']]) {
        const { place, server } = copyOf(original);
        assert.equal(run(place, ...moment).signal, 'SIGKILL');
        const halfDone = stateOf(place, server);
        await recover(place, 'forget');
        assert.deepEqual(stateOf(place, server), halfDone, moment.join(' '));
        assert.doesNotMatch(run(place, 'never').stderr, /An earlier release was interrupted/, moment.join(' '));
      }
    });
  });
}
