/** What may stand in a PromQL expression without being a metric. */
const words = new Set([
  'and', 'or', 'unless', 'bool', 'offset', 'inf', 'nan', 'by', 'without', 'on', 'ignoring', 'group_left', 'group_right', 'start', 'end', 'atan2', 'keep_firing_for',
]);

/** The metric names in a PromQL expression, each once, in order. Strings, selectors, ranges and label lists are left out; a `__name__` matcher is not followed. */
export function promqlMetrics(expression: string): readonly string[] {
  const bare = expression
    .replace(/#[^\n]*/g, ' ')
    .replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`/g, '""')
    .replace(/\{[^{}]*\}/g, ' ')
    .replace(/\[[^\]]*\]/g, ' ')
    .replace(/\b(?:by|without|on|ignoring|group_left|group_right)\s*\([^()]*\)/gi, ' ');
  const names = [...bare.matchAll(/(?<![\w.:])([A-Za-z_:][\w:]*)(?!\s*\(|[\w:])/g)].map((match) => match[1] ?? '');
  return [...new Set(names.filter((name) => !words.has(name.toLowerCase())))];
}
