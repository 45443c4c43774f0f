/** What a project's files say of its monitoring: alert rules with their places, and what charts could be made of. */
import { positionAt } from '../model/source-text.ts';
import type { Project } from '../project/project.ts';
import type { ChartSpec } from './chart.ts';
import { declaredRuleOf } from './declared-rule.ts';
import type { LiveAlert } from './live-alert.ts';
import { readyMadeCharts } from './ready-made.ts';
import { chartOffers, type ChartOffer, type FoundData } from './offers.ts';

/** An alerting or recording rule of a file, as plain data. */
export interface RuleFact {
  readonly kind: 'alert' | 'record';
  readonly name: string;
  /** Relative to the repository. */
  readonly path: string;
  /** 1-based, of the rule's name, and of the last line of the rule. */
  readonly line: number;
  readonly lastLine: number;
  readonly group: string;
  /** PromQL as written; '' where it is missing. */
  readonly expression: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/** What is known without asking anybody. */
export interface ProjectMonitoring {
  readonly rules: readonly RuleFact[];
  /** Charts that need no declaration. */
  readonly ready: readonly ChartSpec[];
  readonly offers: readonly ChartOffer[];
}

/** Reads the project's rule files and finds what charts could be made of. `found` is what lies beside the files that Git holds. */
export function projectMonitoring(project: Project, found: FoundData): ProjectMonitoring {
  return { rules: ruleFacts(project), ready: readyMadeCharts(project), offers: chartOffers(project, found) };
}

function ruleFacts(project: Project): readonly RuleFact[] {
  return project.documents('prometheus-rules').flatMap(({ path, source, facts }) =>
    facts.groups.flatMap(({ name: group, rules }) =>
      rules.map((rule): RuleFact => {
        const { kind, name, expr, labels, annotations } = rule;
        const texts = (pairs: typeof labels) => Object.fromEntries(pairs.map(({ key, value }) => [key.value, value.value]));
        const { line } = positionAt(source, name.span.start);
        const own = source.text.slice(rule.span.start, rule.span.end).trimEnd();
        const { line: lastLine } = positionAt(source, rule.span.start + own.length);
        return {
          kind,
          name: name.value,
          path,
          line,
          lastLine,
          group: group.value,
          expression: expr?.value ?? '',
          labels: texts(labels),
          annotations: texts(annotations),
        };
      }),
    ),
  );
}

/** The rule of the workspace that a live alert comes from; null where none or several may be meant. */
export function ruleOfAlert(rules: readonly RuleFact[], alert: Pick<LiveAlert, 'name' | 'rule'>): RuleFact | null {
  const own = rules.filter(({ kind }) => kind === 'alert');
  return declaredRuleOf(alert, own) ?? null;
}

/** The alert rule that watches a chart's query, or the recording rule that makes the series it draws; null for none. */
export function ruleOfQuery(rules: readonly RuleFact[], query: string): RuleFact | null {
  const wanted = plain(query);
  const alerts = rules.filter(({ kind, expression }) => kind === 'alert' && plain(expression).includes(wanted));
  const [shortest] = alerts.toSorted((one, other) => one.expression.length - other.expression.length);
  return shortest ?? rules.find(({ kind, name }) => kind === 'record' && wanted.includes(plain(name))) ?? null;
}

/** PromQL without spaces outside of strings matters not: two spellings of one query are one. */
function plain(query: string): string {
  return query.replaceAll(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|#[^\n]*|\s+/g, (part) => (/^["']/.test(part) ? part : ''));
}
