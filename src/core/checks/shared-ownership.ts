import { type CheckAnswer, answer, defineCheck } from '../engine/define-check.ts';
import type { Text } from '../l10n/message.ts';
import type { Span } from '../model/span.ts';
import { documentsAbout } from '../project/evidence/documents.ts';
import { manifestKey } from '../project/evidence/manifest-key.ts';
import { offer } from '../project/evidence/offer.ts';
import { isSaid } from '../project/evidence/said.ts';
import { weighEvidence } from '../project/evidence/weigh-evidence.ts';
import { isInside } from '../project/paths.ts';
import type { Project } from '../project/project.ts';

const texts = {
  declared: {
    en: 'Business ({business}), data ({data}) and platform ({platform}) own it together.',
    pl: 'Odpowiadają wspólnie: biznes ({business}), dane ({data}) i platforma ({platform}).',
  },
  same: {
    en: 'Business, data and platform are all {owner}: one team owns everything.',
    pl: 'Biznes, dane i platforma to {owner}: wszystko należy do jednego zespołu.',
  },
  incomplete: { en: 'Nobody is named for: {lacks}.', pl: 'Nie wskazano nikogo dla: {lacks}.' },
  teams: {
    en: 'CODEOWNERS gives parts of the project to {count} teams: {teams}.',
    pl: 'CODEOWNERS przydziela części projektu {count} {count|zespołowi|zespołom}: {teams}.',
  },
  fewTeams: {
    en: 'CODEOWNERS names {owners}, which does not show that business, data and platform share the work.',
    pl: 'CODEOWNERS wymienia {owners}, co nie pokazuje, że biznes, dane i platforma dzielą się pracą.',
  },
  document: { en: 'The document names who answers for what.', pl: 'Dokument wskazuje, kto za co odpowiada.' },
  missing: {
    en: 'The manifest names no owners, and no file shows several teams.',
    pl: 'Manifest nie wskazuje właścicieli i żaden plik nie pokazuje kilku zespołów.',
  },
  unknown: {
    en: 'Nobody can see shared ownership in these files: declare `owners` in airworthy.yaml.',
    pl: 'W tych plikach nie widać wspólnej odpowiedzialności: zadeklaruj `owners` w airworthy.yaml.',
  },
} as const satisfies Record<string, Text>;

const ownershipTopic = /\b(?:ownership|raci|responsibilit(?:y|ies)|roles|on[- ]?call|odpowiedzialność|role w zespole|dyżury?)\b/i;
const roles = {
  business: /business|risk|product|marketing|finance|sales|legal|operations-team|biznes|ryzyk/i,
  data: /data|ml|models?|ds|analytics|science|ai|dane/i,
  platform: /platform|infra|ops|sre|devops|backend|on-?call|engineering|platforma/i,
} as const;

/** Whether more than one team stands behind the model. */
export const sharedOwnership = defineCheck({
  id: 'shared-ownership',
  group: 'purpose',
  title: { en: 'Shared ownership', pl: 'Wspólna odpowiedzialność' },
  question: {
    en: 'Do business, data and platform people own the result together (no silos, no one-team pet project)?',
    pl: 'Czy biznes, dane i platforma wspólnie odpowiadają za wynik (bez silosów i projektów jednego zespołu)?',
  },
  weight: 3,
  evidence: {
    met: {
      en: '`owners` in airworthy.yaml with business, data and platform, not all the same; or a CODEOWNERS that GitHub reads, with three or more teams of at least two of these sides.',
      pl: '`owners` w airworthy.yaml z biznesem, danymi i platformą, nie wszystkie takie same; albo CODEOWNERS, który czyta GitHub, z co najmniej trzema zespołami z przynajmniej dwóch z tych stron.',
    },
    partial: {
      en: 'Some of the three named, one owner for all, a CODEOWNERS with two teams or with persons, or a document about roles and on-call.',
      pl: 'Wskazana część z tych trzech, jeden właściciel dla wszystkiego, CODEOWNERS z dwoma zespołami lub osobami albo dokument o rolach i dyżurach.',
    },
    missing: {
      en: 'A manifest without owners and none of the above. Without a manifest it is unknown.',
      pl: 'Manifest bez właścicieli i nic z powyższych. Bez manifestu stan jest nieznany.',
    },
  },
  step: {
    title: {
      en: 'Name the business, data and platform owners in airworthy.yaml',
      pl: 'Wskaż w airworthy.yaml właścicieli po stronie biznesu, danych i platformy',
    },
    effort: 'minutes',
    fix: null,
  },
  evaluate({ project }): CheckAnswer {
    const owners = project.manifest?.owners;
    const met = [];
    const partial = [];
    if (owners !== undefined) {
      const { business, data, platform } = owners;
      const place = manifestKey(project, 'owners');
      const lacks = Object.entries({ business, data, platform }).flatMap(([key, value]) => (isSaid(value) ? [] : [key]));
      if (isSaid(business) && isSaid(data) && isSaid(platform)) {
        const isOne = new Set([business, data, platform]).size === 1;
        if (isOne) partial.push(offer(place, texts.same, { owner: business }));
        else met.push(offer(place, texts.declared, { business, data, platform }));
      } else if (lacks.length < 3) partial.push(offer(place, texts.incomplete, { lacks: lacks.join(', ') }));
    }
    const codeowners = effectiveCodeowners(project);
    if (codeowners !== undefined) {
      const { place, owners: named } = codeowners;
      const teams = named.filter((owner) => owner.includes('/'));
      const sides = Object.values(roles).filter((role) => teams.some((team) => role.test(team.slice(team.indexOf('/')))));
      // What the manifest leaves open, CODEOWNERS does not fill: a person said who owns this project.
      if (teams.length >= 3 && sides.length >= 2 && owners === undefined)
        met.push(offer(place, texts.teams, { count: teams.length, teams: teams.join(', ') }));
      else if (named.length > 1 && met.length === 0) partial.push(offer(place, texts.fewTeams, { owners: named.slice(0, 4).join(', ') }));
    }
    for (const part of documentsAbout(project, ownershipTopic))
      if (!part.isBlank && part.words >= 15) partial.push(offer(part.place, texts.document));
    if (met.length + partial.length === 0 && project.manifest === null) return answer('unknown', texts.unknown);
    return weighEvidence(project, { met, partial, missing: texts.missing, looksIn: /(?:^|\/)CODEOWNERS$/ });
  },
});

/** GitHub takes the first of these and no other. */
function effectiveCodeowners(
  project: Project,
): { readonly place: { readonly path: string; readonly span: Span | null }; readonly owners: readonly string[] } | undefined {
  const documents = project.documents('codeowners');
  const document = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS', '.gitlab/CODEOWNERS']
    .map((path) => documents.find((found) => found.path === path))
    .find((found) => found !== undefined);
  if (document === undefined) return undefined;
  const rules = document.facts.rules.filter((rule) => concerns(rule.pattern.value, project.root));
  const owners = [...new Set(rules.flatMap((rule) => rule.owners))];
  return { place: { path: document.path, span: rules[0]?.pattern.span ?? null }, owners };
}

/** Whether a pattern takes files of the project: patterns of another project's folder say nothing of this one. */
function concerns(pattern: string, root: string): boolean {
  const folder = pattern.replace(/^\//, '').replace(/\/?\**$/, '');
  if (root === '' || folder === '' || !pattern.replace(/\/$/, '').includes('/')) return true;
  return isInside(root, folder) || isInside(folder, root);
}
