import { defineRule } from '../engine/define-rule.ts';
import { fileStart } from '../model/span.ts';
import type { Project } from '../project/project.ts';
import { isOutOfScope } from './scope/is-out-of-scope.ts';

const added = 'outs:\n- md5: 0123456789abcdef0123456789abcdef\n  size: 10\n  hash: md5\n  path: data.csv\n';

/** Data under DVC that lies on one machine only. */
export const dvcRemoteMissing = defineRule({
  id: 'dvc-remote-missing',
  title: { en: 'DVC has a remote', pl: 'DVC ma zdalny magazyn' },
  severity: 'warning',
  fix: 'safe',
  why: {
    en: 'Without a remote the data and models under DVC lie in one person’s cache; a clone has only their hashes.',
    pl: 'Bez zdalnego magazynu dane i modele w DVC leżą w pamięci podręcznej jednej osoby; klon ma tylko ich sumy kontrolne.',
  },
  remedy: {
    en: 'Add one with `dvc remote add -d NAME URL`, then `dvc push`.',
    pl: 'Dodaj go przez `dvc remote add -d NAZWA URL`, a potem `dvc push`.',
  },
  checks: ['data-versioned', 'model-versioned'],
  texts: {
    none: {
      en: 'DVC has no remote: what it tracks cannot be fetched anywhere else.',
      pl: 'DVC nie ma zdalnego magazynu: śledzonych plików nie da się pobrać nigdzie indziej.',
    },
    noDefault: {
      en: 'No remote is the default one, so that `dvc push` and `dvc pull` fail.',
      pl: 'Żaden zdalny magazyn nie jest domyślny, więc `dvc push` i `dvc pull` kończą się błędem.',
    },
    setDefault: { en: 'Make {remote} the default remote', pl: 'Ustaw {remote} jako domyślny zdalny magazyn' },
  },
  examples: {
    bad: { '.dvc/config': '', 'data.csv.dvc': added },
    good: { '.dvc/config': '[core]\n    remote = store\n[\'remote "store"\']\n    url = s3://bucket/dvc\n', 'data.csv.dvc': added },
  },
  check({ project, report }) {
    const item = firstHeld(project);
    if (item === undefined) return;
    const configs = project.documents('dvc-config').filter(({ path }) => !isOutOfScope(project, path));
    const remotes = configs.flatMap(({ path, source, facts }) => facts.remotes.map((remote) => ({ path, source, remote })));
    const [first] = remotes;
    if (first === undefined) {
      const config = [...project.tree.keys()].find((path) => /(?:^|\/)\.dvc\/config$/.test(path) && !isOutOfScope(project, path));
      report({ ...(config === undefined ? item : { path: config, span: fileStart }), messageId: 'none', identity: 'remote' });
      return;
    }
    if (item.hasOwnRemote || configs.some(({ facts }) => facts.defaultRemote !== null)) return;
    const { path, source, remote } = first;
    const at = lineStart(source.text, remote.name.span.start);
    // A section may be opened twice only in our view, not in ConfigObj's: an existing [core] takes the line itself.
    const core = /^\[core\][^\n]*(?:\r?\n|$)/m.exec(source.text);
    const place = core === null ? at : core.index + core[0].length;
    const text = core === null ? `[core]\n    remote = ${remote.name.value}\n` : `    remote = ${remote.name.value}\n`;
    report({
      path,
      span: remote.name.span,
      messageId: 'noDefault',
      identity: 'default',
      ...(remotes.length > 1
        ? {}
        : {
            fix: {
              titleId: 'setDefault',
              args: { remote: remote.name.value },
              edits: [{ kind: 'replace', path, span: { start: place, end: place }, text }],
            },
          }),
    });
  },
});

interface HeldItem {
  readonly path: string;
  readonly span: { readonly start: number; readonly end: number };
  readonly hasOwnRemote: boolean;
}

/** The first thing DVC keeps in its cache; imports can be fetched again from where they came. */
function firstHeld(project: Project): HeldItem | undefined {
  const added = project
    .documents('dvc-file')
    .flatMap(({ path, facts }) => (facts.deps.length > 0 ? [] : facts.outs.map((item) => ({ path, item }))));
  const produced = project
    .documents('dvc-lock')
    .flatMap(({ path, facts }) => facts.stages.flatMap((stage) => stage.outs.map((item) => ({ path, item }))));
  const kept = [...added, ...produced].filter(
    ({ path, item }) => item.cache && item.push && item.md5 !== null && !isOutOfScope(project, path),
  );
  const [first] = kept;
  if (first === undefined) return undefined;
  return { path: first.path, span: first.item.path.span, hasOwnRemote: kept.every(({ item }) => item.remote !== null) };
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}
