import { type FixOffer, defineRule } from '../engine/define-rule.ts';
import type { Project } from '../project/project.ts';
import { isRetrainingScheduled } from './knowledge/retraining-schedules.ts';
import { retrainingWorkflow } from './knowledge/retraining-workflow.ts';
import { keySpanAt, placeOfAbsent } from './places/place-of-absent.ts';

const pipeline = 'stages:\n  train:\n    cmd: python train.py\n    deps: [train.py]\n    outs: [model.pkl]\n';
const workflow = '.github/workflows/retrain.yml';

/** A model that is trained again only when somebody remembers. */
export const retrainingUnscheduled = defineRule({
  id: 'retraining-unscheduled',
  title: { en: 'Retraining is scheduled', pl: 'Ponowne trenowanie jest zaplanowane' },
  severity: 'info',
  fix: 'suggested',
  why: {
    en: 'The world moves on and the model does not: quality falls over months, and nobody’s calendar says when to act.',
    pl: 'Świat się zmienia, a model nie: jakość spada miesiącami i w niczyim kalendarzu nie ma terminu działania.',
  },
  remedy: {
    en: 'Run the pipeline on a schedule (a workflow with `on.schedule`, a CronJob, an orchestrator), or declare another trigger under `retraining` in airworthy.yaml.',
    pl: 'Uruchamiaj potok według harmonogramu (przepływ z `on.schedule`, CronJob, orkiestrator) albo zadeklaruj inny wyzwalacz w `retraining` w airworthy.yaml.',
  },
  checks: ['retraining'],
  texts: {
    missing: { en: 'Nothing retrains the model on a schedule.', pl: 'Nic nie trenuje modelu ponownie według harmonogramu.' },
    noSchedule: {
      en: '{workflow} has no schedule that retrains the model: it runs only when somebody starts it.',
      pl: '{workflow} nie ma harmonogramu ponownego trenowania: działa tylko, gdy ktoś go uruchomi.',
    },
    create: { en: 'Create {path}, which runs {command} ({cron})', pl: 'Utwórz {path} uruchamiający {command} ({cron})' },
  },
  examples: {
    bad: { 'dvc.yaml': pipeline },
    good: {
      'dvc.yaml': pipeline,
      [workflow]:
        "name: retrain\non:\n  schedule:\n    - cron: '17 3 1 * *'\njobs:\n  retrain:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n      - run: dvc repro\n",
    },
  },
  check({ project, report }) {
    const declared = project.manifest?.retraining;
    // Another trigger than the clock is a decision, which the check of the same name looks into.
    if (declared?.trigger !== undefined && declared.trigger !== 'schedule') return;
    if (isRetrainingScheduled(project) || isRunElsewhere(project)) return;
    const own = declaredWorkflow(project);
    if (own !== undefined && project.manifestDocument !== null) {
      report({
        path: project.manifestDocument.path,
        span: own.span,
        messageId: 'noSchedule',
        args: { workflow: own.path },
        identity: 'retraining',
      });
      return;
    }
    const place = placeOfAbsent(project, ['retraining']);
    if (place === undefined) return;
    const fix = createWorkflow(project);
    report({ ...place, messageId: 'missing', identity: 'retraining', ...(fix && { fix }) });
  },
});

interface DeclaredWorkflow {
  readonly path: string;
  readonly span: { readonly start: number; readonly end: number };
}

/** The declared workflow where it is there and GitHub's: its schedule would have been seen. */
function declaredWorkflow(project: Project): DeclaredWorkflow | undefined {
  const document = project.manifestDocument;
  const written = project.manifest?.retraining?.workflow;
  if (document === null || written === undefined) return undefined;
  const path = project.resolve(document.path, written);
  if (path === null || project.file(path)?.format !== 'github-workflow') return undefined;
  const span = document.facts.root.at('retraining', 'workflow')?.span ?? keySpanAt(document.facts.root, ['retraining']);
  return span === undefined ? undefined : { path, span };
}

/** A declared workflow of another kind, such as an orchestrator's file: whether it is scheduled there cannot be seen here. */
function isRunElsewhere(project: Project): boolean {
  const document = project.manifestDocument;
  const written = project.manifest?.retraining?.workflow;
  const path = document === null || written === undefined ? null : project.resolve(document.path, written);
  return path !== null && project.exists(path) && project.file(path)?.format !== 'github-workflow';
}

function createWorkflow(project: Project): FixOffer<'create'> | undefined {
  const made = retrainingWorkflow(project);
  if (made === undefined) return undefined;
  const { path, command, cron, text } = made;
  return { titleId: 'create', args: { path, command, cron }, edits: [{ kind: 'create', path, text }] };
}
