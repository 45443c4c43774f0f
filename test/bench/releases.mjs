// @ts-check
// How fast versions are listed and a stage is rolled back, beside Git itself and beside GTO on the same repositories in the same run.
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generateTags } from './generate-tags.mjs';
import { measure } from './measure.mjs';

/** @typedef {Awaited<ReturnType<typeof measure>>} Measured */

// What `versions` asks Git for, so that both read the same.
const fields =
  '--format=%(refname)%00%(objecttype)%00%(objectname)%00%(*objecttype)%00%(*objectname)%00%(taggername)%00%(taggeremail)%00%(taggerdate:raw)%00%(contents:subject)%00%(contents:body)%00%(if)%(contents:signature)%(then)signed%(end)%00';

/**
 * @param {{ readonly folder: string, readonly dist: string }} places
 * @returns {Promise<{ readonly refs: Measured, readonly first: Measured, readonly versions: Measured, readonly gto: Measured | null,
 *   readonly rollback: Measured }>} `first`: with nothing kept from an earlier run; `gto` null where Python is not there.
 */
export async function measureReleases({ folder, dist }) {
  const [many, some] = ['tags-10000', 'tags-1000'].map((name) => join(folder, name));
  if (many === undefined || some === undefined) throw new Error('No folders.');
  for (const [place, count] of /** @type {const} */ ([
    [many, 10_000],
    [some, 1000],
  ])) {
    mkdirSync(place);
    generateTags(place, count);
  }
  const refs = await measure(['-C', many, 'for-each-ref', fields, 'refs/tags'], { times: 5, program: 'git' });
  const list = [join(dist, 'cli.js'), 'versions', many, '--format', 'json'];
  const firsts = await inTurn([1, 2, 3], (run) => measure(list, { times: 1, env: keptIn(join(folder, `cache-${String(run)}`)) }));
  const first = firsts.reduce((one, other) => (other.ms < one.ms ? other : one));
  const env = keptIn(join(folder, 'cache'));
  await measure(list, { times: 1, env });
  const versions = await measure(list, { times: 5, env });
  const program = gtoProgram();
  const gto = program === null ? null : await measure(['show', '--repo', many, '--json'], { times: 1, program });
  const [model, stage] = heldStage(
    JSON.parse((await measure([join(dist, 'cli.js'), 'versions', some, '--format', 'json'], { times: 1, env })).output),
  );
  execFileSync('git', ['-C', some, 'config', 'user.name', 'Bench']);
  execFileSync('git', ['-C', some, 'config', 'user.email', 'bench@example.com']);
  const command = [join(dist, 'cli.js'), 'rollback', model, '--stage', stage, '--yes', '--dir', some, '--format', 'json'];
  const rollback = await measure(command, { times: 3, env });
  return { refs, first, versions, gto, rollback };
}

/**
 * An environment whose cache is in a folder, and no other.
 * @param {string} folder
 * @returns {NodeJS.ProcessEnv}
 */
function keptIn(folder) {
  return { ...process.env, XDG_CACHE_HOME: folder, LOCALAPPDATA: folder };
}

/**
 * One after the other: what runs at once is in its own way.
 * @template Item, Result
 * @param {readonly Item[]} items
 * @param {(item: Item) => Promise<Result>} action
 */
async function inTurn(items, action) {
  /** @type {Result[]} */
  const results = [];
  for (const item of items) results.push(await action(item));
  return results;
}

/**
 * A stage of a model that was held most often, so that there is always something to go back to.
 * @param {{ models: { model: string, history: { action: string, stage: string | null, version: string | null }[] }[] }} report
 * @returns {[string, string]}
 */
function heldStage({ models }) {
  /** @type {Map<string, { readonly place: [string, string], readonly versions: Set<string> }>} */
  const held = new Map();
  for (const { model, history } of models) {
    for (const { action, stage, version } of history) {
      if (action !== 'assign' || stage === null || version === null) continue;
      const known = held.get(`${model} ${stage}`) ?? { place: /** @type {[string, string]} */ ([model, stage]), versions: new Set() };
      known.versions.add(version);
      held.set(`${model} ${stage}`, known);
    }
  }
  const [best] = [...held.values()].sort((one, other) => other.versions.size - one.versions.size);
  if (best === undefined) throw new Error('No stage was ever held.');
  return best.place;
}

/** GTO's program in its pinned environment, installed first if need be; null without Python. */
function gtoProgram() {
  try {
    const venv = fileURLToPath(new URL('../sample/venv.py', import.meta.url));
    return join(execFileSync('python3', [venv, 'gto'], { encoding: 'utf8' }).trim(), 'gto');
  } catch {
    return null;
  }
}
