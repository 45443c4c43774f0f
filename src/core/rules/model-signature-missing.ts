import { defineRule } from '../engine/define-rule.ts';
import { isOutOfScope } from './scope/is-out-of-scope.ts';

/** An MLmodel that does not say what goes in and what comes out. */
export const modelSignatureMissing = defineRule({
  id: 'model-signature-missing',
  title: { en: 'Stored models have a signature', pl: 'Zapisane modele mają sygnaturę' },
  severity: 'info',
  fix: null,
  why: {
    en: 'Without a signature MLflow cannot refuse a request with missing columns or wrong types; the model then answers with nonsense instead of an error.',
    pl: 'Bez sygnatury MLflow nie odrzuci zapytania z brakującymi kolumnami lub złymi typami; model odpowie wtedy bzdurą zamiast błędem.',
  },
  remedy: {
    en: 'Log the model with `input_example=…` (MLflow infers the signature from it) or `signature=infer_signature(X, y)`.',
    pl: 'Zapisz model z `input_example=…` (MLflow wywnioskuje z niego sygnaturę) albo `signature=infer_signature(X, y)`.',
  },
  checks: ['serving-integration'],
  texts: {
    missing: { en: 'This model has no signature and no input example.', pl: 'Ten model nie ma sygnatury ani przykładu wejścia.' },
    onlyExample: { en: 'This model has an input example but no signature.', pl: 'Ten model ma przykład wejścia, ale nie ma sygnatury.' },
  },
  examples: {
    bad: { 'model/MLmodel': 'flavors:\n  sklearn:\n    pickled_model: model.pkl\n    sklearn_version: 1.5.0\nmlflow_version: 2.19.0\n' },
    good: {
      'model/MLmodel':
        'flavors:\n  sklearn:\n    pickled_model: model.pkl\n    sklearn_version: 1.5.0\nmlflow_version: 2.19.0\nsignature:\n  inputs: \'[{"type": "double", "name": "amount", "required": true}]\'\n  outputs: null\n  params: null\n',
    },
  },
  check({ project, report }) {
    for (const { path, facts } of project.documents('mlmodel')) {
      if (facts.signature !== null || isOutOfScope(project, path)) continue;
      report({ path, span: facts.anchor, messageId: facts.inputExample === null ? 'missing' : 'onlyExample', identity: 'signature' });
    }
  },
});
