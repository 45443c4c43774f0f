import { defineRule } from '../engine/define-rule.ts';
import { folderOf } from '../project/paths.ts';
import type { Project } from '../project/project.ts';
import { stagesOf } from './places/training-stage.ts';

const lock =
  "schema: '2.0'\nstages:\n  train:\n    cmd: python train.py\n    outs:\n    - path: model.pkl\n      hash: md5\n      md5: 0123456789abcdef0123456789abcdef\n      size: 10\n";

/** An output that neither DVC nor Git keeps. */
export const dvcOutUncached = defineRule({
  id: 'dvc-out-uncached',
  title: { en: 'Outputs are kept by DVC or by Git', pl: 'Wyniki etapów przechowuje DVC lub Git' },
  severity: 'info',
  fix: null,
  why: {
    en: 'An output with `cache: false` that Git does not hold either is gone with the next run: no past state of it can be recovered.',
    pl: 'Wynik z `cache: false`, którego nie trzyma też Git, znika przy następnym uruchomieniu: nie da się odzyskać jego wcześniejszego stanu.',
  },
  remedy: {
    en: 'Commit the file to Git, or let DVC keep it: remove `cache: false` or `push: false`.',
    pl: 'Zapisz plik w Git albo oddaj go DVC: usuń `cache: false` lub `push: false`.',
  },
  checks: ['data-versioned', 'model-versioned'],
  texts: {
    uncached: {
      en: '{path} is kept neither by DVC (`cache: false`) nor by Git.',
      pl: 'Pliku {path} nie przechowuje ani DVC (`cache: false`), ani Git.',
    },
    unpushed: {
      en: '{path} is never pushed (`push: false`), and no later stage makes it anew.',
      pl: 'Plik {path} nigdy nie jest wysyłany (`push: false`) i nie odtwarza go żaden późniejszy etap.',
    },
  },
  examples: {
    bad: {
      'dvc.yaml': 'stages:\n  train:\n    cmd: python train.py\n    outs:\n      - model.pkl:\n          cache: false\n',
      'dvc.lock': lock,
    },
    good: { 'dvc.yaml': 'stages:\n  train:\n    cmd: python train.py\n    outs:\n      - model.pkl\n', 'dvc.lock': lock },
  },
  check({ project, report }) {
    if (project.repository.git !== 'ok') return;
    const stages = stagesOf(project);
    const run = new Set(
      project.documents('dvc-lock').flatMap(({ path, facts }) => facts.stages.map(({ name }) => `${folderOf(path)}:${name.value}`)),
    );
    const read = new Set(stages.flatMap(({ stage }) => stage.deps.flatMap(({ resolved }) => resolved ?? [])));
    const seen = new Set<string>();
    for (const { document, stage } of stages) {
      for (const { path, resolved, cache, push } of stage.outs) {
        const place = `${document.path}:${path.span.start}`;
        // What was never made is not lost yet.
        if (
          resolved === null ||
          seen.has(place) ||
          !run.has(`${folderOf(document.path)}:${stage.name.value}`) ||
          isInGit(project, resolved)
        )
          continue;
        const messageId = !cache ? 'uncached' : !push && !read.has(resolved) ? 'unpushed' : undefined;
        if (messageId === undefined) continue;
        seen.add(place);
        report({ path: document.path, span: path.span, messageId, args: { path: path.value }, identity: `${stage.group}/${path.value}` });
      }
    }
  },
});

/** Whether Git holds the file, or any file of the folder. A file that is yet to be committed counts where Git does not ignore it. */
function isInGit(project: Project, path: string): boolean {
  const own = project.tree.get(path);
  if (own !== undefined) return own.tracked !== false || !own.ignored;
  return [...project.tree.values()].some((file) => file.tracked === true && file.path.startsWith(`${path}/`));
}
