/** What Prometheus refuses in rules, after `model/rulefmt` of 3.x; for the Kubernetes object also what its schema refuses. */
import { type Text, message } from '../../l10n/message.ts';
import type { SourceText } from '../../model/source-text.ts';
import type { Span } from '../../model/span.ts';
import type { Problem } from '../format.ts';
import { type RecordOptions, listOf, mapOf, orNothing, record } from '../yaml/compound-shapes.ts';
import { integer, scalarText, text } from '../yaml/scalar-shapes.ts';
import { type Shape, checkShape, missingKey, rootPlace, valueSpan } from '../yaml/shape.ts';
import type { YamlEntry, YamlView } from '../yaml/yaml-view.ts';
import { expressionProblem } from './expression-problem.ts';
import { type TemplateFault, goTemplateProblem } from './go-template.ts';
import { isPrometheusDuration, prometheusSeconds } from './prometheus-duration.ts';

const texts = {
  group: { en: 'A group needs a name.', pl: 'Grupa musi mieć nazwę.' },
  twice: { en: 'The group “{name}” appears twice.', pl: 'Grupa „{name}” występuje dwa razy.' },
  both: { en: 'A rule has either “alert” or “record”.', pl: 'Reguła ma albo „alert”, albo „record”.' },
  neither: { en: 'A rule needs “alert” or “record”.', pl: 'Reguła wymaga klucza „alert” albo „record”.' },
  recording: { en: 'A recording rule has no “{key}”.', pl: 'Reguła zapisująca nie ma klucza „{key}”.' },
  braces: {
    en: 'The name of a recording rule holds no braces; labels belong to “expr” or “labels”.',
    pl: 'Nazwa reguły zapisującej nie zawiera nawiasów klamrowych; etykiety należą do „expr” lub „labels”.',
  },
  duration: { en: '“{key}” must be a duration such as 5m or 1h30m.', pl: '„{key}” musi być czasem trwania, na przykład 5m lub 1h30m.' },
  label: { en: '“{key}” is no label name.', pl: '„{key}” nie jest nazwą etykiety.' },
} satisfies Readonly<Record<string, Text>>;

const templateTexts: Readonly<Record<TemplateFault, Text>> = {
  open: { en: 'The template in “{key}” does not end.', pl: 'Szablon w „{key}” nie ma zakończenia.' },
  block: { en: 'In the template of “{key}”, “{word}” has no partner.', pl: 'W szablonie „{key}” słowo „{word}” nie ma pary.' },
  variable: {
    en: 'The template in “{key}” uses {word}, which is not set.',
    pl: 'Szablon w „{key}” używa {word}, które nie jest ustawione.',
  },
};

function groupsShape(value: Shape, options: RecordOptions): Shape {
  const values = orNothing(mapOf(orNothing(value)));
  const rule = record(
    {
      record: orNothing(value),
      alert: orNothing(value),
      expr: orNothing(scalarText),
      for: orNothing(value),
      keep_firing_for: orNothing(value),
      labels: values,
      annotations: values,
    },
    options,
  );
  const group = record(
    {
      name: orNothing(value),
      interval: orNothing(value),
      query_offset: orNothing(value),
      limit: orNothing(integer),
      labels: values,
      rules: orNothing(listOf(orNothing(rule))),
    },
    options,
  );
  return orNothing(listOf(orNothing(group)));
}

/** Go reads any scalar into a text. */
const fileShape = record({ groups: groupsShape(scalarText, {}) });

/** The API server takes texts for texts alone, and drops what it does not know. */
const objectShape = record(
  { spec: record({ groups: groupsShape(text, { open: true }) }, { open: true }), metadata: record({ name: text }, { open: true }) },
  { open: true, required: ['spec'] },
);

/** The problems of a rule file. */
export function ruleFileProblems(root: YamlView, source: SourceText): readonly Problem[] {
  return oneAPlace([...checkShape(fileShape, root, rootPlace(root, 'groups')), ...groupProblems(root.get('groups'), source)]);
}

/** The problems of a PrometheusRule object. */
export function ruleObjectProblems(root: YamlView, source: SourceText): readonly Problem[] {
  return oneAPlace([...checkShape(objectShape, root, rootPlace(root, 'spec')), ...groupProblems(root.at('spec', 'groups'), source)]);
}

/** A value of the wrong kind is refused by each reader it passes; the first says it best. */
function oneAPlace(problems: readonly Problem[]): readonly Problem[] {
  return [...new Map(problems.toReversed().map((problem) => [problem.span.start, problem])).values()].toReversed();
}

function groupProblems(groups: YamlView | undefined, source: SourceText): readonly Problem[] {
  const names = new Set<string>();
  return (groups?.items() ?? []).flatMap((group) => {
    if (group.kind !== 'map') return [];
    const problems = [...durationProblems(group, ['interval', 'query_offset']), ...labelProblems(group.get('labels'))];
    const name = group.get('name')?.text();
    if (name === undefined || name.value === '')
      problems.push({ message: message(texts.group), span: entryOf(group, 'name')?.keySpan ?? firstKey(group) });
    else if (names.has(name.value)) problems.push({ message: message(texts.twice, { name: name.value }), span: name.span });
    else names.add(name.value);
    return [...problems, ...(group.get('rules')?.items() ?? []).flatMap((rule) => (rule.kind === 'map' ? ruleProblems(rule, source) : []))];
  });
}

function ruleProblems(rule: YamlView, source: SourceText): readonly Problem[] {
  const alert = filled(rule, 'alert');
  const recorded = filled(rule, 'record');
  const expr = rule.get('expr')?.text();
  const problems = [...durationProblems(rule, ['for', 'keep_firing_for']), ...labelProblems(rule.get('labels'))];
  if (alert !== undefined && recorded !== undefined) problems.push({ message: message(texts.both), span: recorded.keySpan });
  if (alert === undefined && recorded === undefined) problems.push({ message: message(texts.neither), span: firstKey(rule) });
  if (recorded !== undefined) problems.push(...recordingProblems(rule, recorded));
  if (expr === undefined || expr.value.trim() === '') problems.push(missingExpression(rule));
  else problems.push(...[expressionProblem(expr, source)].flatMap((problem) => problem ?? []));
  for (const entry of rule.get('annotations')?.entries() ?? []) {
    if (entry.key === '') problems.push({ message: message(texts.label, { key: entry.key }), span: entry.keySpan });
  }
  if (alert !== undefined) problems.push(...templateProblems(rule.get('labels')), ...templateProblems(rule.get('annotations')));
  return problems;
}

function missingExpression(rule: YamlView): Problem {
  const entry = entryOf(rule, 'expr');
  return missingKey('expr', entry?.keySpan ?? entryOf(rule, 'alert')?.keySpan ?? entryOf(rule, 'record')?.keySpan ?? firstKey(rule));
}

/** Keys that belong to alerts alone; a duration of nothing and an empty map are taken. */
function recordingProblems(rule: YamlView, recorded: YamlEntry): readonly Problem[] {
  const name = recorded.value.text();
  const isUsed = (key: string): boolean => {
    const view = rule.get(key);
    if (key === 'annotations') return (view?.entries().length ?? 0) > 0;
    const seconds = prometheusSeconds(view?.text()?.value ?? '0');
    return seconds !== undefined && seconds > 0;
  };
  const wrong = ['annotations', 'for', 'keep_firing_for'].filter(isUsed).map((key) => ({
    message: message(texts.recording, { key }),
    span: entryOf(rule, key)?.keySpan ?? recorded.keySpan,
  }));
  if (name === undefined || !/[{}]/.test(name.value)) return wrong;
  return [...wrong, { message: message(texts.braces), span: name.span }];
}

function durationProblems(view: YamlView, keys: readonly string[]): Problem[] {
  return keys.flatMap((key) => {
    const entry = entryOf(view, key);
    const written = entry?.value.text();
    if (entry === undefined || written === undefined || isPrometheusDuration(written.value)) return [];
    return [{ message: message(texts.duration, { key }), span: valueSpan(entry.value, entry.keySpan) }];
  });
}

/** From 3.0 on any text is a label name, but for the metric's own. */
function labelProblems(labels: YamlView | undefined): readonly Problem[] {
  return (labels?.entries() ?? []).flatMap((entry) =>
    entry.key === '' || entry.key === '__name__' ? [{ message: message(texts.label, { key: entry.key }), span: entry.keySpan }] : [],
  );
}

function templateProblems(map: YamlView | undefined): readonly Problem[] {
  return (map?.entries() ?? []).flatMap((entry) => {
    const problem = goTemplateProblem(entry.value.text()?.value ?? '');
    if (problem === undefined) return [];
    return [{ message: message(templateTexts[problem.fault], { key: entry.key, word: problem.word }), span: firstLine(entry) }];
  });
}

/** A long text is not marked as a whole. */
function firstLine(entry: YamlEntry): Span {
  const { span } = entry.value;
  return entry.value.kind === 'scalar' && !(entry.value.text()?.value ?? '').includes('\n') ? span : entry.keySpan;
}

function filled(view: YamlView, key: string): YamlEntry | undefined {
  const entry = entryOf(view, key);
  return entry === undefined || (entry.value.text()?.value ?? '') === '' ? undefined : entry;
}

function entryOf(view: YamlView, key: string): YamlEntry | undefined {
  return view.entries().find((entry) => entry.key === key);
}

function firstKey(view: YamlView): Span {
  return rootPlace(view, '').span;
}
