/** The shape of a pipeline, as the schema of Azure Pipelines has it (2026). Tasks' own inputs are known to the tasks only. */
import { chosenBy, eitherOf, listOf, orNothing, record } from '../yaml/compound-shapes.ts';
import { anything, scalarText } from '../yaml/scalar-shapes.ts';
import type { Shape } from '../yaml/shape.ts';
import type { YamlView } from '../yaml/yaml-view.ts';

/** Keys that are template expressions, such as `${{ if … }}`, are resolved before anything is checked. */
const extension = /^\s*\$\{\{/;
const words = (list: string): readonly string[] => list.split(' ');
const anyOf = (list: string): Readonly<Record<string, Shape>> => Object.fromEntries(words(list).map((key) => [key, anything]));
const open = (keys: Readonly<Record<string, Shape>>): Shape =>
  record(Object.fromEntries(Object.entries(keys).map(([key, shape]) => [key, orNothing(shape)])), { extension });

const listOrMap = eitherOf(listOf(anything), record({}, { open: true }));

const stepKeys = anyOf('displayName name condition continueOnError enabled env timeoutInMinutes retryCountOnTaskFailure target');
const scriptKeys = { ...stepKeys, ...anyOf('workingDirectory failOnStderr') };
const powershellKeys = {
  ...scriptKeys,
  ...anyOf(
    'errorActionPreference warningPreference informationPreference verbosePreference debugPreference progressPreference ignoreLASTEXITCODE showWarnings runScriptInSeparateScope',
  ),
};

/** The kinds of step by the key that makes them. */
export const azureStepKinds: Readonly<Record<string, Shape>> = {
  task: open({ ...stepKeys, task: scalarText, inputs: orNothing(record({}, { open: true })) }),
  script: open({ ...scriptKeys, script: scalarText }),
  bash: open({ ...scriptKeys, bash: scalarText, noProfile: anything, noRc: anything }),
  pwsh: open({ ...powershellKeys, pwsh: scalarText }),
  powershell: open({ ...powershellKeys, powershell: scalarText, pwsh: anything }),
  template: open({ template: scalarText, parameters: listOrMap }),
  checkout: open({
    ...stepKeys,
    checkout: scalarText,
    ...anyOf(
      'clean fetchDepth fetchTags fetchFilter lfs path persistCredentials submodules sparseCheckoutDirectories sparseCheckoutPatterns workspaceRepo',
    ),
  }),
  // What these take besides depends on what they name.
  download: record({}, { open: true }),
  downloadBuild: record({}, { open: true }),
  getPackage: record({}, { open: true }),
  publish: open({ ...stepKeys, publish: scalarText, artifact: scalarText }),
  reviewApp: record({}, { open: true }),
};

function stepShape(view: YamlView): Shape {
  const kind = Object.keys(azureStepKinds).find((key) => view.get(key) !== undefined);
  return (kind === undefined ? undefined : azureStepKinds[kind]) ?? record({}, { open: true });
}

const steps = listOf(chosenBy(stepShape));

const jobKeys = {
  ...anyOf(
    'displayName dependsOn condition continueOnError timeoutInMinutes cancelTimeoutInMinutes variables pool container services workspace uses templateContext',
  ),
};

const template = open({ template: scalarText, parameters: listOrMap });
const job = open({ ...jobKeys, job: scalarText, strategy: anything, steps });
const deployment = open({ ...jobKeys, deployment: scalarText, environment: anything, strategy: anything, lockBehavior: anything });
const anyRecord = record({}, { open: true });

function jobShape(view: YamlView): Shape {
  if (view.get('template') !== undefined) return template;
  if (view.get('job') !== undefined) return job;
  return view.get('deployment') === undefined ? anyRecord : deployment;
}

const jobs = listOf(chosenBy(jobShape));
const stage = open({
  ...anyOf('displayName pool dependsOn condition variables lockBehavior isSkippable trigger templateContext'),
  stage: scalarText,
  group: scalarText,
  jobs,
});

function stageShape(view: YamlView): Shape {
  if (view.get('template') !== undefined) return template;
  return view.get('stage') === undefined ? anyRecord : stage;
}

/** The document. One without stages may have jobs, and one without jobs the keys of its only job. */
export const azurePipelineShape: Shape = open({
  ...jobKeys,
  ...anyOf('name trigger pr parameters resources strategy lockBehavior appendCommitMessageToRunName'),
  schedules: eitherOf(listOf(open({ ...anyOf('displayName branches always batch'), cron: scalarText })), scalarText),
  variables: listOrMap,
  extends: open({ template: scalarText, parameters: listOrMap }),
  stages: listOf(chosenBy(stageShape)),
  jobs,
  steps,
});
