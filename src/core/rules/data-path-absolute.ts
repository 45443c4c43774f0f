import { type RuleContext, defineRule } from '../engine/define-rule.ts';
import type { PythonFacts } from '../facts/python/python-facts.ts';
import type { Text } from '../l10n/message.ts';
import { stagesOf } from './places/training-stage.ts';
import { isOutOfScope, isTestFile } from './scope/is-out-of-scope.ts';

const texts = {
  personal: { en: 'This path exists on one person’s machine only.', pl: 'Ta ścieżka istnieje tylko na komputerze jednej osoby.' },
  absolute: {
    en: 'This absolute path ties the code to one machine’s folders.',
    pl: 'Ta ścieżka bezwzględna wiąże kod z folderami jednej maszyny.',
  },
} satisfies Record<string, Text>;

type Id = keyof typeof texts;

/** Homes of people. Those of images (jovyan, airflow, vscode, …) are the same on every machine. */
const personal =
  /^(?:file:\/\/)?(?:\/home\/(?!(?:jovyan|airflow|appuser|app|user|vscode|ubuntu|ec2-user|sagemaker-user|root|runner|mambauser|nonroot|docker|ray|model-server|circleci)(?:\/|$))[\w.-]+\/|\/Users\/(?!Shared\/)[\w.-]+\/|[A-Za-z]:[\\/]+(?:Users[\\/]|[\w .-]+[\\/])|\/content\/drive\/)/;
/** Folders that are the same in every container or belong to the system. */
const portable =
  /^\/(?:tmp|dev|proc|sys|etc|usr|bin|opt\/(?:ml|program|airflow)|app|code|src|workspace|workdir|mnt\/models|models|data|input|output|var\/(?:run|log|lib|task)|run|repo|github|kaggle|dbfs|databricks|Volumes|Workspace|microservice|pvc)(?:\/|$)/;
const reading =
  /^(?:pandas|polars|dask\.dataframe|geopandas|modin\.pandas|cudf)\.(?:read|scan)_\w+$|^numpy\.(?:load|loadtxt|genfromtxt|fromfile)$|^joblib\.load$|^torch\.load$|^open$|^pathlib\.Path$|^datasets\.load_from_disk$|^xarray\.open_\w+$|^tensorflow\.data\.\w+$/;

/** Data that is looked for where only one machine has it. */
export const dataPathAbsolute = defineRule({
  id: 'data-path-absolute',
  title: { en: 'Data is read from paths of the project', pl: 'Dane są czytane ze ścieżek projektu' },
  severity: 'info',
  fix: null,
  why: {
    en: 'A path of one machine breaks the pipeline on every other one, and what is read there is versioned nowhere.',
    pl: 'Ścieżka z jednej maszyny psuje potok na każdej innej, a tego, co się stamtąd czyta, nikt nie wersjonuje.',
  },
  remedy: {
    en: 'Put the data under DVC and read it by a path relative to the project, or take the folder from a parameter or an environment variable.',
    pl: 'Oddaj dane pod DVC i czytaj je ścieżką względną wobec projektu albo weź folder z parametru lub zmiennej środowiskowej.',
  },
  checks: ['data-versioned', 'reproducible-environment'],
  texts,
  examples: {
    bad: { 'train.py': "import pandas as pd\n\ndata = pd.read_csv('/home/ana/data/train.csv')\n" },
    good: { 'train.py': "import pandas as pd\n\ndata = pd.read_csv('data/train.csv')\n" },
  },
  check(context) {
    reportCode(context);
    reportPipelines(context);
  },
});

function reportCode({ project, report }: RuleContext<Id>): void {
  const code: readonly { readonly path: string; readonly facts: PythonFacts }[] = [
    ...project.documents('python'),
    ...project.documents('notebook').map(({ path, facts }) => ({ path, facts: facts.code })),
  ];
  for (const { path, facts } of code) {
    if (isOutOfScope(project, path) || isTestFile(project, path)) continue;
    const arguments_ = facts.calls.filter(({ callee }) => reading.test(callee)).map(({ argumentsSpan }) => argumentsSpan);
    for (const { value, span } of facts.strings) {
      const isRead = arguments_.some(({ start, end }) => start <= span.start && span.end <= end);
      if (personal.test(value) && !/\s{2}|\n/.test(value)) report({ path, span, messageId: 'personal', identity: value });
      else if (isRead && /^\/[\w.-]+\//.test(value) && !portable.test(value))
        report({ path, span, messageId: 'absolute', identity: value });
    }
  }
}

function reportPipelines({ project, report }: RuleContext<Id>): void {
  const seen = new Set<string>();
  for (const { document, stage } of stagesOf(project)) {
    for (const { path } of [...stage.deps, ...stage.outs]) {
      const place = `${document.path}:${path.span.start}`;
      if (seen.has(place) || !(personal.test(path.value) || /^\/[\w.-]+\//.test(path.value))) continue;
      seen.add(place);
      report({
        path: document.path,
        span: path.span,
        messageId: personal.test(path.value) ? 'personal' : 'absolute',
        identity: `${stage.group}/${path.value}`,
      });
    }
  }
}
