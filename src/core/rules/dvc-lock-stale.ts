import { defineRule, type Report } from '../engine/define-rule.ts';
import type { DvcLockStage, DvcStage } from '../facts/dvc/dvc-facts.ts';
import type { Json } from '../facts/format.ts';
import type { Text } from '../l10n/message.ts';
import type { Span } from '../model/span.ts';
import type { Project } from '../project/project.ts';
import { type Pipeline, type RecordedOutput, lockedItem, lockedStage, pipelinesOf, recordedOutputs } from './knowledge/dvc-outputs.ts';
import { parameterDifferences } from './knowledge/locked-parameters.ts';

const texts = {
  lockMissing: {
    en: 'This pipeline has no dvc.lock: no run of it is recorded.',
    pl: 'Ten potok nie ma pliku dvc.lock: nie zapisano żadnego jego uruchomienia.',
  },
  stageMissing: {
    en: 'Stage {stage} is not in dvc.lock: no run of it is recorded.',
    pl: 'Etapu {stage} nie ma w dvc.lock: nie zapisano żadnego jego uruchomienia.',
  },
  commandChanged: {
    en: 'The command of stage {stage} is not the one in dvc.lock.',
    pl: 'Polecenie etapu {stage} różni się od zapisanego w dvc.lock.',
  },
  dependencyMissing: {
    en: 'Stage {stage} depends on {path}, which dvc.lock does not record.',
    pl: 'Etap {stage} zależy od {path}, czego dvc.lock nie zapisuje.',
  },
  outputMissing: {
    en: 'Stage {stage} writes {path}, which dvc.lock does not record.',
    pl: 'Etap {stage} tworzy {path}, czego dvc.lock nie zapisuje.',
  },
  dependencyChanged: {
    en: '{path} has changed since stage {stage} last ran: its hash differs from dvc.lock.',
    pl: '{path} zmieniono od ostatniego uruchomienia etapu {stage}: suma kontrolna różni się od dvc.lock.',
  },
  outputChanged: {
    en: '{path} is not what stage {stage} last wrote: its hash differs from dvc.lock.',
    pl: '{path} nie jest tym, co ostatnio zapisał etap {stage}: suma kontrolna różni się od dvc.lock.',
  },
  inputReplaced: {
    en: 'Stage {stage} last ran on another version of {path} than {source} records.',
    pl: 'Etap {stage} uruchomiono ostatnio na innej wersji {path} niż ta, którą zapisuje {source}.',
  },
  parameterNew: {
    en: 'Stage {stage} uses parameter {key}, which dvc.lock does not record.',
    pl: 'Etap {stage} używa parametru {key}, którego dvc.lock nie zapisuje.',
  },
  parameterGone: {
    en: 'Stage {stage} last ran with parameter {key}, which {file} no longer has.',
    pl: 'Etap {stage} uruchomiono ostatnio z parametrem {key}, którego nie ma już w {file}.',
  },
  parameterChanged: {
    en: 'Parameter {key} is {current}, but stage {stage} last ran with {locked}.',
    pl: 'Parametr {key} ma wartość {current}, a etap {stage} uruchomiono ostatnio z wartością {locked}.',
  },
  recorded: { en: 'Recorded here.', pl: 'Zapisano tutaj.' },
} satisfies Record<string, Text>;

type Id = keyof typeof texts;
type Difference = Report<Id>;

/** dvc.yaml and dvc.lock disagree, judged as `dvc status` judges without running anything. */
export const dvcLockStale = defineRule({
  id: 'dvc-lock-stale',
  title: { en: 'The pipeline and its lock file agree', pl: 'Potok i jego plik dvc.lock są zgodne' },
  severity: 'warning',
  fix: null,
  why: {
    en: 'dvc.lock says which code, data and parameters made the present model. When it is stale, the model in use is not the one this commit describes.',
    pl: 'dvc.lock mówi, z jakiego kodu, danych i parametrów powstał obecny model. Gdy jest nieaktualny, używany model nie jest tym, który opisuje ten commit.',
  },
  remedy: {
    en: 'Run `dvc repro` and commit dvc.lock. If only the description changed, not the result, run `dvc commit`.',
    pl: 'Uruchom `dvc repro` i zapisz dvc.lock w repozytorium. Jeśli zmienił się tylko opis, a nie wynik, uruchom `dvc commit`.',
  },
  checks: ['version-consistency', 'data-versioned'],
  texts,
  examples: {
    bad: {
      'dvc.yaml': 'stages:\n  train:\n    cmd: python train.py --depth 8\n    outs:\n      - model.pkl\n',
      'dvc.lock':
        "schema: '2.0'\nstages:\n  train:\n    cmd: python train.py --depth 6\n    outs:\n    - path: model.pkl\n      hash: md5\n      md5: 0123456789abcdef0123456789abcdef\n      size: 10\n",
    },
    good: {
      'dvc.yaml': 'stages:\n  train:\n    cmd: python train.py --depth 6\n    outs:\n      - model.pkl\n',
      'dvc.lock':
        "schema: '2.0'\nstages:\n  train:\n    cmd: python train.py --depth 6\n    outs:\n    - path: model.pkl\n      hash: md5\n      md5: 0123456789abcdef0123456789abcdef\n      size: 10\n",
    },
  },
  check({ project, report }) {
    const pipelines = pipelinesOf(project);
    const outputs = recordedOutputs(project, pipelines);
    for (const pipeline of pipelines) {
      for (const difference of merged(pipelineDifferences(project, pipeline, outputs))) report(difference);
    }
  },
});

type Outputs = ReturnType<typeof recordedOutputs>;

function pipelineDifferences(project: Project, pipeline: Pipeline, outputs: Outputs): readonly Difference[] {
  const { document, lock, lockPath } = pipeline;
  const [first] = document.facts.stages;
  if (lock === null) {
    if (first === undefined || project.tree.has(lockPath)) return [];
    return [{ path: document.path, span: first.name.span, messageId: 'lockMissing', identity: 'dvc.lock' }];
  }
  // A lock that could only be read in part, such as one with merge conflicts, is `schema-invalid` and proves nothing.
  if ((project.file(lockPath)?.problems.length ?? 0) > 0) return [];
  return document.facts.stages.flatMap((stage) => {
    if (stage.name.value.includes('${')) return [];
    const locked = lockedStage(pipeline, stage);
    if (locked !== undefined) return stageDifferences({ project, pipeline, stage, locked, outputs });
    return [
      { path: document.path, span: stage.name.span, messageId: 'stageMissing', args: { stage: stage.name.value }, identity: stage.group },
    ];
  });
}

interface Comparison {
  readonly project: Project;
  readonly pipeline: Pipeline;
  readonly stage: DvcStage;
  readonly locked: DvcLockStage;
  readonly outputs: Outputs;
}

/** What dvc.lock still lists but dvc.yaml no longer asks for is no difference: DVC leaves such entries alone and calls the stage up to date. */
function stageDifferences(comparison: Comparison): readonly Difference[] {
  const own = [...commandDifferences(comparison), ...outputDifferences(comparison)];
  // DVC does not compare what a frozen stage depends on.
  return comparison.stage.frozen ? own : [...own, ...dependencyDifferences(comparison), ...parameterChanges(comparison)];
}

function commandDifferences({ pipeline, stage, locked }: Comparison): readonly Difference[] {
  const [first] = stage.commands;
  const command = stage.commands.map(({ value }) => value).join('\n');
  if (first === undefined || locked.command === null || command.includes('${') || command === locked.command.value) return [];
  return [differenceAt(pipeline, first.span, 'commandChanged', stage, 'command', { related: locked.command.span })];
}

function dependencyDifferences(comparison: Comparison): readonly Difference[] {
  const { project, pipeline, stage, locked, outputs } = comparison;
  return stage.deps.flatMap((dependency): readonly Difference[] => {
    const { value: path, span } = dependency.path;
    // Data sets (`ds://`) are locked in a list of their own.
    if (path.includes('${') || path.startsWith('ds://')) return [];
    const item = lockedItem(locked.deps, dependency.path);
    if (item === undefined) return [differenceAt(pipeline, span, 'dependencyMissing', stage, path, { args: { path } })];
    const present = dependency.resolved === null ? null : hashOfTracked(project, dependency.resolved);
    if (item.md5 === null) return [];
    const related = item.md5.span;
    if (present !== null && !item.legacyMd5 && present !== item.md5.value) {
      return [differenceAt(pipeline, span, 'dependencyChanged', stage, path, { args: { path }, related })];
    }
    const source = sourceOf(outputs, dependency.resolved);
    if (source === undefined || source.legacy !== item.legacyMd5 || source.md5 === item.md5.value) return [];
    return [differenceAt(pipeline, span, 'inputReplaced', stage, path, { args: { path, source: source.stage ?? source.path }, related })];
  });
}

function sourceOf({ added, produced }: Outputs, path: string | null): RecordedOutput | undefined {
  return path === null ? undefined : (added.get(path) ?? produced.get(path));
}

function outputDifferences({ project, pipeline, stage, locked }: Comparison): readonly Difference[] {
  return stage.outs.flatMap((out): readonly Difference[] => {
    const { value: path, span } = out.path;
    if (path.includes('${')) return [];
    const item = lockedItem(locked.outs, out.path);
    if (item === undefined) return [differenceAt(pipeline, span, 'outputMissing', stage, path, { args: { path } })];
    const present = out.resolved === null ? null : hashOfTracked(project, out.resolved);
    if (present === null || item.md5 === null || item.legacyMd5 || present === item.md5.value) return [];
    return [differenceAt(pipeline, span, 'outputChanged', stage, path, { args: { path }, related: item.md5.span })];
  });
}

/** The MD5 of a file that Git holds; of others the work tree's copy says nothing about the commit. */
function hashOfTracked(project: Project, path: string): string | null {
  const entry = project.tree.get(path);
  return entry === undefined || entry.tracked === false || entry.ignored ? null : entry.md5;
}

function parameterChanges({ project, pipeline, stage, locked }: Comparison): readonly Difference[] {
  return stage.params.flatMap((parameter): readonly Difference[] => {
    const data = project.data(parameter.resolvedFile);
    if (data === undefined || data === null || /\.py$/i.test(parameter.file)) return [];
    return parameterDifferences(parameter, locked, data).map((difference) => {
      const { key, kind } = difference;
      const messageId = kind === 'new' ? 'parameterNew' : kind === 'gone' ? 'parameterGone' : 'parameterChanged';
      const args = { key, file: parameter.file, current: shortValue(difference.current), locked: shortValue(difference.locked?.value) };
      return differenceAt(pipeline, parameter.key?.span ?? parameter.span, messageId, stage, `${parameter.file}:${key}`, {
        args,
        ...(difference.locked === undefined ? {} : { related: difference.locked.key.span }),
      });
    });
  });
}

function shortValue(value: Json | undefined): string {
  const text = value === undefined ? '' : JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}

interface DifferenceDetails {
  readonly args?: Readonly<Record<string, string | number>>;
  /** The place in dvc.lock. */
  readonly related?: Span;
}

function differenceAt(
  pipeline: Pipeline,
  span: Span,
  messageId: Id,
  stage: DvcStage,
  item: string,
  details: DifferenceDetails,
): Difference {
  const { args = {}, related } = details;
  return {
    path: pipeline.document.path,
    span,
    messageId,
    args: { ...args, stage: stage.name.value },
    identity: `${stage.group}/${item}/${messageId}`,
    ...(related === undefined ? {} : { related: [{ path: pipeline.lockPath, span: related, messageId: 'recorded' }] }),
  };
}

/** Stages of one `foreach` or `matrix` share their places: one finding a place and kind, which names them all. */
function merged(differences: readonly Difference[]): readonly Difference[] {
  const byPlace = new Map<string, Difference>();
  for (const difference of differences) {
    const place = `${difference.span.start} ${difference.messageId} ${difference.args?.['key'] ?? ''}`;
    const known = byPlace.get(place);
    const names = [known?.args?.['stage'], difference.args?.['stage']].filter((name) => name !== undefined);
    byPlace.set(place, known === undefined ? difference : { ...known, args: { ...known.args, stage: listed(names.join(', ')) } });
  }
  return [...byPlace.values()];
}

function listed(names: string): string {
  const all = names.replace(', …', '').split(', ');
  return all.length > 4 ? `${all.slice(0, 4).join(', ')}, …` : names;
}
