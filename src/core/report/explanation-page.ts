import { checks } from '../checks/index.ts';
import type { CheckDefinition } from '../engine/define-check.ts';
import type { RuleDefinition } from '../engine/define-rule.ts';
import { type Language, type Text, format, message } from '../l10n/message.ts';
import { problemsOf } from '../readiness/judge-problems.ts';
import { rules } from '../rules/index.ts';
import { reportWords } from './check-text.ts';

const texts = {
  unknown: { en: 'There is no rule or check named {id}.', pl: 'Nie ma reguły ani punktu listy o nazwie {id}.' },
  rule: { en: 'Rule', pl: 'Reguła' },
  check: { en: 'Readiness check', pl: 'Punkt listy kontrolnej' },
  severity: { en: 'Severity: {severity}.', pl: 'Waga: {severity}.' },
  safeFix: { en: 'A safe quick fix is offered.', pl: 'Dostępna jest bezpieczna szybka poprawka.' },
  suggestedFix: {
    en: 'A quick fix is offered; look at it before you apply it.',
    pl: 'Dostępna jest szybka poprawka; obejrzyj ją, zanim ją zastosujesz.',
  },
  noFix: { en: 'No mechanical fix exists.', pl: 'Nie ma mechanicznej poprawki.' },
  why: { en: 'Why it matters', pl: 'Dlaczego to ważne' },
  remedy: { en: 'What to do', pl: 'Co zrobić' },
  bad: { en: 'Raises the rule', pl: 'Narusza regułę' },
  good: { en: 'Does not', pl: 'Jest w porządku' },
  counts: { en: 'What counts as evidence', pl: 'Co jest dowodem' },
  relatedChecks: { en: 'Speaks against the checks: {ids}.', pl: 'Przemawia przeciw punktom: {ids}.' },
  step: { en: 'Next step', pl: 'Następny krok' },
  problems: { en: 'What it may lead to', pl: 'Do czego może prowadzić' },
  problem: { en: '**{title}**: {symptom} {cause}', pl: '**{title}**: {symptom} {cause}' },
} as const satisfies Readonly<Record<string, Text>>;

/** All that is known of a rule or check as Markdown; one sentence where there is none of that name. */
export function explanationPage(id: string, language: Language): string {
  const say = (text: Text, args = {}): string => format(message(text, args), language);
  const rule = rules.find((candidate) => candidate.id === id);
  if (rule !== undefined) return rulePage(rule, say);
  const check = checks.find((candidate) => candidate.id === id);
  return check === undefined ? `${say(texts.unknown, { id })}\n` : checkPage(check, say);
}

type Say = (text: Text, args?: Readonly<Record<string, string | number>>) => string;

function rulePage(rule: RuleDefinition, say: Say): string {
  const fix = rule.fix === 'safe' ? texts.safeFix : rule.fix === 'suggested' ? texts.suggestedFix : texts.noFix;
  return [
    `# ${say(rule.title)}`,
    `${say(texts.rule)} \`${rule.id}\`. ${say(texts.severity, { severity: say(reportWords[rule.severity]) })} ${say(fix)}`,
    `## ${say(texts.why)}`,
    say(rule.why),
    `## ${say(texts.remedy)}`,
    say(rule.remedy),
    ...(rule.checks.length === 0 ? [] : [say(texts.relatedChecks, { ids: rule.checks.map((id) => `\`${id}\``).join(', ') })]),
    ...problemLines(rule.id, say),
    `## ${say(texts.bad)}`,
    ...exampleBlocks(rule.examples.bad),
    `## ${say(texts.good)}`,
    ...exampleBlocks(rule.examples.good),
    '',
  ].join('\n\n');
}

/** The rows of the problem table behind it, each with what people notice, why it comes about, and what can be done. */
function problemLines(id: string, say: Say): readonly string[] {
  const problems = problemsOf(id);
  if (problems.length === 0) return [];
  const lines = problems.map(({ title, symptom, cause, actions }) =>
    [
      `- ${say(texts.problem, { title: say(title), symptom: say(symptom), cause: say(cause) })}`,
      ...actions.map((action) => `  - ${say(action.title)}`),
    ].join('\n'),
  );
  return [`## ${say(texts.problems)}`, lines.join('\n')];
}

function exampleBlocks(files: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(files).map(([path, text]) => `\`${path}\`\n\n\`\`\`\n${text.trimEnd()}\n\`\`\``);
}

function checkPage(check: CheckDefinition, say: Say): string {
  return [
    `# ${say(check.title)}`,
    `${say(texts.check)} \`${check.id}\`.`,
    say(check.question),
    `## ${say(texts.counts)}`,
    `- **${say(reportWords.met)}**: ${say(check.evidence.met)}\n- **${say(reportWords.partial)}**: ${say(check.evidence.partial)}\n- **${say(reportWords.missing)}**: ${say(check.evidence.missing)}`,
    `## ${say(texts.step)}`,
    say(check.step.title),
    ...problemLines(check.id, say),
    '',
  ].join('\n\n');
}
