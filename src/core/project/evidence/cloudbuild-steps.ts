/** The steps of the repository's builds of Cloud Build, with their commands and whether anything here starts them. */
import type { CloudBuildFacts, CloudBuildStep } from '../../facts/ci/cloudbuild-facts.ts';
import { joinPath } from '../paths.ts';
import type { Project } from '../project.ts';
import type { CiTrigger } from './ci-trigger.ts';
import type { Place } from './offer.ts';
import { perProject } from './per-project.ts';
import { type RunCommand, runCommands } from './run-commands.ts';

/** A step with what it runs and when. */
export interface CloudBuildRun {
  readonly path: string;
  readonly triggers: ReadonlySet<CiTrigger>;
  readonly step: CloudBuildStep;
  readonly commands: readonly RunCommand[];
}

/**
 * All steps in file order. A build is started by a trigger, which Terraform may declare here; without one only people are known to start it.
 * The images that it names are pushed after the last step.
 */
export const cloudBuildRuns = perProject((project): readonly CloudBuildRun[] =>
  project.documents('cloudbuild').flatMap(({ path, facts }) => {
    const triggers: ReadonlySet<CiTrigger> = new Set([isTriggered(project, path) ? 'change' : 'hand']);
    const last = facts.steps.at(-1);
    return facts.steps.map((step) => ({
      path,
      triggers,
      step,
      commands: [...commandsOf(project, path, { facts, step }), ...(step === last ? pushesOf(project, path, facts) : [])],
    }));
  }),
);

/** A trigger in Terraform that names the file, or names none: `cloudbuild.yaml` at the root is the usual one. */
function isTriggered(project: Project, path: string): boolean {
  return project.files.some(({ source }) => {
    if (!/\.tf$/.test(source.path) || !/"google_cloudbuild_trigger"/.test(withoutComments(source.text))) return false;
    const named = [...withoutComments(source.text).matchAll(/\bfilename\s*=\s*"([^"]+)"/g)].map((match) => match[1] ?? '');
    return named.length === 0 ? /^cloudbuild\.ya?ml$/.test(path) : named.some((name) => name.replace(/^\.?\//, '') === path);
  });
}

function withoutComments(text: string): string {
  return text.replaceAll(/^\s*(?:#|\/\/).*$/gm, '');
}

interface OfBuild {
  readonly facts: CloudBuildFacts;
  readonly step: CloudBuildStep;
}

function commandsOf(project: Project, path: string, { facts, step }: OfBuild): readonly RunCommand[] {
  const place: Place = { path, span: step.script?.span ?? step.image.span };
  const folder = joinPath('', step.folder) ?? '';
  return runCommands(project, { text: filled(scriptOf(step), facts), folder, place, offset: null, forgiven: step.forgiven });
}

/** A step's words as a shell would say them. The cloud builders' own images run the tool that they are named after. */
function scriptOf({ image, entrypoint, args, script }: CloudBuildStep): string {
  if (script !== null) return script.value;
  const tool = /(?:cloud-builders|google\.com\/cloudsdktool)\/([\w-]+)/.exec(image.value)?.[1] ?? '';
  const program = entrypoint ?? (tool === 'cloud-sdk' ? 'gcloud' : tool);
  const [flag, inner] = args;
  if (/^(?:ba|a|z)?sh$/.test(program.replace(/^.*\//, '')) && flag !== undefined && /^-\w*c$/.test(flag) && inner !== undefined)
    return inner;
  if (program === '') return '';
  return [program, ...args.map(quoted)].join(' ');
}

function quoted(word: string): string {
  return /^[\w@%+=:,./${}-]+$/.test(word) ? word : `'${word.replaceAll("'", `'"'"'`)}'`;
}

/** `$$` is a dollar of the shell; a substitution is what the file says of it. */
function filled(text: string, { substitutions }: CloudBuildFacts): string {
  return text.replaceAll(/\$\$|\$\{?(_\w+)\}?/g, (whole, name: string | undefined) =>
    name === undefined ? '$' : (substitutions.get(name) ?? whole),
  );
}

function pushesOf(project: Project, path: string, { images }: CloudBuildFacts): readonly RunCommand[] {
  return images.flatMap(({ value, span }) =>
    runCommands(project, { text: `docker push ${quoted(value)}`, folder: '', place: { path, span }, offset: null }),
  );
}
