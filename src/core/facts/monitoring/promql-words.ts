/** PromQL's vocabulary, after Prometheus 3.x `promql/parser/lex.go` and `functions.go`. */

/** Binary operators that are words. */
export const wordOperators = new Set(['and', 'or', 'unless', 'atan2']);
/** Words before an aggregation's labels. */
export const groupings = new Set(['by', 'without']);
/** Words behind a binary operator that take labels, or a value, in brackets. */
export const matchings = new Set(['on', 'ignoring', 'group_left', 'group_right', 'fill', 'fill_left', 'fill_right']);
/** Aggregations; as metric names they are allowed too. */
export const aggregations = new Set(
  'sum avg count min max group stddev stdvar topk bottomk count_values quantile limitk limit_ratio'.split(' '),
);
/** Functions with a range among their arguments. */
export const rangeFunctions = new Set(
  (
    'changes delta deriv double_exponential_smoothing holt_winters idelta increase irate predict_linear rate resets absent_over_time avg_over_time ' +
    'count_over_time first_over_time last_over_time mad_over_time max_over_time min_over_time present_over_time quantile_over_time ' +
    'stddev_over_time stdvar_over_time sum_over_time ts_of_first_over_time ts_of_last_over_time ts_of_max_over_time ts_of_min_over_time'
  ).split(' '),
);
const otherFunctions =
  'abs absent acos acosh asin asinh atan atanh ceil clamp clamp_max clamp_min cos cosh day_of_month day_of_week day_of_year days_in_month deg end exp ' +
  'floor histogram_avg histogram_count histogram_fraction histogram_quantile histogram_quantiles histogram_stddev histogram_stdvar histogram_sum hour ' +
  'info label_join label_replace ln log10 log2 max_of min_of minute month pi rad range round scalar sgn sin sinh sort sort_by_label sort_by_label_desc ' +
  'sort_desc sqrt start start_timestamp step tan tanh time timestamp vector year';
/** All functions and aggregations, experimental and removed ones included. */
export const knownFunctions = new Set([...rangeFunctions, ...otherFunctions.split(' '), ...aggregations]);
