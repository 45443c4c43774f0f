import { baseName } from '../project/paths.ts';
import type { LiveAlert } from './live-alert.ts';

/** An alerting rule of a rule file. */
export interface DeclaredRule {
  /** Relative to the repository. */
  readonly path: string;
  readonly group: string;
  readonly name: string;
  /** PromQL as it is written. */
  readonly expression: string;
}

/**
 * The rule of the repository that an alert comes from: one of its name, and of several the one that agrees with the server in the most of
 * query, file name and group. Undefined where none has the name, or where several agree alike in files that the server does not name.
 */
export function declaredRuleOf<Rule extends DeclaredRule>(
  alert: Pick<LiveAlert, 'name' | 'rule'>,
  rules: readonly Rule[],
): Rule | undefined {
  const scored = rules
    .filter(({ name }) => name === alert.name)
    .map((rule) => ({ rule, agreement: agreementOf(alert.rule, rule) }))
    .toSorted((one, other) => other.agreement - one.agreement);
  const [best, next] = scored;
  return best === undefined || best.agreement === next?.agreement ? (scored.length === 1 ? best?.rule : undefined) : best.rule;
}

/** The server prints a query in its own layout, and knows its files by their places on its machine. */
function agreementOf(loaded: LiveAlert['rule'], { path, group, expression }: DeclaredRule): number {
  if (loaded === null) return 0;
  const isSameQuery = withoutBlanks(loaded.query) === withoutBlanks(expression);
  const isSameFile = baseName(loaded.file.replaceAll('\\', '/')) === baseName(path);
  return (isSameQuery ? 4 : 0) + (isSameFile ? 2 : 0) + (loaded.group === group ? 1 : 0);
}

function withoutBlanks(expression: string): string {
  return expression.replaceAll(/\s+/g, '');
}
