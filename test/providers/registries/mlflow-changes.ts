import assert from 'node:assert/strict';
import { format } from '../../../src/core/l10n/message.ts';
import { formatReleaseMessage, recordOf } from '../../../src/core/release/release-message.ts';
import { rollbackCandidates } from '../../../src/core/release/stage-line.ts';
import { ProviderError } from '../../../src/ports/version-registry.ts';
import { actor, type MlflowPlace } from '../../support/mlflow-place.ts';

const { signal } = new AbortController();
const commit = (digit: string): string => digit.repeat(40);

/** What is written to a registry and read back, on a model of its own for each test. */
export function changeTests(place: () => MlflowPlace): void {
  async function conflict(work: Promise<unknown>): Promise<string> {
    const error: unknown = await work.catch((reason: unknown) => reason);
    assert.ok(error instanceof ProviderError, String(error));
    assert.equal(error.code, 'conflict');
    return format(error.text, 'en');
  }

  it('promotes, rolls back and tells who did it, when and why', async () => {
    const { name, content, registry, stateOf, promote, rollback, writesOf, apply } = place();
    for (let index = 0; index < 3; index += 1) await content.version(name, await content.run({ commit: commit(String(index)) }));
    await apply(await writesOf(promote(await stateOf(), '1')));
    const second = promote(await stateOf(), '2');
    await apply(await writesOf(promote(await stateOf(), '2'), registry(), 'recall\n\nAirworthy-To: 3'));
    assert.equal(await registry().verify(second, signal), true);
    let state = await stateOf();
    assert.equal(state.stages.get('production')?.version, '2');
    assert.equal(state.stages.get('production')?.by, 'Ana Nowak');
    assert.ok((state.stages.get('production')?.since ?? 0) > (state.versions[0]?.registeredAt ?? Infinity));
    assert.deepEqual(
      rollbackCandidates(state, 'production').map(({ version }) => version),
      ['1'],
    );

    const back = rollback(state);
    await apply(await writesOf(back));
    assert.equal(await registry().verify(second, signal), false);
    assert.equal(await registry().verify(back, signal), true);
    state = await stateOf();
    assert.equal(state.stages.get('production')?.version, '1');
    assert.deepEqual(
      state.history
        .filter(({ action }) => action !== 'register')
        .map((event) => [event.action, event.version, event.by, recordOf(event)?.action, recordOf(event)?.reason]),
      [
        ['assign', '1', 'Ana Nowak', 'rollback', 'it is better'],
        ['assign', '2', 'Ana Nowak', 'promote', 'recall\n\nAirworthy-To: 3'],
        ['assign', '1', 'Ana Nowak', 'promote', 'it is better'],
      ],
    );
    // Pressed again, it does not go forward to the bad version.
    assert.deepEqual(rollbackCandidates(state, 'production'), []);
  });

  it('goes back to a version that somebody else had put there', async () => {
    const { name, content, stateOf, promote, rollback, writesOf, apply } = place();
    for (let index = 0; index < 4; index += 1) await content.version(name);
    await content.alias(name, 'production', '1');
    await apply(await writesOf(promote(await stateOf(), '2')));
    await content.alias(name, 'production', '3');
    await apply(await writesOf(promote(await stateOf(), '4')));
    assert.deepEqual(
      rollbackCandidates(await stateOf(), 'production').map(({ version }) => version),
      ['3', '2', '1'],
    );
    assert.equal(rollback(await stateOf()).to, '3');
    // Moved back by hand: what was above is not offered again.
    await content.alias(name, 'production', '2');
    await apply(await writesOf(promote(await stateOf(), '4')));
    assert.deepEqual(
      rollbackCandidates(await stateOf(), 'production').map(({ version }) => version),
      ['2', '1'],
    );
  });

  it('empties a stage', async () => {
    const { name, content, registry, stateOf, promote, unassign, writesOf, apply } = place();
    await content.version(name);
    await apply(await writesOf(promote(await stateOf(), '1')));
    const planned = unassign(await stateOf());
    await apply(await writesOf(planned));
    assert.equal(await registry().verify(planned, signal), true);
    const state = await stateOf();
    assert.equal(state.stages.size, 0);
    assert.deepEqual(
      state.history.map(({ action }) => action),
      ['unassign', 'assign', 'register'],
    );
  });

  it('makes and undoes every write twice without harm', async () => {
    const { name, content, stateOf, promote, writesOf, apply, states } = place();
    await content.version(name);
    await content.version(name);
    await content.alias(name, 'production', '1');
    const writes = await writesOf(promote(await stateOf(), '2'));
    assert.deepEqual(
      writes.map(({ kind }) => kind),
      ['version-tag', 'alias'],
    );
    assert.deepEqual(await states(writes), ['before', 'before']);
    await apply(writes);
    await apply(writes);
    assert.deepEqual(await states(writes), ['after', 'after']);
    await apply(writes, 'undo');
    await apply(writes, 'undo');
    assert.deepEqual(await states(writes), ['before', 'before']);
    const state = await stateOf();
    assert.equal(state.stages.get('production')?.version, '1');
    assert.ok(state.history.every(({ action }) => action === 'register'));
  });

  it('does not overwrite what somebody else did meanwhile', async () => {
    const { name, content, stateOf, promote, writesOf, apply, states } = place();
    for (let index = 0; index < 3; index += 1) await content.version(name);
    await content.alias(name, 'production', '1');
    const planned = promote(await stateOf(), '2');
    const writes = await writesOf(planned);
    await content.alias(name, 'production', '3');
    assert.equal(await conflict(writesOf(planned)), `production of ${name} has changed: planned on 1 (production), now 3 (production).`);
    assert.match(await conflict(apply(writes)), /was moved by somebody else: it is at 3, not at 1 or 2/);
    assert.deepEqual(await states(writes), ['after', 'other']);
    assert.match(await conflict(apply(writes.slice(1), 'undo')), /it is at 3, not at 1 or 2/);
    // What was written before the conflict is taken back.
    await apply(writes.slice(0, 1), 'undo');
    assert.equal((await stateOf()).stages.get('production')?.version, '3');
    assert.equal((await stateOf()).stages.get('production')?.since, null);
  });

  it('says so when the version that should come is gone', async () => {
    const { name, content, stateOf, promote, writesOf, apply } = place();
    await content.version(name);
    const planned = promote(await stateOf(), '1');
    const writes = await writesOf(planned);
    await content.post('model-versions/delete', { name, version: '1' }, 'DELETE');
    assert.match(await conflict(writesOf(planned)), /Version 1 of .* is no longer there/);
    const error: unknown = await apply(writes).catch((reason: unknown) => reason);
    assert.ok(error instanceof ProviderError);
    assert.equal(error.code, 'not-found');
    assert.deepEqual((await stateOf()).stages.size, 0);
  });

  it('dates a record after the newest one when this machine’s clock is behind', async () => {
    const { name, content, registry, stateOf, promote, writesOf, apply } = place();
    await content.version(name);
    await content.version(name);
    await apply(await writesOf(promote(await stateOf(), '1')));
    const behind = registry({ now: () => Date.now() - 3_600_000 });
    const planned = promote(await stateOf(), '2');
    const one = planned;
    const order = { change: one, record: 'x', remote: null };
    const { datedAfter } = await behind.prepare(order, signal);
    assert.equal(datedAfter, ((await stateOf()).history[0]?.at ?? 0) + 1);
    await apply(await writesOf(planned, behind));
    const state = await stateOf();
    assert.equal(state.history[0]?.version, '2');
    assert.deepEqual(
      rollbackCandidates(state, 'production').map(({ version }) => version),
      ['1'],
    );
  });

  it('keeps a long record, without its gates where it must, and refuses a reason that no tag can hold', async () => {
    const { name, content, registry, stateOf, promote, unassign, apply } = place();
    await content.version(name);
    const planned = promote(await stateOf(), '1');
    const gate = { metric: 'f1', value: 0.9, limit: 0.8, passed: true, why: 'w'.repeat(3000) };
    const told = {
      action: 'promote',
      model: name,
      stage: 'production',
      from: null,
      to: '1',
      traffic: null,
      actor,
      overridden: false,
    } as const;
    const order = (reason: string, gates: readonly (typeof gate)[]) => ({
      change: planned,
      record: formatReleaseMessage({ ...told, reason, gates }),
      remote: null,
    });
    await apply((await registry().prepare(order('ż'.repeat(4000), [gate, { ...gate, passed: false }]), signal)).writes);
    const [event] = (await stateOf()).history;
    const record = event === undefined ? null : recordOf(event);
    assert.equal(record?.reason, 'ż'.repeat(4000));
    assert.deepEqual(
      record.gates.map(({ why }) => why),
      ['', ''],
    );
    const again = unassign(await stateOf());
    await assert.rejects(registry().prepare({ ...order('r'.repeat(6000), []), change: again }, signal), { code: 'unsupported' });
  });

  it('records nobody where nobody is known', async () => {
    const { registry } = place();
    await assert.rejects(registry({ actor: null }).actor(signal), { code: 'unauthorized' });
    assert.equal(await registry().actor(signal), actor);
  });
}
