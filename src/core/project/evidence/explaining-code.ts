import type { PythonCall, PythonFacts } from '../../facts/python/python-facts.ts';
import { callsTo, importOf } from './python-code.ts';

/** Names and headings of documents that give the reasons of decisions. */
export const explanationTopic = /expla(?:in|nat)|interpretab|feature importance|reasons for|wyjaśni|interpretowaln|istotność cech/i;

const library =
  /^(?:shap|lime|captum|alibi|eli5|interpret|dice_ml|anchor|fastshap|omnixai|aix360|explainerdashboard|dalex|tf_explain|transformers_interpret)(?:\.|$)/;
const explaining =
  /(?:^|\.)(?:\w*Explainer\w*|explain\w*|shap_values|attribute|IntegratedGradients|ExplainableBoosting\w+|generate_counterfactuals|show_weights|force_plot|summary_plot)$/;

/** The call that explains predictions with a library made for it; undefined where none does. */
export function explainingCall(code: PythonFacts): PythonCall | undefined {
  return importOf(code, library) === undefined ? undefined : callsTo(code, explaining)[0];
}
