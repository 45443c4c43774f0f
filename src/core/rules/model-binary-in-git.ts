import { type FixOffer, defineRule } from '../engine/define-rule.ts';
import { modelFile } from '../project/machine-learning.ts';
import { largeFilePatterns } from '../project/evidence/git-large-files.ts';
import { baseName, folderOf } from '../project/paths.ts';
import type { Project, TreeFile } from '../project/project.ts';
import { fileStart } from '../model/span.ts';
import { isOutOfScope, isTestFile } from './scope/is-out-of-scope.ts';

/** Endings of serialised data that no person reads or merges; text such as CSV is left to `data-versioned`. */
const dataFile = /\.(?:parquet|feather|arrow|avro|orc|npy|npz|tfrecords?|mat|rdata|rds|dta|sas7bdat|msgpack|zarr\.zip)$/i;
/** A Git LFS pointer is about 130 bytes; no serialised model or data set is that small. */
const pointerSize = 200;
/** More in one folder are one finding: fifty Parquet files are one mistake. */
const mostPerFolder = 5;

/** A serialised model or data set that plain Git holds. */
export const modelBinaryInGit = defineRule({
  id: 'model-binary-in-git',
  title: { en: 'Models and data binaries are kept out of plain Git', pl: 'Modele i binarne pliki danych są poza zwykłym Gitem' },
  severity: 'warning',
  fix: 'suggested',
  why: {
    en: 'Git keeps every version of a binary in every clone and can neither compare nor recover it by content. Versions of the model cannot be told apart from versions of the code.',
    pl: 'Git trzyma każdą wersję pliku binarnego w każdym klonie i nie umie jej porównać. Wersji modelu nie da się odróżnić od wersji kodu.',
  },
  remedy: {
    en: 'Put the file under DVC: `git rm --cached FILE`, then `dvc add FILE` and `dvc push`. The file itself stays. With Git LFS: `git lfs track`, then `git add --renormalize FILE`.',
    pl: 'Oddaj plik pod DVC: `git rm --cached PLIK`, potem `dvc add PLIK` i `dvc push`. Sam plik zostaje na miejscu. Z Git LFS: `git lfs track`, potem `git add --renormalize PLIK`.',
  },
  checks: ['model-versioned', 'data-versioned'],
  texts: {
    model: { en: '{name} is a model binary tracked by plain Git.', pl: '{name} to binarny plik modelu śledzony przez zwykły Git.' },
    data: { en: '{name} is a data binary tracked by plain Git.', pl: '{name} to binarny plik danych śledzony przez zwykły Git.' },
    several: {
      en: '{count} model or data binaries in this folder are tracked by plain Git, {name} among them.',
      pl: 'Zwykły Git śledzi w tym folderze {count} {count|plik binarny|pliki binarne|plików binarnych} modeli lub danych, między innymi {name}.',
    },
    useLfs: {
      en: 'Hand {pattern} to Git LFS from its next commit on',
      pl: 'Przekaż {pattern} do Git LFS od następnego commita',
    },
  },
  examples: {
    // Text stands in for the bytes: only the name and Git's word for it count.
    bad: { 'models/fraud.pkl': 'x'.repeat(400) },
    good: { 'models/fraud.pkl.dvc': 'outs:\n- md5: 0123456789abcdef0123456789abcdef\n  size: 400\n  hash: md5\n  path: fraud.pkl\n' },
  },
  check({ project, report }) {
    const large = new Set(largeFilePatterns(project).flatMap(({ files }) => files));
    const usesDvc =
      project.documents('dvc-config').length > 0 || project.documents('dvc-file').length > 0 || project.documents('dvc-yaml').length > 0;
    for (const [, files] of byFolder(binaries(project, large))) {
      for (const file of files.length > mostPerFolder ? files.slice(0, 1) : files) {
        const name = baseName(file.path);
        const fix = usesDvc ? undefined : lfsFix(project, files.length > mostPerFolder ? files : [file]);
        report({
          path: file.path,
          span: fileStart,
          messageId: files.length > mostPerFolder ? 'several' : modelFile.test(name) ? 'model' : 'data',
          args: { name, count: files.length },
          identity: files.length > mostPerFolder ? folderOf(file.path) : name,
          ...(fix === undefined ? {} : { fix }),
        });
      }
    }
  },
});

function binaries(project: Project, large: ReadonlySet<string>): readonly TreeFile[] {
  return [...project.tree.values()].filter(
    ({ path, tracked, size }) =>
      tracked === true &&
      (size === null || size > pointerSize) &&
      (modelFile.test(path) || dataFile.test(path)) &&
      !isOutOfScope(project, path) &&
      !isTestFile(project, path) &&
      !large.has(path),
  );
}

function byFolder(files: readonly TreeFile[]): ReadonlyMap<string, readonly TreeFile[]> {
  const folders = new Map<string, TreeFile[]>();
  for (const file of files) {
    const folder = folderOf(file.path);
    folders.set(folder, [...(folders.get(folder) ?? []), file]);
  }
  return folders;
}

/**
 * What `git lfs track` writes. Nothing is lost by it: the file stays where it is, and Git stores the next version of it in LFS.
 * DVC needs its own command to copy the file into its cache, so that a project with DVC gets the remedy in words.
 */
function lfsFix(project: Project, files: readonly TreeFile[]): FixOffer<'useLfs'> | undefined {
  const endings = [...new Set(files.map(({ path }) => path.slice(path.lastIndexOf('.'))))];
  const lines = endings.map((ending) => `*${ending} filter=lfs diff=lfs merge=lfs -text\n`).join('');
  const args = { pattern: endings.map((ending) => `*${ending}`).join(', ') };
  const path = '.gitattributes';
  if (!project.tree.has(path)) return { titleId: 'useLfs', args, edits: [{ kind: 'create', path, text: lines }] };
  const source = project.file(path)?.source;
  if (source === undefined) return undefined;
  const end = source.text.length;
  const text = source.text === '' || source.text.endsWith('\n') ? lines : `\n${lines}`;
  return { titleId: 'useLfs', args, edits: [{ kind: 'replace', path, span: { start: end, end }, text }] };
}
