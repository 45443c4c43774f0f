import { defineRule } from '../engine/define-rule.ts';
import { documentsAbout } from '../project/evidence/documents.ts';
import { explainingCall, explanationTopic } from '../project/evidence/explaining-code.ts';
import { servingObjects } from '../project/evidence/model-servers.ts';
import { codeFiles } from '../project/evidence/python-code.ts';
import type { Project } from '../project/project.ts';
import { personalColumns } from './knowledge/personal-columns.ts';
import { placeOfAbsent, placesOfServed } from './places/place-of-absent.ts';

const service =
  'apiVersion: serving.kserve.io/v1beta1\nkind: InferenceService\nmetadata:\n  name: loans\nspec:\n  predictor:\n    model:\n      modelFormat: { name: sklearn }\n      storageUri: s3://models/loans/v1.4.0\n';
const manifest = 'version: 1\nmodels:\n  - name: loans\n    deploy: { manifest: k8s/loans.yaml }\ncompliance: { personalData: true }\n';

/** A model that decides about people and gives no reasons. */
export const explainerMissing = defineRule({
  id: 'explainer-missing',
  title: { en: 'Decisions about people can be explained', pl: 'Decyzje dotyczące osób można wyjaśnić' },
  severity: 'info',
  fix: null,
  why: {
    en: 'Whom a model refuses may ask why, and so may the auditor; without an explainer there is no answer but the score.',
    pl: 'Kogo model odrzuci, może zapytać o powód, podobnie jak audytor; bez modułu wyjaśniającego jedyną odpowiedzią jest wynik.',
  },
  remedy: {
    en: 'Serve an explainer (KServe or Seldon `explainer`) or compute explanations (SHAP, LIME, Captum), and name it under `decisions.explainer` in airworthy.yaml.',
    pl: 'Udostępnij moduł wyjaśniający (`explainer` w KServe lub Seldonie) albo licz wyjaśnienia (SHAP, LIME, Captum) i wskaż je w `decisions.explainer` w airworthy.yaml.',
  },
  checks: ['explainability'],
  texts: {
    missing: {
      en: 'The model decides about people, and nothing explains its decisions.',
      pl: 'Model decyduje o ludziach, a nic nie wyjaśnia jego decyzji.',
    },
  },
  examples: {
    bad: { 'airworthy.yaml': manifest, 'k8s/loans.yaml': service },
    good: {
      'airworthy.yaml': manifest,
      'k8s/loans.yaml': `${service}  explainer:\n    alibi: { type: AnchorTabular, storageUri: s3://models/loans/explainer-v1 }\n`,
    },
  },
  check({ project, report }) {
    if (!concernsPeople(project) || placesOfServed(project, 'name').length === 0 || isExplained(project)) return;
    const place = placeOfAbsent(project, ['decisions', 'explainer']);
    if (place !== undefined) report({ ...place, messageId: 'missing', identity: 'explainer' });
  },
});

/** By the declaration, the scenario or the names of columns: a model that looks at machines owes nobody reasons. */
function concernsPeople(project: Project): boolean {
  const declared = project.manifest?.compliance?.personalData;
  return declared ?? (project.manifest?.scenario === 'fraud-detection' || personalColumns(project).length > 0);
}

/** What is declared but not there, `link-broken` says. */
function isExplained(project: Project): boolean {
  return (
    project.manifest?.decisions?.explainer !== undefined ||
    servingObjects(project).some(({ explainer }) => explainer !== null) ||
    codeFiles(project).some(({ code, isTest }) => !isTest && explainingCall(code) !== undefined) ||
    documentsAbout(project, explanationTopic).some((part) => !part.isBlank && part.words >= 12)
  );
}
