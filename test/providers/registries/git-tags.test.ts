import assert from 'node:assert/strict';
import { gitTagsRegistry } from '../../../src/providers/registries/git-tags.ts';
import { createFileTree } from '../../../src/node/file-tree.ts';
import { createGit } from '../../../src/node/git/git-repository.ts';
import { ProviderError, type VersionRegistry } from '../../../src/ports/version-registry.ts';
import type { GitRepository } from '../../../src/ports/git.ts';
import { planPromotion, type RegistryChange } from '../../../src/core/release/release-plan.ts';
import { declaredModel, noReleaseConfig } from '../../../src/core/release/release-config.ts';
import { carryTags } from '../../support/carry-release.ts';
import { neverAborted, temporaryRepository, type TemporaryRepository } from '../../support/temporary-repository.ts';

const signal = neverAborted();

describe('gitTagsRegistry', function () {
  this.timeout(30_000);
  let place: TemporaryRepository;
  let repository: GitRepository;
  let registry: VersionRegistry;
  let commits: readonly string[];
  beforeEach(async () => {
    place = temporaryRepository();
    commits = ['1', '2'].map((text) => place.commit('a', text));
    commits.forEach((commit, index) => {
      place.tag(`m@v${String(index + 1)}.0.0`, commit, 1_700_000_100 + index);
    });
    const opened = await createGit({ environment: place.environment }).open(place.root, signal);
    assert.ok(opened !== null);
    repository = opened;
    registry = gitTagsRegistry({ repository, tree: createFileTree(place.root), cache: null });
  });
  afterEach(() => {
    place.remove();
  });

  async function planned(version: string): Promise<RegistryChange> {
    const { models, nextCounter } = await registry.read('all', signal);
    const request = { model: declaredModel(noReleaseConfig, 'm'), version, stage: 'production', counter: nextCounter('m') };
    const answer = planPromotion(models.find(({ artifact }) => artifact === 'm') ?? null, request);
    assert.equal(answer.kind, 'plan');
    return answer.change;
  }

  const carry = (change: RegistryChange, record = 'why') => carryTags({ repository, registry }, { change, record }, signal);

  function isConflict(words: RegExp): (error: unknown) => boolean {
    return (error) => error instanceof ProviderError && error.code === 'conflict' && words.test(JSON.stringify(error.text));
  }

  it('writes what was planned, and reads it back', async () => {
    assert.deepEqual(await carry(await planned('v1.0.0')), { verified: true, datedAfter: null });
    assert.equal(place.git('for-each-ref', '--format=%(contents)', 'refs/tags/m#production#1'), 'why');
  });

  it('stops where the stage moved after the plan, showing both', async () => {
    const plan = await planned('v1.0.0');
    place.tag('m#production#1', commits[1] ?? '', 1_700_000_200, { by: 'Eve' });
    await assert.rejects(carry(plan), isConflict(/v2\.0\.0 \(m#production#1, Eve\)/));
    assert.equal(place.git('tag', '-l', 'm#production#*'), 'm#production#1');
  });

  it('stops where the version was deregistered or moved after the plan', async () => {
    const plan = await planned('v1.0.0');
    place.tag('m@v1.0.0!', commits[0] ?? '', 1_700_000_200);
    await assert.rejects(carry(plan), isConflict(/production/));
  });

  it('stops where its tag was taken meanwhile', async () => {
    const plan = await planned('v1.0.0');
    place.git('tag', plan.name, commits[0] ?? '');
    await assert.rejects(carry(plan), isConflict(/exists already/));
  });

  it('lets one of two win who write at the same time', async () => {
    const plan = await planned('v1.0.0');
    const results = await Promise.allSettled(['a', 'b', 'c'].map((record) => carry(plan, record)));
    assert.deepEqual(results.map(({ status }) => status).sort(), ['fulfilled', 'rejected', 'rejected']);
    assert.equal(place.git('tag', '-l', 'm#production#*'), 'm#production#1');
  });

  it('is not disturbed by another stage or another model', async () => {
    const plan = await planned('v1.0.0');
    place.tag('m#canary#7', commits[1] ?? '', 1_700_000_200);
    place.tag('other@v1.0.0', commits[1] ?? '', 1_700_000_200);
    assert.equal((await carry(plan)).verified, true);
  });

  it('reads .gto and artifacts.yaml as GTO does', async () => {
    place.tag('m#production#1', commits[0] ?? '', 1_700_000_200);
    place.tag('m#canary#2', commits[0] ?? '', 1_700_000_201);
    place.write('.gto', 'stages: [production]\n');
    place.commit('artifacts.yaml', 'fresh:\n  type: model\n');
    const { models, nextCounter } = await registry.read('all', signal);
    assert.deepEqual(
      models.map(({ artifact, stages }) => [artifact, [...stages.keys()]]),
      [
        ['fresh', []],
        ['m', ['production']],
      ],
    );
    assert.deepEqual([nextCounter('m'), nextCounter('fresh')], [3, 1]);
  });

  it('reads an empty repository', async () => {
    const empty = temporaryRepository();
    const opened = await createGit({ environment: empty.environment }).open(empty.root, signal);
    assert.ok(opened !== null);
    assert.deepEqual(
      (await gitTagsRegistry({ repository: opened, tree: createFileTree(empty.root), cache: null }).read('all', signal)).models,
      [],
    );
    empty.remove();
  });

  describe('with a remote', () => {
    let server: TemporaryRepository;
    beforeEach(() => {
      server = temporaryRepository({ bare: true });
      place.git('remote', 'add', 'origin', server.root);
      place.git('push', '-q', '--tags', 'origin', 'main');
    });
    afterEach(() => {
      server.remove();
    });

    it('keeps a tag that the remote took before the connection broke', async () => {
      const broken: GitRepository = {
        ...repository,
        async push(push, until) {
          await repository.push(push, until);
          throw new Error('The connection broke after the remote had taken the tag.');
        },
      };
      const receipt = await carryTags({ repository: broken, registry }, { change: await planned('v1.0.0'), remote: 'origin' }, signal);
      assert.equal(receipt.verified, true);
      assert.equal(server.git('tag', '-l'), ['m#production#1', 'm@v1.0.0', 'm@v2.0.0'].join('\n'));
    });

    it('takes its tag back where the remote cannot say whether it took it', async () => {
      const broken: GitRepository = {
        ...repository,
        async push() {
          server.remove();
          await repository.push({ remote: 'origin', refs: ['refs/tags/m#production#1'] }, signal);
        },
      };
      const applied = carryTags({ repository: broken, registry }, { change: await planned('v1.0.0'), remote: 'origin' }, signal);
      await assert.rejects(
        applied,
        (error) => error instanceof ProviderError && error.code === 'unreachable' && /could not be asked/.test(error.message),
      );
      assert.equal(place.git('tag', '-l', 'm#production#*'), '');
    });
  });
});
