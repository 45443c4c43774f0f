/** What the front matter of a file says about which kind of card or page it is. */

/** Keys that only model cards of the Hugging Face Hub have. */
export const modelKeys: readonly string[] = ['pipeline_tag', 'library_name', 'model-index', 'base_model'];
/** Keys that dataset cards, Spaces, and the pages of site generators have and model cards have not. */
const foreignKeys: readonly string[] = [
  ...['dataset_info', 'size_categories', 'task_categories', 'task_ids', 'annotations_creators', 'source_datasets', 'pretty_name'],
  ...['sdk', 'app_file', 'colorFrom', 'colorTo'],
  ...['layout', 'permalink', 'redirect_from', 'slug', 'weight', 'categories', 'nav_order', 'sidebar_position', 'allowed-tools'],
];
/** Keys that, beside a licence, hardly anything but a model card has. */
const telling: readonly string[] = ['metrics', 'datasets', 'co2_eq_emissions', 'widget', 'license_name', 'model_name', 'quantized_by'];
/** Keys that pages of all kinds have. */
const common: readonly string[] = ['tags', 'language'];

/**
 * Whether front matter makes a document a model card: `sure` by its keys alone, `perhaps` where a licence with tags also fits other pages,
 * so that the text has to tell, `no` for everything else.
 */
export function modelCardByKeys(keys: ReadonlySet<string>): 'sure' | 'perhaps' | 'no' {
  const has = (key: string): boolean => keys.has(key);
  if (foreignKeys.some(has)) return has('pipeline_tag') || has('model-index') ? 'sure' : 'no';
  if (modelKeys.some(has)) return 'sure';
  if (!has('license')) return 'no';
  if (telling.some(has)) return 'sure';
  return common.some(has) ? 'perhaps' : 'no';
}
