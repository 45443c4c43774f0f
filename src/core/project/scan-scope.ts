import { modelFile } from './machine-learning.ts';

/** Folders that no project is made of: Git's own, installed packages, caches and run stores. */
const skippedFolders = new Set([
  '.git',
  '.hg',
  '.svn',
  'node_modules',
  'site-packages',
  '.venv',
  'venv',
  'virtualenv',
  '.tox',
  '.nox',
  '.conda',
  '.pixi',
  '.direnv',
  '__pycache__',
  '__pypackages__',
  '.mypy_cache',
  '.pytest_cache',
  '.ruff_cache',
  '.ipynb_checkpoints',
  '.terraform',
  '.cache',
  'mlruns',
  'mlartifacts',
  'wandb',
  'lightning_logs',
]);

/** DVC's own folders; `.dvc/config` beside them is read. */
const skippedInDvc = /(?:^|\/)\.dvc\/(?:cache|tmp|plots|site_cache_dir|experiments)(?:\/|$)/;

/** Whether a folder is never scanned, by its own name. */
export function isSkippedFolder(name: string): boolean {
  return skippedFolders.has(name);
}

/** Whether a path lies in a folder that is never scanned, even where Git holds it. */
export function isSkipped(path: string): boolean {
  return skippedInDvc.test(path) || path.split('/').some((step, index, steps) => index < steps.length - 1 && skippedFolders.has(step));
}

/** Files whose size tells something although they are not read: models and data. */
const weighed = /\.(?:csv|tsv|parquet|feather|arrow|npy|npz|xlsx?|zip|gz|tar|bz2|xz|7z|sqlite3?|db|rds|mat|bin|dill|hdf)$/i;

/** Whether to ask for a file's size. */
export function isWeighed(path: string): boolean {
  return modelFile.test(path) || weighed.test(path);
}

/** The largest text that is read, in bytes: larger files of these formats are data, not something a person wrote. */
export const largestText = 8 * 1024 * 1024;
