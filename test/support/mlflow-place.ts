import assert from 'node:assert/strict';
import type { ModelState } from '../../src/core/release/model-state.ts';
import { bareModel } from '../../src/core/release/release-config.ts';
import { formatReleaseMessage } from '../../src/core/release/release-message.ts';
import { planPromotion, planRollback, planUnassignment, type Planned, type RegistryChange } from '../../src/core/release/release-plan.ts';
import type { Write, WriteState } from '../../src/core/release/write.ts';
import type { MlflowClient } from '../../src/providers/mlflow/mlflow-client.ts';
import { mlflowWriters } from '../../src/providers/mlflow/mlflow-writers.ts';
import { mlflowRegistry, type MlflowRegistry, type MlflowRegistryDependencies } from '../../src/providers/registries/mlflow.ts';
import type { MlflowContent } from './mlflow-content.ts';

/** Whoever releases in tests. */
export const actor = 'Ana Nowak <ana@example.com>';

/** A model of its own on a real server, and what is done to it. */
export interface MlflowPlace {
  readonly name: string;
  readonly content: MlflowContent;
  readonly client: MlflowClient;
  readonly registry: (extra?: Partial<MlflowRegistryDependencies>) => MlflowRegistry;
  readonly stateOf: (from?: MlflowRegistry) => Promise<ModelState>;
  readonly promote: (state: ModelState, version: string, stage?: string) => RegistryChange;
  readonly rollback: (state: ModelState) => RegistryChange;
  readonly unassign: (state: ModelState, stage?: string) => RegistryChange;
  readonly writesOf: (change: RegistryChange, from?: MlflowRegistry, reason?: string) => Promise<readonly Write[]>;
  /** Makes or undoes writes one after another, in the order of a release or of its undoing. */
  readonly apply: (writes: readonly Write[], way?: 'apply' | 'undo') => Promise<void>;
  readonly states: (writes: readonly Write[]) => Promise<readonly WriteState[]>;
}

/** The place of a model that is there already. */
export function mlflowPlace({ name, content, client }: Pick<MlflowPlace, 'name' | 'content' | 'client'>): MlflowPlace {
  const { signal } = new AbortController();
  const writers = mlflowWriters(() => client);
  const model = bareModel(name, 'mlflow');
  const registry: MlflowPlace['registry'] = (extra = {}) =>
    mlflowRegistry({ client, aliasesOf: () => ({}), actor, now: Date.now, ...extra });
  return {
    name,
    content,
    client,
    registry,

    async stateOf(from = registry()) {
      const [state] = (await from.read([name], signal)).models;
      assert.ok(state !== undefined);
      return state;
    },

    promote: (state, version, stage = 'production') => planned(planPromotion(state, { model, stage, counter: 1, version })),
    rollback: (state) => planned(planRollback(state, { model, stage: 'production', counter: 1, to: null })),
    unassign: (state, stage = 'production') => planned(planUnassignment(state, { model, stage, counter: 1 })),

    async writesOf(change, from = registry(), reason = 'it is better') {
      const { action, stage, holder, to } = change;
      const told = {
        action,
        model: name,
        stage,
        from: holder?.version ?? null,
        to,
        traffic: null,
        reason,
        actor,
        overridden: false,
        gates: [],
      };
      return (await from.prepare({ change, record: formatReleaseMessage(told), remote: null }, signal)).writes;
    },

    async apply(writes, way = 'apply') {
      for (const write of way === 'apply' ? writes : writes.toReversed()) {
        if (write.kind === 'alias') await writers.alias[way](write, signal);
        else if (write.kind === 'version-tag') await writers['version-tag'][way](write, signal);
        else assert.fail(write.kind);
      }
    },

    async states(writes) {
      const found: WriteState[] = [];
      for (const write of writes) {
        if (write.kind === 'alias') found.push(await writers.alias.stateOf(write, signal));
        else if (write.kind === 'version-tag') found.push(await writers['version-tag'].stateOf(write, signal));
        else assert.fail(write.kind);
      }
      return found;
    },
  };
}

/** The change of a plan that must be one. */
export function planned(plan: Planned): RegistryChange {
  assert.ok(plan.kind === 'plan', JSON.stringify(plan));
  return plan.change;
}
