import assert from 'node:assert/strict';
import * as z from 'zod';

const aliases = z.object({
  registered_model: z.object({ aliases: z.array(z.looseObject({ alias: z.string(), version: z.string() })).default([]) }),
});

/** Fills an MLflow server the way its own clients do, past everything that is tested. */
export interface MlflowContent {
  post(path: string, body: object, method?: 'POST' | 'PATCH' | 'DELETE'): Promise<Readonly<Record<string, unknown>>>;
  model(name: string): Promise<void>;
  /** A run with what it logged; its id. */
  run(logged?: { readonly commit?: string; readonly metrics?: Readonly<Record<string, number>> }): Promise<string>;
  /** A version of a model; its number. */
  version(model: string, runId?: string, extra?: object): Promise<string>;
  alias(model: string, alias: string, version: string): Promise<void>;
  stage(model: string, stage: string, version: string): Promise<void>;
  /** The version that an alias is at; null where it is not there. */
  aliasAt(model: string, alias: string): Promise<string | null>;
}

/** The content of a server; `authorization` where it wants a login. */
export function mlflowContent(url: string, authorization?: string): MlflowContent {
  const login = authorization === undefined ? {} : { authorization };
  async function post(
    path: string,
    body: object,
    method: 'POST' | 'PATCH' | 'DELETE' = 'POST',
  ): Promise<Readonly<Record<string, unknown>>> {
    const headers = { 'content-type': 'application/json', ...login };
    const answer = await fetch(`${url}/api/2.0/mlflow/${path}`, { method, headers, body: JSON.stringify(body) });
    const text = await answer.text();
    assert.equal(answer.status, 200, `${path}: ${text}`);
    return JSON.parse(text) as Readonly<Record<string, unknown>>;
  }
  return {
    post,
    async model(name) {
      await post('registered-models/create', { name });
    },
    async run({ commit, metrics = {} } = {}) {
      const tags = commit === undefined ? [] : [{ key: 'mlflow.source.git.commit', value: commit }];
      const made = (await post('runs/create', { experiment_id: '0', start_time: 1, tags })) as { run: { info: { run_id: string } } };
      const id = made.run.info.run_id;
      const values = Object.entries(metrics).map(([key, value]) => ({ key, value, timestamp: 1, step: 0 }));
      await post('runs/log-batch', { run_id: id, metrics: values, params: [{ key: 'depth', value: '7' }] });
      return id;
    },
    async version(name, runId, extra = {}) {
      const source = runId === undefined ? 's3://models/somewhere' : `runs:/${runId}/model`;
      const made = (await post('model-versions/create', { name, source, ...(runId === undefined ? {} : { run_id: runId }), ...extra })) as {
        model_version: { version: string };
      };
      return made.model_version.version;
    },
    async alias(name, alias, version) {
      await post('registered-models/alias', { name, alias, version });
    },
    async stage(name, stage, version) {
      await post('model-versions/transition-stage', { name, version, stage, archive_existing_versions: false });
    },
    async aliasAt(name, alias) {
      const answer = await fetch(`${url}/api/2.0/mlflow/registered-models/get?name=${encodeURIComponent(name)}`, { headers: login });
      assert.equal(answer.status, 200, name);
      return aliases.parse(await answer.json()).registered_model.aliases.find((one) => one.alias === alias)?.version ?? null;
    },
  };
}
