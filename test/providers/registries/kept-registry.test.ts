// What thousands of tags came to is kept between runs, and believed only while every tag is as it was.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createFileTree } from '../../../src/node/file-tree.ts';
import { createGit } from '../../../src/node/git/git-repository.ts';
import { createRegistryCache } from '../../../src/node/registry-cache.ts';
import { gitTagsRegistry } from '../../../src/providers/registries/git-tags.ts';
import type { RegistrySnapshot } from '../../../src/ports/version-registry.ts';
import { generateTags, writeTags } from '../../support/generate-tags.ts';
import { neverAborted, temporaryRepository, type TemporaryRepository } from '../../support/temporary-repository.ts';

const signal = neverAborted();

describe('a registry of thousands of tags kept between runs', function () {
  this.timeout(60_000);
  let place: TemporaryRepository;
  let home: string;
  before(() => {
    place = temporaryRepository();
    home = join(dirname(place.root), 'cache');
    const commits = Array.from({ length: 40 }, (_, index) => place.commit('a', String(index)));
    writeTags(place, generateTags(commits, 2500, 7));
  });
  after(() => {
    place.remove();
  });

  /** One run, and whether it had to read tags. */
  async function run({ tool = 'one', kept = true } = {}): Promise<{ readonly snapshot: RegistrySnapshot; readonly hasRead: boolean }> {
    const repository = await createGit({ environment: place.environment }).open(place.root, signal);
    assert.ok(repository !== null);
    let hasRead = false;
    const counted: typeof repository = {
      ...repository,
      tags: (until, onTags) => {
        hasRead = true;
        return repository.tags(until, onTags);
      },
    };
    const environment = { XDG_CACHE_HOME: home, LOCALAPPDATA: home, HOME: home };
    const cache = kept ? createRegistryCache({ root: place.root, tool, environment }) : null;
    const snapshot = await gitTagsRegistry({ repository: counted, tree: createFileTree(place.root), cache }).read('all', signal);
    return { snapshot, hasRead };
  }

  /** Runs twice, and compares both with a run that keeps nothing. */
  async function assertReadOnce(what: string): Promise<void> {
    const anew = await run({ kept: false });
    const first = await run();
    const second = await run();
    assert.deepEqual([first.hasRead, second.hasRead], [true, false], what);
    for (const { snapshot } of [first, second]) {
      assert.deepEqual(snapshot.models, anew.snapshot.models, what);
      assert.equal(snapshot.nextCounter('fraud'), anew.snapshot.nextCounter('fraud'));
    }
  }

  const changes: readonly (readonly [string, () => void])[] = [
    ['nothing was kept', () => undefined],
    ['a new tag', () => place.tag('fraud#production#9001', place.git('rev-parse', 'HEAD'), 1_950_000_000)],
    [
      'a tag of the same name made anew',
      () => {
        place.git('tag', '-d', 'fraud#production#9001');
        place.tag('fraud#production#9001', place.git('rev-parse', 'HEAD~3'), 1_950_000_000);
      },
    ],
    ['a tag that is gone', () => place.git('tag', '-d', 'fraud#production#9001')],
    ['an annotated model at HEAD', () => place.commit('artifacts.yaml', 'old-model: {type: model}\nnew-one: {type: model}\n')],
    [
      'stages that are allowed',
      () => {
        place.write('.gto', 'stages: [production]\n');
      },
    ],
  ];
  for (const [what, change] of changes) {
    it(`is read once more after ${what}`, async () => {
      change();
      await assertReadOnce(what);
    });
  }

  it('is not believed where another build kept it, or where it is cut off or changed', async () => {
    const [name = ''] = readdirSync(join(home, 'airworthy')).filter((one) => one.endsWith('.registry'));
    const file = join(home, 'airworthy', name);
    assert.equal((await run()).hasRead, false);
    assert.equal((await run({ tool: 'two' })).hasRead, true);
    assert.equal((await run()).hasRead, true);
    const whole = readFileSync(file);
    const changed = Buffer.from(whole);
    changed[changed.length - 9] = (changed.at(-9) ?? 0) ^ 1;
    for (const broken of [whole.subarray(0, whole.length - 1), whole.subarray(0, 10), Buffer.alloc(0), changed]) {
      writeFileSync(file, broken);
      assert.equal((await run()).hasRead, true);
      assert.equal((await run()).hasRead, false);
    }
  });

  it('is not kept for a repository that is read in no time', async () => {
    const small = temporaryRepository();
    small.tag('m@v1.0.0', small.commit('a', '1'), 1_700_000_100);
    const cache = createRegistryCache({ root: small.root, tool: 'one', environment: { XDG_CACHE_HOME: home, LOCALAPPDATA: home } });
    const repository = await createGit({ environment: small.environment }).open(small.root, signal);
    assert.ok(repository !== null && cache !== null);
    await gitTagsRegistry({ repository, tree: createFileTree(small.root), cache }).read('all', signal);
    assert.equal(cache.isKept(), false);
    small.remove();
  });
});
