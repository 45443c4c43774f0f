// @ts-check
// Unpacks a sample workspace from media/sample: a Git bundle, and the objects of its DVC remote. Needs Node and Git alone.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { devNull } from 'node:os';
import { dirname, join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

/** The folder that holds the packed samples in a checkout. */
const packedSamples = fileURLToPath(new URL('../../media/sample/', import.meta.url));
const archiveName = 'dvc-remotes.tar.gz';
const bundleSuffix = '.bundle';

/** Settings for every call of Git, above whatever a repository's own configuration says. */
const gitSettings = [
  'core.hooksPath=/dev/null',
  'core.fsmonitor=false',
  'core.autocrlf=false',
  'core.untrackedCache=false',
  'init.defaultBranch=main',
  'protocol.allow=never',
  'protocol.file.allow=always',
];

/** What went wrong, in words for the person who asked for the sample. */
export class SampleError extends Error {}

/**
 * The names of the samples in `media`, in alphabetical order.
 * @param {string} [media]
 * @returns {string[]}
 */
export function sampleNames(media = packedSamples) {
  return readdirSync(media)
    .filter((name) => name.endsWith(bundleSuffix))
    .map((name) => name.slice(0, -bundleSuffix.length))
    .sort();
}

/**
 * Unpacks the sample `name` into `target`, which must be absent or an empty folder: the work tree with its history and tags, and
 * without a remote; every file that DVC tracks; and DVC's cache with all versions ever pushed. Where `withRemote` is set, the
 * folder that the sample's `.dvc/config` names, `NAME-remote` beside `target`, is filled too.
 * Returns the absolute path of the work tree. Throws SampleError, and leaves no half-made folder behind.
 * @param {{ readonly name: string, readonly target: string, readonly media?: string, readonly withRemote?: boolean }} options
 * @returns {string}
 */
export function unpackSample({ name, target, media = packedSamples, withRemote = false }) {
  if (!sampleNames(media).includes(name)) {
    throw new SampleError(`There is no sample ${name}; there are ${sampleNames(media).join(', ')}.`);
  }
  const folder = resolve(target);
  if (existsSync(folder) && readdirSync(folder).length > 0) throw new SampleError(`The folder ${folder} is not empty.`);
  const bundle = join(media, `${name}${bundleSuffix}`);
  try {
    git(['clone', '--quiet', '--template=', '--origin=bundle', bundle, folder]);
    git(['-C', folder, 'remote', 'remove', 'bundle']);
    const objects = objectsOf(name, join(media, archiveName));
    restoreTracked(folder, objects);
    storeObjects(join(folder, '.dvc', 'cache', 'files', 'md5'), objects);
    if (withRemote) storeObjects(join(dirname(folder), `${name}-remote`, 'files', 'md5'), objects);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    if (error instanceof SampleError) throw error;
    throw new SampleError(`The sample ${name} was not unpacked: ${error instanceof Error ? error.message : String(error)}`);
  }
  return folder;
}

/**
 * Runs Git apart from the person's settings and from any repository that the surroundings name.
 * @param {readonly string[]} words
 * @returns {string} its standard output
 */
function git(words) {
  const kept = Object.entries(process.env).filter(([name]) => !name.toUpperCase().startsWith('GIT_'));
  return execFileSync('git', [...gitSettings.flatMap((setting) => ['-c', setting]), ...words], {
    encoding: 'utf8',
    env: {
      ...Object.fromEntries(kept),
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_CONFIG_GLOBAL: devNull,
      GIT_TERMINAL_PROMPT: '0',
      LC_ALL: 'C',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/**
 * The objects of one sample in the archive, by their DVC name (32 hex digits, a folder's with `.dir`).
 * @param {string} name
 * @param {string} archive
 * @returns {Map<string, Buffer>}
 */
function objectsOf(name, archive) {
  const objects = new Map();
  const prefix = `${name}/files/md5/`;
  for (const { path, content } of tarEntries(gunzipSync(readFileSync(archive)))) {
    if (path.startsWith(prefix)) objects.set(path.slice(prefix.length).replace('/', ''), content);
  }
  return objects;
}

/**
 * The files in an uncompressed tar of the plain ustar kind.
 * @param {Buffer} tar
 * @returns {Generator<{ readonly path: string, readonly content: Buffer }>}
 */
function* tarEntries(tar) {
  const block = 512;
  for (let at = 0; at + block <= tar.length && tar[at] !== 0;) {
    const header = tar.subarray(at, at + block);
    const text = header.toString('latin1');
    const size = parseInt(text.slice(124, 136), 8);
    const path = text.slice(0, 100).replace(/\0.*$/s, '');
    if (text[156] === '0') yield { path, content: tar.subarray(at + block, at + block + size) };
    at += block + Math.ceil(size / block) * block;
  }
}

/**
 * Writes every file that the `dvc.lock` and `.dvc` files at HEAD track and Git does not.
 * @param {string} folder
 * @param {ReadonlyMap<string, Buffer>} objects
 */
function restoreTracked(folder, objects) {
  const tracked = git(['-C', folder, 'ls-files', '-z']).split('\0').filter(Boolean);
  const inGit = new Set(tracked);
  for (const path of tracked) {
    if (!path.endsWith('.dvc') && !path.endsWith('/dvc.lock') && path !== 'dvc.lock') continue;
    const base = path.includes('/') ? path.slice(0, path.lastIndexOf('/') + 1) : '';
    for (const out of outsOf(readFileSync(join(folder, path), 'utf8'))) {
      if (!inGit.has(base + out.path)) restoreOut({ folder, path: base + out.path, md5: out.md5, objects });
    }
  }
}

/**
 * Writes one output, a file or a folder of files.
 * @param {{ folder: string, path: string, md5: string, objects: ReadonlyMap<string, Buffer> }} options
 */
function restoreOut({ folder, path, md5, objects }) {
  const content = objects.get(md5);
  if (!content) throw new SampleError(`The packed DVC remote has no object ${md5} for ${path}.`);
  if (md5.endsWith('.dir')) {
    for (const entry of JSON.parse(content.toString('utf8'))) {
      restoreOut({ folder, path: `${path}/${entry.relpath}`, md5: entry.md5, objects });
    }
    return;
  }
  const file = resolve(folder, path);
  if (!file.startsWith(folder + sep)) throw new SampleError(`${path} is outside the sample.`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}

/**
 * The outputs in the text of a `dvc.lock` or `.dvc` file as DVC itself writes it: block style, one key a line, `outs:` followed by
 * a list whose items start at the same column. It reads no other YAML.
 * @param {string} text
 * @returns {{ path: string, md5: string }[]}
 */
export function outsOf(text) {
  /** @type {{ path: string, md5: string }[]} */
  const outs = [];
  let listColumn = -1;
  for (const line of text.split(/\r?\n/)) {
    const found = /^( *)(- )?(\w+):(?: (.*))?$/.exec(line);
    if (!found) continue;
    const [, indent = '', dash, key, value = ''] = found;
    if (!dash && indent.length <= Math.max(listColumn, 0)) listColumn = -1;
    if (key === 'outs' && value === '') listColumn = indent.length;
    if (listColumn < 0) continue;
    if (dash && indent.length === listColumn) outs.push({ path: '', md5: '' });
    const last = outs.at(-1);
    if (last && (key === 'path' || key === 'md5')) last[key] = value.replace(/^(['"])(.*)\1$/, '$2');
  }
  return outs;
}

/**
 * Writes objects in the layout that DVC's cache and remotes share, read-only as DVC keeps them.
 * @param {string} store
 * @param {ReadonlyMap<string, Buffer>} objects
 */
function storeObjects(store, objects) {
  for (const [name, content] of objects) {
    const md5 = createHash('md5').update(content).digest('hex');
    if (md5 !== name.replace(/\.dir$/, '')) throw new SampleError(`The packed object ${name} is damaged.`);
    const file = join(store, name.slice(0, 2), name.slice(2));
    if (existsSync(file)) continue;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
    chmodSync(file, 0o444);
  }
}
