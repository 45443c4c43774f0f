import { type Text, message } from '../../l10n/message.ts';
import type { Located } from '../../model/span.ts';
import { baseName } from '../../project/paths.ts';
import type { Problem, YamlFormat } from '../format.ts';
import { eitherOf, listOf, mapOf, orNothing, record } from '../yaml/compound-shapes.ts';
import { anything, scalarText, text } from '../yaml/scalar-shapes.ts';
import { type Shape, checkShape, rootPlace } from '../yaml/shape.ts';
import type { YamlView } from '../yaml/yaml-view.ts';
import type { MlprojectFacts } from './mlflow-facts.ts';

const texts = {
  environments: {
    en: 'A project has one environment: “{key}” stands beside “{first}”.',
    pl: 'Projekt ma jedno środowisko: „{key}” stoi obok „{first}”.',
  },
  spark: { en: '“{key}” cannot stand beside “databricks_spark_job”.', pl: '„{key}” nie może stać obok „databricks_spark_job”.' },
} satisfies Readonly<Record<string, Text>>;

const parameter = eitherOf(text, record({ type: text }, { open: true }));
const entryPoint = record({ parameters: mapOf(parameter), command: orNothing(text) }, { open: true });
const dockerEnvironment = record(
  { image: text, volumes: orNothing(listOf(text)), environment: orNothing(listOf(eitherOf(text, listOf(anything)))) },
  { required: ['image'], open: true },
);

/** What MLflow's `_project_spec.py` relies on; keys it does not know it does not look at. */
const projectShape: Shape = record(
  {
    name: orNothing(scalarText),
    entry_points: mapOf(entryPoint),
    python_env: orNothing(text),
    conda_env: orNothing(text),
    docker_env: orNothing(dockerEnvironment),
    databricks_spark_job: orNothing(record({}, { open: true })),
  },
  { open: true },
);

const environmentKeys = ['python_env', 'conda_env', 'docker_env'];

/** `MLproject`, in any letter case. */
export const mlproject: YamlFormat<'mlproject', MlprojectFacts> = {
  kind: 'yaml',
  id: 'mlproject',
  takesDoubledKeys: true,
  ownsName: isProjectName,
  isSingle: true,
  recognise: (_root, path) => isProjectName(path),
  read: (root) => ({
    facts: {
      name: root.get('name')?.text() ?? null,
      entryPoints: (root.get('entry_points')?.entries() ?? []).map((entry) => ({
        name: { value: entry.key, span: entry.keySpan },
        command: entry.value.get('command')?.text() ?? null,
      })),
      environment: environmentOf(root),
    },
    problems: [...checkShape(projectShape, root, rootPlace(root, 'MLproject')), ...environmentProblems(root)],
  }),
  inspect: (facts) => ({
    name: facts.name?.value ?? null,
    entryPoints: facts.entryPoints.map((entry) => entry.name.value),
    environment: facts.environment?.value ?? null,
  }),
};

function isProjectName(path: string): boolean {
  return baseName(path).toLowerCase() === 'mlproject';
}

function environmentOf(root: YamlView): Located<string> | null {
  return root.get('python_env')?.text() ?? root.get('conda_env')?.text() ?? root.at('docker_env', 'image')?.text() ?? null;
}

function environmentProblems(root: YamlView): readonly Problem[] {
  const named = root.entries().filter((entry) => environmentKeys.includes(entry.key));
  const [first, ...others] = named;
  const doubled = others.map((entry) => ({
    message: message(texts.environments, { key: entry.key, first: first?.key ?? '' }),
    span: entry.keySpan,
  }));
  const job = root.get('databricks_spark_job');
  if (job === undefined || job.kind === 'null' || first === undefined) return doubled;
  return [{ message: message(texts.spark, { key: first.key }), span: first.keySpan }, ...doubled];
}
