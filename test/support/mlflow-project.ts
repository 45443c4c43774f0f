import assert from 'node:assert/strict';
import * as z from 'zod';
import { builtCli, wordsIn, type CliRun } from './built-cli.ts';
import { faultProxy, type FaultProxy } from './fault-proxy.ts';
import { mlflowContent, type MlflowContent } from './mlflow-content.ts';
import { releaseJson } from './release-project.ts';
import { temporaryRepository, type TemporaryRepository } from './temporary-repository.ts';

const stage = z.strictObject({ version: z.string(), since: z.string().nullable(), by: z.string().nullable() });

/** The JSON document of `versions`, as the contract has it, for registries that keep one version a stage. */
export const versionsJson = z.strictObject({
  models: z.array(
    z.strictObject({
      model: z.string(),
      name: z.string(),
      registry: z.string(),
      latest: z.string().nullable(),
      versions: z.array(
        z.strictObject({
          version: z.string(),
          ref: z.string(),
          commit: z.string().nullable(),
          active: z.boolean(),
          registeredAt: z.string().nullable(),
          author: z.string().nullable(),
        }),
      ),
      stages: z.record(z.string(), z.union([stage, z.array(z.looseObject({ version: z.string().nullable() }))])),
      history: z.array(
        z.strictObject({
          action: z.string(),
          version: z.string().nullable(),
          stage: z.string().nullable(),
          at: z.string(),
          by: z.string(),
          ref: z.string(),
        }),
      ),
    }),
  ),
  disagreements: z.array(z.looseObject({ model: z.string(), stage: z.string() })),
  errors: z.array(z.strictObject({ registry: z.string(), code: z.string(), message: z.string() })),
});

/** A repository whose model is in MLflow, asked through a proxy that can fail. */
export interface MlflowProject {
  readonly place: TemporaryRepository;
  /** The bare repository that `origin` is. */
  readonly remote: TemporaryRepository;
  readonly proxy: FaultProxy;
  readonly content: MlflowContent;
  /** The model's registered name. */
  readonly name: string;
  /** Commits of the versions 1, 2, …. */
  readonly commits: readonly string[];
  /** Runs the built command line here. */
  run(line: string, extra?: { readonly env?: Readonly<Record<string, string>>; readonly cwd?: string }): Promise<CliRun>;
  /** Runs it and reads the document of a release. */
  release(line: string): Promise<z.output<typeof releaseJson> & Pick<CliRun, 'code' | 'stderr'>>;
  /** Where an alias is, asked past everything that is tested; null where it is not there. */
  aliasAt(alias: string): Promise<string | null>;
  /** The tags that record releases on a version. */
  recordsOf(version: string): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** What a project is made of. */
export interface MlflowProjectOptions {
  /** The server's address. */
  readonly url: string;
  readonly name: string;
  /** Lines of the manifest's model beside its name and registry, flow style, such as `stages: [production]`. */
  readonly model?: string;
  /** Metrics by version, from 1 on: in the run, and at the version's commit in metrics/eval.json. */
  readonly metrics?: readonly Readonly<Record<string, number>>[];
  /** Further files that are committed first. */
  readonly files?: Readonly<Record<string, string>>;
  /** The header that the server wants. */
  readonly authorization?: string;
  /** Lines beside the source's type and url. */
  readonly source?: string;
}

/** Makes the project, with its versions registered on the server; the caller closes it. */
export async function mlflowProject(options: MlflowProjectOptions): Promise<MlflowProject> {
  const { url, name, model = '', metrics = [{ f1: 0.9 }, { f1: 0.91 }, { f1: 0.92 }], files = {}, authorization, source = '' } = options;
  const [place, remote, proxy] = [temporaryRepository(), temporaryRepository({ bare: true }), await faultProxy(url)];
  const content = mlflowContent(url, authorization);
  const lines = [
    'version: 1',
    'models:',
    `  - { name: fraud, registry: mlflow, mlflow: { source: tracking, name: ${JSON.stringify(name)}, aliases: { production: champion } }${model === '' ? '' : `, ${model}`} }`,
    'sources:',
    `  tracking: { type: mlflow, url: "${proxy.url}/"${source === '' ? '' : `, ${source}`} }`,
  ];
  place.commit('airworthy.yaml', `${lines.join('\n')}\n`);
  for (const [path, text] of Object.entries(files)) place.commit(path, text);
  await content.model(name);
  const commits: string[] = [];
  for (const values of metrics) {
    const commit = place.commit('metrics/eval.json', JSON.stringify(values));
    commits.push(commit);
    await content.version(name, await content.run({ commit, metrics: values }));
  }
  place.git('remote', 'add', 'origin', remote.root);
  place.git('push', '-q', 'origin', 'main');
  const run: MlflowProject['run'] = (line, { env = {}, cwd = place.root } = {}) =>
    builtCli(wordsIn(line), { cwd, env: { ...place.environment, ...env } });
  const headers = authorization === undefined ? {} : { authorization };
  const asked = async (path: string): Promise<unknown> => {
    const answer = await fetch(`${url}/api/2.0/mlflow/${path}`, { headers });
    assert.equal(answer.status, 200, path);
    return answer.json();
  };
  const tags = z.object({ model_version: z.object({ tags: z.array(z.looseObject({ key: z.string() })).default([]) }) });
  return {
    place,
    remote,
    proxy,
    content,
    name,
    commits,
    run,
    async release(line) {
      const { code, stdout, stderr } = await run(`${line} --format json`);
      assert.notEqual(stdout, '', stderr);
      return { ...releaseJson.parse(JSON.parse(stdout)), code, stderr };
    },
    aliasAt: (alias) => content.aliasAt(name, alias),
    async recordsOf(version) {
      const query = new URLSearchParams({ name, version }).toString();
      const { model_version: found } = tags.parse(await asked(`model-versions/get?${query}`));
      return found.tags.map(({ key }) => key).filter((key) => key.startsWith('airworthy.release.'));
    },
    async close() {
      await proxy.close();
      place.remove();
      remote.remove();
    },
  };
}
