/** The problem table in the readiness view: what may go wrong, why, and what to do about it. May not import `vscode`. */
import { commandIds } from '../../core/config/ids.ts';
import type { ProjectReport } from '../../core/engine/judge-project.ts';
import { type Text, message } from '../../core/l10n/message.ts';
import { type JudgedProblem, type ProblemState, judgeProblems } from '../../core/readiness/judge-problems.ts';
import { type ReadinessNode, checkNode, findingNode, leaf } from './readiness-node.ts';
import type { NodeIcon } from './view-node.ts';

const texts = {
  problems: { en: 'What may go wrong', pl: 'Co może pójść źle' },
  count: { en: '{open} of {all} not prevented', pl: 'bez zabezpieczenia: {open} z {all}' },
  countSeen: { en: '{seen} seen now · {open} of {all} not prevented', pl: 'widać teraz: {seen} · bez zabezpieczenia: {open} z {all}' },
  help: {
    en: 'What people notice, which missing checks let it happen, and what to do.',
    pl: 'Co widać, które niespełnione punkty do tego prowadzą i co zrobić.',
  },
  drifts: { en: 'Drifts now: {title}', pl: 'Teraz dryfuje: {title}' },
  todo: { en: 'For people: no command does this.', pl: 'Zadanie dla ludzi: nie robi tego żadne polecenie.' },
} as const satisfies Readonly<Record<string, Text>>;

/** The words for each state. */
export const problemStateWords: Readonly<Record<ProblemState, Text>> = {
  seen: { en: 'seen now', pl: 'widać teraz' },
  open: { en: 'nothing prevents it', pl: 'nic temu nie zapobiega' },
  half: { en: 'half prevented', pl: 'zabezpieczenie połowiczne' },
  unknown: { en: 'not known', pl: 'nie wiadomo' },
  prevented: { en: 'prevented', pl: 'zabezpieczone' },
};

const stateIcons: Readonly<Record<ProblemState, NodeIcon>> = {
  seen: { name: 'flame', colour: 'list.errorForeground' },
  open: { name: 'error', colour: 'testing.iconFailed' },
  half: { name: 'color-mode', colour: 'list.warningForeground' },
  unknown: { name: 'question', colour: 'testing.iconUnset' },
  prevented: { name: 'pass', colour: 'testing.iconPassed' },
};

/** What the view knows besides the report, and what of it is shown. */
export interface ProblemView {
  /** Titles of charts that drift now. */
  readonly drifting: readonly string[];
  readonly missingOnly: boolean;
}

/** The id of the node that a problem has in a project's view. */
export function problemNodeId(root: string, problem: string): string {
  return `${root}:problem:${problem}`;
}

/** The id of the node above them. */
export function problemsNodeId(root: string): string {
  return `${root}:problems`;
}

/** One node with a row of the table each below it; none where no row applies. */
export function problemNodes(report: ProjectReport, { drifting, missingOnly }: ProblemView): readonly ReadinessNode[] {
  const all = judgeProblems(report, drifting);
  const shown = missingOnly ? all.filter(({ state }) => state !== 'prevented') : all;
  if (shown.length === 0) return [];
  const seen = all.filter(({ state }) => state === 'seen').length;
  const open = all.filter(({ state }) => state === 'open').length;
  return [
    {
      ...leaf(problemsNodeId(report.root), 'problems', message(texts.problems)),
      description: message(seen === 0 ? texts.count : texts.countSeen, { seen, open, all: all.length }),
      tooltip: message(texts.help),
      icon: { name: 'pulse', colour: seen === 0 ? null : 'list.errorForeground' },
      children: shown.map((judged) => problemNode(report, judged)),
    },
  ];
}

function problemNode(report: ProjectReport, { problem, state, causes, signs, drifting }: JudgedProblem): ReadinessNode {
  const scope = `problem:${problem.id}:`;
  const id = problemNodeId(report.root, problem.id);
  return {
    ...leaf(id, 'problem', message(problem.title)),
    description: message(problemStateWords[state]),
    tooltip: { en: `${problem.symptom.en} ${problem.cause.en}`, pl: `${problem.symptom.pl} ${problem.cause.pl}`, args: {} },
    icon: stateIcons[state],
    status: problemStateWords[state],
    children: [
      ...drifting.map((title, index) => ({
        ...leaf(`${id}:drift:${String(index)}`, 'action', message(texts.drifts, { title })),
        icon: stateIcons.seen,
        runs: commandIds.openDriftPanel,
      })),
      ...signs.map((finding) => findingNode(report, finding, scope)),
      ...causes.map((result) => checkNode(report, result, scope)),
      ...problem.actions.map(({ title, command }, index) => ({
        ...leaf(`${id}:action:${String(index)}`, 'action', message(title)),
        icon: { name: command === null ? 'person' : 'play', colour: null },
        tooltip: command === null ? message(texts.todo) : null,
        runs: command,
      })),
    ],
  };
}
