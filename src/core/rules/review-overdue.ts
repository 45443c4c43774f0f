import { type RuleContext, defineRule } from '../engine/define-rule.ts';
import type { Text } from '../l10n/message.ts';
import type { Span } from '../model/span.ts';
import type { FoundDocument, Project } from '../project/project.ts';
import { dateAfter, durationInDays } from './knowledge/dates.ts';

const texts = {
  review: { en: 'This review was due on {due}.', pl: 'Ten przegląd miał się odbyć do {due}.' },
  waiver: { en: 'This waiver ended on {due} and no longer waives anything.', pl: 'To odstępstwo wygasło {due} i niczego już nie zwalnia.' },
  attestation: { en: 'This statement ended on {due} and no longer counts.', pl: 'To oświadczenie wygasło {due} i już się nie liczy.' },
  document: {
    en: '{what} was last reviewed on {date} and was due again on {due}.',
    pl: '{what}: ostatni przegląd {date}, następny miał się odbyć do {due}.',
  },
} satisfies Record<string, Text>;

type Id = keyof typeof texts;

/** A dated review, waiver or statement past its date. */
export const reviewOverdue = defineRule({
  id: 'review-overdue',
  title: { en: 'Reviews and waivers are within their dates', pl: 'Przeglądy i odstępstwa mieszczą się w terminach' },
  severity: 'warning',
  fix: null,
  why: {
    en: 'A decision that was right a year ago is taken for granted long after its reasons are gone.',
    pl: 'Decyzja słuszna rok temu obowiązuje długo po tym, jak znikły jej powody.',
  },
  remedy: { en: 'Review it, and write the new date down.', pl: 'Przejrzyj ją i zapisz nową datę.' },
  checks: ['compliance', 'iteration-review'],
  texts,
  examples: {
    bad: {
      'airworthy.yaml': 'version: 1\ncompliance: { dpia: docs/dpia.md, reviewed: 2001-05-01, reviewEvery: 365d }\n',
      'docs/dpia.md': '# DPIA\n',
    },
    good: {
      'airworthy.yaml': 'version: 1\ncompliance: { dpia: docs/dpia.md, reviewed: 2026-09-01, reviewEvery: 365d }\n',
      'docs/dpia.md': '# DPIA\n',
    },
  },
  check(context) {
    const document = context.project.manifestDocument;
    if (document === null) return;
    reportCompliance(context, document);
    reportEnds(context, document);
    reportDocuments(context, document);
  },
});

type Manifest = FoundDocument<'airworthy'>;

function reportCompliance({ project, report }: RuleContext<Id>, { path, facts }: Manifest): void {
  const { reviewed, reviewEvery } = project.manifest?.compliance ?? {};
  const due = dueDate(reviewed, reviewEvery);
  const span = facts.root.at('compliance', 'reviewed')?.span;
  if (due !== undefined && span !== undefined && due < project.today)
    report({ path, span, messageId: 'review', args: { due }, identity: 'compliance' });
}

function reportEnds({ project, report }: RuleContext<Id>, { path, facts }: Manifest): void {
  const waivers = (facts.root.get('waive')?.items() ?? []).map((view) => ({
    view,
    name: view.get('check')?.text()?.value ?? view.get('rule')?.text()?.value ?? '',
    messageId: 'waiver' as const,
  }));
  const statements = (facts.root.get('attest')?.entries() ?? []).map(({ key, value }) => ({
    view: value,
    name: key,
    messageId: 'attestation' as const,
  }));
  for (const { view, name, messageId } of [...waivers, ...statements]) {
    const until = view.get('until')?.text();
    if (until === undefined || !isDate(until.value) || until.value >= project.today) continue;
    report({ path, span: until.span, messageId, args: { due: until.value }, identity: name });
  }
}

/** Documents that are to be reviewed again and again; their front matter or a line of their text says when that was last done. */
function reportDocuments({ project, report }: RuleContext<Id>, { path, facts }: Manifest): void {
  for (const view of facts.root.get('reviews')?.items() ?? []) {
    const what = view.get('what')?.text()?.value;
    const every = view.get('every');
    const written = view.get('document')?.string()?.value;
    const target = written === undefined ? null : project.resolve(path, written);
    const date = target === null ? undefined : lastReview(project, target);
    const due = dueDate(date, every?.text()?.value);
    if (what === undefined || every === undefined || date === undefined || due === undefined || due >= project.today) continue;
    const span: Span = every.span;
    report({ path, span, messageId: 'document', args: { what, date, due }, identity: what });
  }
}

const reviewKeys = ['reviewed', 'last_reviewed', 'last-reviewed', 'lastReviewed', 'review_date', 'reviewed_on', 'updated', 'date'];
const reviewLine =
  /(?:last[ -]reviewed|reviewed(?: on)?|last[ -]updated|przegląd\w*|ostatni przegląd|date|data)\W{1,6}(\d{4}-\d{2}-\d{2})/giu;

function lastReview(project: Project, path: string): string | undefined {
  const document = [...project.documents('markdown'), ...project.documents('model-card')].find((found) => found.path === path);
  if (document === undefined) return undefined;
  const front = reviewKeys
    .map((key) => document.facts.frontMatter.get(key)?.value.slice(0, 10))
    .filter((date) => date !== undefined && isDate(date));
  const lines = [...document.source.text.matchAll(reviewLine)].map(([, date]) => date);
  return [...front, ...lines]
    .filter((date) => date !== undefined)
    .sort()
    .at(-1);
}

function dueDate(date: string | undefined, every: string | undefined): string | undefined {
  const days = every === undefined ? undefined : durationInDays(every);
  return date === undefined || days === undefined ? undefined : dateAfter(date, days);
}

function isDate(text: string): boolean {
  return dateAfter(text, 0) === text;
}
