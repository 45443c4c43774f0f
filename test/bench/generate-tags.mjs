// @ts-check
// Makes a repository whose tags are the registry of a busy team: versions of ten models, each assigned to a stage now and then.
import { spawnSync } from 'node:child_process';

/**
 * @param {string} folder an empty folder
 * @param {number} count of annotated tags
 */
export function generateTags(folder, count) {
  const by = 'bench <bench@example.com>';
  /** @type {string[]} */
  const lines = [];
  const versions = Math.ceil(count / 2);
  for (let index = 0; index < versions; index += 1) {
    const at = `${String(1_600_000_000 + index * 60)} +0000`;
    lines.push('commit refs/heads/main', `mark :${String(index + 1)}`, `committer ${by} ${at}`, 'data 1', 'c');
    const model = `model-${String(index % 10)}`;
    const names = [
      `${model}@v1.${String(Math.floor(index / 10))}.0`,
      `${model}#${index % 3 === 0 ? 'prod' : 'dev'}#${String(Math.floor(index / 10) + 1)}`,
    ];
    for (const name of names) lines.push(`tag ${name}`, `from :${String(index + 1)}`, `tagger ${by} ${at}`, 'data 6', 'A note');
  }
  const runs = /** @type {const} */ ([
    { args: ['init', '-q', '-b', 'main'], input: '' },
    { args: ['fast-import', '--quiet'], input: `${lines.join('\n')}\n` },
    { args: ['pack-refs', '--all'], input: '' },
  ]);
  for (const { args, input } of runs) {
    const run = spawnSync('git', args, { cwd: folder, input, encoding: 'utf8' });
    if (run.status !== 0) throw new Error(`git ${args.join(' ')}: ${run.stderr}`);
  }
}
