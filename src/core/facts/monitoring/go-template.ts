/** The faults of Go templates in labels and annotations that can be told without running them, after Prometheus' own check of rule files. */

/** What is wrong with a template: an action without its end, a block without its `end` (or the reverse), a variable nobody set. */
export type TemplateFault = 'open' | 'block' | 'variable';

/** A fault with the word it concerns. */
export interface GoTemplateProblem {
  readonly fault: TemplateFault;
  readonly word: string;
}

/** What Prometheus sets for each alert. */
const given = ['labels', 'externalLabels', 'externalURL', 'value'];

/** The first fault of a text; undefined where none can be seen. */
export function goTemplateProblem(text: string): GoTemplateProblem | undefined {
  if (!text.includes('{{')) return undefined;
  const actions: string[] = [];
  for (let at = text.indexOf('{{'); at >= 0; at = text.indexOf('{{', at)) {
    const end = endOfAction(text, at + 2);
    if (end < 0) return { fault: 'open', word: text.slice(at, at + 20) };
    actions.push(text.slice(at + 2, end));
    at = end + 2;
  }
  return blockProblem(actions) ?? variableProblem(actions);
}

/** Offset of `}}`, passing over quoted texts and comments; -1 where there is none. */
function endOfAction(text: string, from: number): number {
  if (/^-?\s*\/\*/.test(text.slice(from, from + 8))) {
    const end = text.indexOf('*/', from);
    return end < 0 ? -1 : text.indexOf('}}', end);
  }
  for (let at = from; at < text.length; at += 1) {
    const letter = text.charAt(at);
    if (letter === '}' && text.charAt(at + 1) === '}') return at;
    if (letter === '"' || letter === '`' || letter === "'") {
      const end = endOfQuote(text, at, letter);
      if (end < 0) return -1;
      at = end;
    }
  }
  return -1;
}

function endOfQuote(text: string, start: number, quote: string): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text.charAt(at) === '\\' && quote !== '`') at += 1;
    else if (text.charAt(at) === quote) return at;
  }
  return -1;
}

function blockProblem(actions: readonly string[]): GoTemplateProblem | undefined {
  const open: string[] = [];
  for (const action of actions) {
    const word = /^-?\s*([a-z]+)\b/.exec(action)?.[1] ?? '';
    if (/^(?:if|range|with|block|define)$/.test(word)) open.push(word);
    else if (word === 'end' && open.pop() === undefined) return { fault: 'block', word };
    else if (word === 'else' && open.length === 0) return { fault: 'block', word };
  }
  const last = open.at(-1);
  return last === undefined ? undefined : { fault: 'block', word: last };
}

function variableProblem(actions: readonly string[]): GoTemplateProblem | undefined {
  const bare = actions.map((action) => (/^-?\s*\/\*/.test(action) ? '' : action.replace(/"(?:[^"\\]|\\.)*"|`[^`]*`/g, '""')));
  const known = new Set(given);
  for (const action of bare) {
    for (const [, names = ''] of action.matchAll(/((?:\$\w+\s*,\s*)?\$\w+)\s*:=/g)) {
      for (const [, name = ''] of names.matchAll(/\$(\w+)/g)) known.add(name);
    }
  }
  for (const action of bare) {
    for (const [, name = ''] of action.matchAll(/\$(\w+)/g)) {
      if (!known.has(name)) return { fault: 'variable', word: `$${name}` };
    }
  }
  return undefined;
}
