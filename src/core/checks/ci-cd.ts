import { type CheckAnswer, defineCheck } from '../engine/define-check.ts';
import type { Text } from '../l10n/message.ts';
import { azureRuns } from '../project/evidence/azure-steps.ts';
import { circleRuns } from '../project/evidence/circle-steps.ts';
import { cloudBuildRuns } from '../project/evidence/cloudbuild-steps.ts';
import { taskclusterRuns } from '../project/evidence/taskcluster-steps.ts';
import { jenkinsRuns } from '../project/evidence/jenkins-steps.ts';
import { type CiStep, ciSteps, isWorkflowPath } from '../project/evidence/ci-commands.ts';
import type { CiTrigger } from '../project/evidence/ci-trigger.ts';
import { objectsOfKind } from '../project/evidence/cluster-objects.ts';
import { foreignInclude } from '../project/evidence/gitlab-pipeline.ts';
import { type Place, offer } from '../project/evidence/offer.ts';
import { programOf } from '../project/evidence/run-targets.ts';
import { testModules, testRuns } from '../project/evidence/test-suite.ts';
import { weighEvidence } from '../project/evidence/weigh-evidence.ts';
import type { Project } from '../project/project.ts';

const texts = {
  tests: { en: 'Each change is tested here.', pl: 'Tutaj testowana jest każda zmiana.' },
  delivers: { en: 'This builds and delivers what was changed.', pl: 'Tutaj budowane i dostarczane są zmiany.' },
  untested: {
    en: 'CI builds and delivers here, but no step runs the tests.',
    pl: 'CI buduje i dostarcza tutaj zmiany, ale żaden krok nie uruchamia testów.',
  },
  undelivered: {
    en: 'CI tests here, but no step builds an image, deploys or publishes.',
    pl: 'CI testuje tutaj zmiany, ale żaden krok nie buduje obrazu, nie wdraża ani nie publikuje.',
  },
  builds: { en: 'This builds what was changed.', pl: 'Tutaj budowane są zmiany.' },
  unshipped: {
    en: 'CI tests and builds here, but no step delivers what was built.',
    pl: 'CI testuje i buduje tutaj zmiany, ale żaden krok ich nie dostarcza.',
  },
  lints: { en: 'CI runs here, but it neither tests nor delivers.', pl: 'CI działa tutaj, ale ani nie testuje, ani nie dostarcza zmian.' },
  byHand: {
    en: 'This starts by hand only, as far as the repository says.',
    pl: 'Z tego, co jest w repozytorium, to uruchamia się tylko ręcznie.',
  },
  unread: {
    en: '{system} is set up here; what it does is not read yet.',
    pl: 'Skonfigurowano tu {system}; jego treść nie jest jeszcze odczytywana.',
  },
  foreign: {
    en: 'GitLab CI takes in what is not in this repository, so what it does is not known here.',
    pl: 'GitLab CI dołącza tu pliki spoza repozytorium, więc nie wiadomo, co robi.',
  },
  elsewhere: {
    en: 'GitHub runs workflows in .github/workflows only, so this one never runs.',
    pl: 'GitHub uruchamia przepływy pracy tylko z .github/workflows, więc ten nigdy nie działa.',
  },
  missing: { en: 'No CI was found.', pl: 'Nie znaleziono CI.' },
} as const satisfies Record<string, Text>;

const byItself: readonly CiTrigger[] = ['change', 'release', 'event'];

/** Systems whose files are known by name alone. */
const unreadSystems: readonly (readonly [string, RegExp])[] = [
  ['Jenkins', /(?:^|\/)Jenkinsfile$/],
  ['Azure Pipelines', /^azure-pipelines[^/]*\.ya?ml$|^\.azure-pipelines\/.+\.ya?ml$/],
  ['CircleCI', /^\.circleci\/config\.ya?ml$/],
  ['Bitbucket Pipelines', /^bitbucket-pipelines\.ya?ml$/],
  ['Cloud Build', /(?:^|\/)cloudbuild\.ya?ml$/],
  ['Taskcluster', /^\.taskcluster\.ya?ml$/],
  ['Travis CI', /^\.travis\.ya?ml$/],
  ['Drone', /^\.drone\.ya?ml$/],
  ['AWS CodeBuild', /^buildspec\.ya?ml$/],
];

/** Whether a change reaches production by machine. */
export const ciCd = defineCheck({
  id: 'ci-cd',
  group: 'pipeline',
  title: { en: 'CI/CD', pl: 'CI/CD' },
  question: {
    en: 'Is every change built, tested and delivered by CI/CD?',
    pl: 'Czy każda zmiana jest budowana, testowana i dostarczana przez CI/CD?',
  },
  weight: 1,
  evidence: {
    met: {
      en: 'Workflows in .github/workflows or jobs of .gitlab-ci.yml (with its local includes and child pipelines) or steps of azure-pipelines.yml (with its templates) or jobs that a workflow of .circleci/config.yml runs (with its commands) or shell steps of a Jenkinsfile, or steps of a cloudbuild.yaml for which Terraform declares a trigger, or tasks of .taskcluster.yml, that start on changes, run tests, and push an image, deploy or publish; an Argo CD or Flux object counts as delivery.',
      pl: 'Przepływy pracy w .github/workflows lub zadania w .gitlab-ci.yml (z lokalnymi include i potokami potomnymi) albo kroki w azure-pipelines.yml (z szablonami), albo zadania uruchamiane przez przepływ w .circleci/config.yml (z jego poleceniami), albo kroki powłoki w Jenkinsfile, albo kroki cloudbuild.yaml z wyzwalaczem zadeklarowanym w Terraform, albo zadania w .taskcluster.yml, które startują przy zmianach, uruchamiają testy oraz wysyłają obraz, wdrażają lub publikują; obiekt Argo CD lub Flux liczy się jako dostarczanie.',
    },
    partial: {
      en: 'Only tests, tests and a build that is not delivered, only delivery, only linting, only started by hand, or another CI system, which is not read yet.',
      pl: 'Tylko testy, testy i budowanie bez dostarczania, tylko dostarczanie, tylko linter, tylko start ręczny albo inny system CI, który nie jest jeszcze odczytywany.',
    },
    missing: {
      en: 'No CI, or workflows in a folder that GitHub does not look in.',
      pl: 'Brak CI albo przepływy pracy w folderze, do którego GitHub nie zagląda.',
    },
  },
  step: {
    title: {
      en: 'Let CI run the tests and deliver the image on each change',
      pl: 'Niech CI przy każdej zmianie uruchamia testy i dostarcza obraz',
    },
    effort: 'hours',
    fix: 'tests-not-in-ci',
  },
  evaluate({ project }): CheckAnswer {
    const steps = ciSteps(project).filter((step) => !step.off);
    const automatic = steps.filter((step) => byItself.some((trigger) => step.triggers.has(trigger)));
    const tested = new Set(testModules(project).flatMap((module) => (module.runBy === null ? [] : [placeKey(module.runBy)])));
    const tests = testRuns(project, ['change'])
      .map((run) => run.place)
      .filter((place) => tested.has(placeKey(place)));
    const deliveries = [...automatic.flatMap((step) => deliveryOf(project, step) ?? []), ...gitOps(project)];
    const builds = automatic.flatMap((step) => buildOf(step) ?? []);
    const met =
      tests.length > 0 && deliveries.length > 0
        ? [...tests.map((place) => offer(place, texts.tests)), ...deliveries.map((place) => offer(place, texts.delivers))]
        : [];
    const lacking = builds.length > 0 ? texts.unshipped : texts.undelivered;
    const partial = [
      ...(tests.length > 0
        ? tests.map((place) => offer(place, lacking))
        : [...deliveries, ...builds].map((place) => offer(place, texts.untested))),
      ...unreadSystems.flatMap(([system, pattern]) =>
        [...project.tree.keys()]
          .filter((path) => pattern.test(path) && !isRead(project, path))
          .map((path) => offer({ path, span: null }, texts.unread, { system })),
      ),
    ];
    const foreign = foreignInclude(project);
    if (partial.length === 0 && foreign !== undefined) partial.push(offer(foreign, texts.foreign));
    if (partial.length === 0) {
      const [first] = automatic;
      const [manual] = steps;
      if (first !== undefined) partial.push(offer({ path: first.path, span: firstLineSpan(first) }, texts.lints));
      else if (manual !== undefined) partial.push(offer({ path: manual.path, span: firstLineSpan(manual) }, texts.byHand));
    }
    const against = project
      .documents('github-workflow')
      .filter((document) => !isWorkflowPath(document.path))
      .map((document) => offer({ path: document.path, span: document.facts.on[0]?.span ?? null }, texts.elsewhere));
    return weighEvidence(project, {
      met,
      partial,
      missing: texts.missing,
      against,
      looksIn: /^\.github\/workflows\/[^/]+\.ya?ml$|^\.gitlab-ci\.yml$/,
    });
  },
});

/** Whether the steps of a pipeline are known; one that only names templates or orbs of elsewhere has none here. */
function isRead(project: Project, path: string): boolean {
  const format = project.file(path)?.format;
  if (format === 'circleci') return circleRuns(project).length > 0;
  if (format === 'jenkinsfile') return jenkinsRuns(project).length > 0;
  if (format === 'taskcluster') return taskclusterRuns(project).length > 0;
  if (format === 'cloudbuild') return cloudBuildRuns(project).length > 0;
  return format === 'azure-pipelines' && azureRuns(project).length > 0;
}

function firstLineSpan(step: CiStep): Place['span'] {
  return step.step.uses?.span ?? { start: step.step.span.start, end: step.step.span.start + 1 };
}

const deliveryAction =
  /^(?:docker\/(?:build-push-action|bake-action)|redhat-actions\/(?:buildah-build|push-to-registry|oc-\w+)|azure\/(?:k8s-deploy|webapps-deploy|container-apps-deploy-action|functions-action)|aws-actions\/amazon-ecs-deploy-task-definition|google-github-actions\/(?:deploy-cloudrun|deploy-appengine|deploy-cloud-functions)|pypa\/gh-action-pypi-publish|goreleaser\/goreleaser-action|superfly\/flyctl-actions|appleboy\/ssh-action|deliverybot\/helm|huggingface\/[\w-]+|akhileshns\/heroku-deploy|mr-smithers-excellent\/docker-build-push)$/i;

function placeKey(place: Place): string {
  return `${place.path}:${String(place.span?.start ?? 0)}`;
}

/** The place of a step that puts what was built where it runs or is fetched from; undefined for other steps. */
function deliveryOf(project: Project, step: CiStep): Place | undefined {
  const { uses, span } = step.step;
  if (step.action !== null && uses !== null && deliveryAction.test(step.action)) {
    const text = project.file(step.path)?.source.text.slice(span.start, span.end) ?? '';
    // Docker's actions build only, unless they are told to push.
    const isPushed = !step.action.startsWith('docker/') || /\bpush:\s*(?:true|"true"|'true'|\$\{\{)|\bpush=true/.test(text);
    if (isPushed) return { path: step.path, span: uses.span };
  }
  return step.commands.find(({ words }) => isDelivery(words))?.place;
}

/** The place of a step that builds an image or a package; undefined for other steps. */
function buildOf(step: CiStep): Place | undefined {
  if (step.action !== null && /^docker\/(?:build-push-action|bake-action)$/.test(step.action))
    return { path: step.path, span: step.step.uses?.span ?? null };
  return step.commands.find(({ words }) => {
    const program = programOf({ words, folder: '' });
    const line = words.slice(1, 3).join(' ');
    if (/^(?:docker|podman|buildah|docker-compose)$/.test(program)) return /^(?:build|bud|buildx build|compose build)\b/.test(line);
    return (program === 'python' && line === '-m build') || (/^(?:poetry|uv|hatch|bentoml)$/.test(program) && words[1] === 'build');
  })?.place;
}

function isDelivery(words: readonly string[]): boolean {
  const [, first = ''] = words;
  const line = words.join(' ');
  switch (programOf({ words, folder: '' })) {
    case 'docker':
    case 'podman':
    case 'buildah':
    case 'docker-compose':
      return first === 'push' || /\s--push\b/.test(line) || (first === 'compose' && /\bpush\b/.test(line));
    case 'kubectl':
    case 'oc':
      return /^(?:apply|set|rollout|replace|create|patch)$/.test(first);
    case 'helm':
    case 'helmfile':
      return /^(?:upgrade|install|apply|sync|push)$/.test(first);
    case 'terraform':
    case 'tofu':
      return first === 'apply';
    case 'pulumi':
      return first === 'up';
    case 'bentoml':
      return /^(?:deploy|push)$/.test(first);
    case 'gcloud':
      return /\b(?:run|app|functions|ai|builds)\b.*\b(?:deploy|submit|upload|create)\b/.test(line);
    case 'aws':
      return /\b(?:update-service|update-endpoint|create-endpoint|deploy|update-function-code)\b/.test(line);
    case 'az':
      return /\b(?:deployment|online-deployment|webapp|containerapp|acr)\b.*\b(?:create|update|up|build)\b/.test(line);
    case 'twine':
      return first === 'upload';
    case 'fly':
    case 'flyctl':
    case 'serverless':
    case 'sam':
    case 'cdk':
    case 'modal':
      return first === 'deploy';
    case 'poetry':
    case 'uv':
      return first === 'publish';
    case 'gto':
    case 'airworthy':
      return first === 'register' || first === 'assign' || first === 'promote';
    default:
      return false;
  }
}

/** Argo CD and Flux deliver what Git holds. */
function gitOps(project: Project): readonly Place[] {
  return objectsOfKind(project, /^(?:Application|ApplicationSet|Kustomization|HelmRelease|GitRepository)$/)
    .filter(({ object }) => /^argoproj\.io\/|\.fluxcd\.io\//.test(object.apiVersion))
    .map(({ place }) => place);
}
