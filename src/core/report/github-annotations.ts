/**
 * Workflow commands of GitHub Actions, which annotate lines of a pull request
 * (https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands).
 */
import type { ProjectReport } from '../engine/judge-project.ts';
import { format, message, type Language, type Text } from '../l10n/message.ts';
import type { Severity } from '../model/finding.ts';
import { worstReport } from './check-json.ts';
import { reportWords } from './check-text.ts';
import { reportedFindings } from './report-places.ts';

/** GitHub shows ten annotations of a kind a step; the loudest come first, and a last line says what it left out. */
const shownOfKind = 10;

const kinds: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice', hint: 'notice' };

const texts = {
  verdict: { en: '{name}: {verdict}, score {score} of 100.', pl: '{name}: {verdict}, wynik {score} na 100.' },
  more: {
    en: 'GitHub shows {shown} annotations of a kind; {count} more findings are in the log of this step.',
    pl: 'GitHub pokazuje {shown} adnotacji jednego rodzaju; pozostałe znaleziska ({count}) są w dzienniku tego kroku.',
  },
} as const satisfies Readonly<Record<string, Text>>;

/** One command a finding, the verdict before them. Paths are those of the repository, as GitHub wants them. */
export function githubAnnotations(reports: readonly ProjectReport[], language: Language): string {
  const say = (text: Text, args = {}): string => format(message(text, args), language);
  const findings = reportedFindings(reports).flatMap(({ finding, waiver }) => (waiver === null ? [finding] : []));
  const lines = findings.map(({ severity, path, range, ruleId, message: words }) => {
    const { start, end } = range;
    // A column makes sense to GitHub only within one line.
    const columns = start.line === end.line ? `,col=${start.column},endColumn=${end.column}` : '';
    const place = `file=${property(path)},line=${start.line},endLine=${end.line}${columns}`;
    return `::${kinds[severity]} ${place},title=${property(`airworthy ${ruleId}`)}::${data(format(words, language))}`;
  });
  const counts = Object.values(kinds).reduce(
    (sum, kind, index, all) =>
      all.indexOf(kind) === index
        ? sum + Math.max(0, findings.filter(({ severity }) => kinds[severity] === kind).length - shownOfKind)
        : sum,
    0,
  );
  return [
    ...verdictLines(reports, say),
    ...lines,
    ...(counts > 0 ? [data(say(texts.more, { shown: shownOfKind, count: counts }))] : []),
    '',
  ].join('\n');
}

function verdictLines(reports: readonly ProjectReport[], say: (text: Text, args?: object) => string): readonly string[] {
  if (reports.length === 0) return [];
  const { name, verdict, score } = worstReport(reports);
  const kind = verdict === 'no-go' ? 'error' : verdict === 'shadow-only' ? 'warning' : 'notice';
  return [`::${kind} title=Airworthy::${data(say(texts.verdict, { name, verdict: say(reportWords[verdict]), score }))}`];
}

/** Text behind the second pair of colons. */
function data(text: string): string {
  return text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
}

/** The value of a property, where a colon and a comma would end it. */
function property(text: string): string {
  return data(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
}
