import { defineRule } from '../engine/define-rule.ts';
import { type CiStep, ciSteps } from '../project/evidence/ci-commands.ts';
import { documentsAbout } from '../project/evidence/documents.ts';
import type { Place as FoundPlace } from '../project/evidence/offer.ts';
import { programOf, runsTraining } from '../project/evidence/run-targets.ts';
import { testModules } from '../project/evidence/test-suite.ts';
import { thresholds } from '../project/evidence/threshold-code.ts';
import type { Project } from '../project/project.ts';
import { hasUndeclaredGate } from './knowledge/undeclared-gates.ts';
import { type Place, placeOfAbsent } from './places/place-of-absent.ts';

const workflow = (between: string): string =>
  `name: retrain\non:\n  schedule:\n    - cron: '17 3 1 * *'\njobs:\n  retrain:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n      - run: dvc repro\n${between}      - run: kubectl apply -f k8s/fraud.yaml\n`;
const pipeline = 'stages:\n  train:\n    cmd: python train.py\n    outs: [model.pkl]\n';

/** A model that replaces itself, whatever has become of it. */
export const retrainingUntested = defineRule({
  id: 'retraining-untested',
  title: { en: 'A retrained model is tested before it is live', pl: 'Ponownie wytrenowany model jest testowany przed wdrożeniem' },
  severity: 'info',
  fix: null,
  why: {
    en: 'A training on a bad day’s data ends as well as any other; without a gate between, the worse model goes live by itself.',
    pl: 'Trening na danych ze złego dnia kończy się tak samo jak każdy inny; bez bramki pomiędzy gorszy model sam trafia na produkcję.',
  },
  remedy: {
    en: 'Compare the new version with a threshold or the current one before it is released: `gates` in airworthy.yaml, or a step that fails; say how under `retraining.validates`.',
    pl: 'Przed wydaniem porównaj nową wersję z progiem lub z obecną: `gates` w airworthy.yaml albo krok, który kończy się błędem; opisz to w `retraining.validates`.',
  },
  checks: ['retraining', 'quality-gates'],
  texts: {
    released: {
      en: 'The model is trained and released in one run, and nothing tests it in between.',
      pl: 'Model jest trenowany i wydawany w jednym przebiegu, a nic go pomiędzy nie testuje.',
    },
    undeclared: {
      en: 'It is said when the model is retrained, but not how the new version is tested: there is no gate and no `validates`.',
      pl: 'Podano, kiedy model jest trenowany ponownie, ale nie jak testuje się nową wersję: nie ma bramki ani `validates`.',
    },
    here: { en: 'Here the new version goes live', pl: 'Tu nowa wersja trafia na produkcję' },
  },
  examples: {
    bad: { 'dvc.yaml': pipeline, '.github/workflows/retrain.yml': workflow('') },
    good: { 'dvc.yaml': pipeline, '.github/workflows/retrain.yml': workflow('      - run: python evaluate.py --min-recall 0.8\n') },
  },
  check({ project, report }) {
    if (isTested(project)) return;
    const declared = project.manifest?.retraining;
    const released = untestedRelease(project);
    const place = project.manifestDocument === null ? undefined : placeOfAbsent(project, ['retraining']);
    if (released !== undefined) {
      const related = [{ ...released, messageId: 'here' as const }];
      report({ ...(place ?? released), messageId: 'released', identity: 'retraining', ...(place && { related }) });
    } else if (place !== undefined && declared?.trigger !== undefined && declared.trigger !== 'manual') {
      report({ ...place, messageId: 'undeclared', identity: 'retraining' });
    }
  },
});

/** A gate of any kind, wherever it stands, and a test or a document of the model: what it is worth, other rules and checks say. */
function isTested(project: Project): boolean {
  return (
    project.manifest?.retraining?.validates !== undefined ||
    (project.manifest?.models ?? []).some(({ gates }) => (gates?.length ?? 0) > 0) ||
    thresholds(project).length > 0 ||
    hasUndeclaredGate(project) ||
    testModules(project).some(({ kinds }) => kinds.has('model')) ||
    documentsAbout(project, /valid|promot|release process|re-?train|ponown\p{L}+ tren|walidac/iu).some((part) => !part.isBlank)
  );
}

/** The command that releases what the same workflow has trained before, by itself and without a look at it. */
function untestedRelease(project: Project): Place | undefined {
  const all = ciSteps(project).filter((step) => !step.off);
  for (const path of new Set(all.map((step) => step.path))) {
    const steps = all.filter((step) => step.path === path);
    const trained = steps.findIndex((step) => startsAlone(step) && step.commands.some((command) => runsTraining(project, command)));
    if (trained === -1 || /^[ \t-]*environment[ \t]*:/m.test(project.file(path)?.source.text ?? '')) continue;
    const index = steps.findIndex((step, position) => position > trained && releaseIn(step) !== undefined);
    const release = index === -1 ? undefined : steps[index];
    if (release === undefined || !startsAlone(release) || steps.slice(trained, index + 1).some(looksAtModel)) continue;
    const place = releaseIn(release);
    if (place?.span) return { path: place.path, span: place.span };
  }
  return undefined;
}

/** A run that a person starts has a person who may look. */
function startsAlone({ triggers }: CiStep): boolean {
  return [...triggers].some((trigger) => trigger !== 'hand');
}

const looking =
  /\bexit\s+[1-9]|\bjq\b|\[\[?\s|\btest\b|\bassert|metrics|compar|valid|eval|gate|check(?!out)|thresh|score|pytest|tox|nox|approv|review|promot/i;

/** Quiet on the least sign that the step may stop a bad model; a condition of its own counts, one on the branch or the event does not. */
function looksAtModel({ step }: CiStep): boolean {
  const condition = (step.condition ?? '').replaceAll(/github\.(?:ref|ref_name|event_name)\b|\b(?:success|always)\(\)/g, '');
  return looking.test(`${step.name ?? ''}\n${step.run?.value ?? ''}`) || /steps\.|needs\.|outputs\.|env\./.test(condition);
}

const deployAction =
  /^(?:azure\/(?:k8s-deploy|webapps-deploy|container-apps-deploy-action)|aws-actions\/amazon-ecs-deploy-task-definition|google-github-actions\/deploy-\w+|superfly\/flyctl-actions)(?:\/|$)/i;

function releaseIn(step: CiStep): FoundPlace | undefined {
  if (step.action !== null && deployAction.test(step.action)) return { path: step.path, span: step.step.uses?.span ?? step.step.span };
  return step.commands.find((command) => releases(programOf(command), command.words.slice(1)))?.place;
}

/** Commands that make a version live, or that assign a stage to it. */
function releases(program: string, words: readonly string[]): boolean {
  const line = words.join(' ');
  switch (program) {
    case 'kubectl':
    case 'oc':
      return /^(?:apply|replace|patch|set image|rollout restart)\b/.test(line);
    case 'helm':
      return words[0] === 'upgrade';
    case 'gto':
      return words[0] === 'assign';
    case 'gcloud':
      return /^(?:run|functions|app) deploy\b|^run services update\b|^ai endpoints deploy-model\b/.test(line);
    case 'aws':
      return /^(?:sagemaker (?:update|create)-endpoint|ecs update-service|lambda update-function-code)\b/.test(line);
    case 'az':
      return /^ml online-(?:deployment|endpoint) (?:create|update)\b/.test(line);
    case 'flyctl':
    case 'fly':
    case 'modal':
    case 'bentoml':
      return words[0] === 'deploy';
    default:
      return false;
  }
}
