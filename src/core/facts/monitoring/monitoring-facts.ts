/** What Prometheus' files say, with places. */
import type { Located, Span } from '../../model/span.ts';

/** A label or an annotation. */
export interface LabelFact {
  readonly key: Located<string>;
  readonly value: Located<string>;
}

/** An alerting or recording rule. */
export interface PrometheusRule {
  readonly kind: 'alert' | 'record';
  readonly name: Located<string>;
  readonly expr: Located<string> | null;
  /** The waiting time as written. */
  readonly for: Located<string> | null;
  readonly labels: readonly LabelFact[];
  readonly annotations: readonly LabelFact[];
  /** The whole rule (the list item). */
  readonly span: Span;
  /** The value of `annotations` where there is one: a new annotation goes to its end. */
  readonly annotationsSpan: Span | null;
  readonly labelsSpan: Span | null;
}

/** A rule file, or the `spec` of a PrometheusRule object. */
export interface PrometheusRulesFacts {
  readonly groups: readonly { readonly name: Located<string>; readonly rules: readonly PrometheusRule[] }[];
  /** The object's name where the rules are a Kubernetes PrometheusRule, which an operator loads. */
  readonly objectName: Located<string> | null;
}

/** A Prometheus server's configuration. */
export interface PrometheusConfigFacts {
  readonly jobs: readonly {
    readonly name: Located<string>;
    readonly targets: readonly Located<string>[];
    readonly metricsPath: string | null;
  }[];
  /** Globs as written, relative to the configuration. */
  readonly ruleFiles: readonly Located<string>[];
  readonly alertmanagers: readonly Located<string>[];
}
