/** What metric names say, by the words that the field uses in them. */

/** Response time. */
export const latencyMetric =
  /latency|duration|response_?time|(?:request|inference|predict\w*)_?(?:milli)?seconds|elapsed|_time_(?:ms|seconds)/i;
/** Errors and failures. */
export const errorMetric = /error|fail(?:ed|ure)?s?(?:_|\b|$)|exception|fallback|5xx|timeout/i;
/** Whether the service is there. */
export const availabilityMetric =
  /^up$|availab|uptime|probe_success|ready_replicas|unavailable|kube_deployment_status|restarts?_total|heartbeat/i;
/** Drift of inputs or predictions. */
export const driftMetric =
  /drift|(?:^|_)psi(?:_|$)|wasserstein|kolmogorov|jensen|population_stability|(?:^|_)ks_(?:stat|test|pvalue|p_value)|(?:^|_|:)kl_div|hellinger/i;
/** Quality measured on labels. */
export const qualityMetric =
  /accuracy|precision|recall|(?:^|_|:)f1(?:_|:|$)|(?:^|_|:)(?:roc_?)?auc(?:_|:|$)|rmse|(?:^|_|:)mae(?:_|:|$)|mape|r2_score|log_?loss|(?:^|_)mse(?:_|$)|false_(?:positive|negative)|hit_rate|ndcg|brier/i;
/** What the model predicts. */
export const predictionMetric =
  /predict(?:ed|ion)|score|probabilit|confidence|model_output|class(?:_|$)|label(?:_|$)|outcome|blocked|positive_rate|anomal|outlier/i;
/** Age of data and features. */
export const freshnessMetric =
  /fresh|stale|(?:^|_)age_(?:seconds|hours|days)|last_(?:\w+_)?(?:update|import|ingest|load|run|success|refresh|sync|timestamp|event)|(?:update|import|ingest|refresh|load)\w*_timestamp|watermark|lag_seconds|(?:data|feature|batch)_timestamp/i;

/** Whether a metric says something of the model itself, beyond that a server is up and fast. */
export function isModelMetric(name: string): boolean {
  if (
    /^(?:node|container|kube|machine|process|go|python|http|istio|nginx|apiserver|etcd|kubelet|jvm|system|redis|pg|mysql|cadvisor)_/i.test(
      name,
    )
  )
    return false;
  return (
    driftMetric.test(name) ||
    qualityMetric.test(name) ||
    (predictionMetric.test(name) && !latencyMetric.test(name) && !errorMetric.test(name))
  );
}
