import { type FixOffer, defineRule } from '../engine/define-rule.ts';
import type { Project } from '../project/project.ts';
import { isSaid } from '../project/evidence/said.ts';
import { appendEntry, yamlScalar } from './edits/yaml-entry.ts';
import { placeOfAbsent } from './places/place-of-absent.ts';

/** A model that nobody answers for. */
export const ownerMissing = defineRule({
  id: 'owner-missing',
  title: { en: 'Somebody owns the model', pl: 'Model ma właścicieli' },
  severity: 'info',
  fix: 'suggested',
  why: {
    en: 'Without named owners nobody decides about retraining, rolling back or switching the model off.',
    pl: 'Bez wskazanych właścicieli nikt nie decyduje o ponownym trenowaniu, wycofaniu ani wyłączeniu modelu.',
  },
  remedy: {
    en: 'Name those who answer for business, data and platform under `owners` in airworthy.yaml, or the teams in CODEOWNERS.',
    pl: 'Wskaż odpowiedzialnych za biznes, dane i platformę w `owners` w airworthy.yaml albo zespoły w CODEOWNERS.',
  },
  checks: ['shared-ownership'],
  texts: {
    missing: { en: 'Nobody is named as owner of this project.', pl: 'Nie wskazano właściciela tego projektu.' },
    empty: { en: '`owners` names nobody.', pl: '`owners` nie wskazuje nikogo.' },
    fromGoal: {
      en: 'Name {owner}, who owns the goal, as business owner',
      pl: 'Wskaż {owner} (odpowiada za cel) jako właściciela biznesowego',
    },
  },
  examples: {
    bad: { 'airworthy.yaml': 'version: 1\nproject: card-fraud\n' },
    good: { 'airworthy.yaml': 'version: 1\nproject: card-fraud\nowners: { business: risk@example.com }\n' },
  },
  check({ project, report }) {
    const owners = project.manifest?.owners;
    const named = [owners?.business, owners?.data, owners?.platform].some(isSaid);
    if (named || project.documents('codeowners').some(({ facts }) => facts.rules.some((rule) => rule.owners.length > 0))) return;
    const place = placeOfAbsent(project, ['owners']);
    if (place === undefined) return;
    const isDeclared = project.manifestDocument?.facts.root.get('owners') !== undefined;
    const fix = isDeclared ? undefined : fromGoal(project);
    report({ ...place, messageId: isDeclared ? 'empty' : 'missing', identity: 'owners', ...(fix && { fix }) });
  },
});

function fromGoal(project: Project): FixOffer<'fromGoal'> | undefined {
  const document = project.manifestDocument;
  const owner = project.manifest?.goal?.owner;
  if (document === null || !isSaid(owner)) return undefined;
  const value = yamlScalar(owner);
  const entry = { key: 'owners', value: `{ business: ${value} }`, block: [`  business: ${value}`] };
  return { titleId: 'fromGoal', args: { owner }, edits: [appendEntry(document.source, document.facts.root.span, entry)] };
}
