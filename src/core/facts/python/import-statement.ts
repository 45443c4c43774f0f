import type { PythonImport } from './python-facts.ts';
import type { PythonNode } from './python-node.ts';

/** The names that an `import` or `from … import …` statement binds. `import a.b` binds `a`. */
export function importsOf(node: PythonNode, text: string): readonly PythonImport[] {
  const tokens = tokensOf(node, text);
  const span = { start: node.from, end: node.to };
  return tokens[0]?.text === 'from' ? fromImports(tokens.slice(1), span) : plainImports(tokens.slice(1), span);
}

interface Token {
  readonly name: string;
  readonly text: string;
}

function tokensOf(node: PythonNode, text: string): readonly Token[] {
  return node.children.map((child) => ({ name: child.name, text: text.slice(child.from, child.to) }));
}

function plainImports(tokens: readonly Token[], span: PythonImport['span']): readonly PythonImport[] {
  return clauses(tokens).flatMap(({ path, alias }) => {
    if (path === '') return [];
    return [{ module: path, name: null, alias: alias ?? path.split('.')[0] ?? path, level: 0, span }];
  });
}

function fromImports(tokens: readonly Token[], span: PythonImport['span']): readonly PythonImport[] {
  const at = tokens.findIndex((token) => token.text === 'import');
  const head = tokens
    .slice(0, Math.max(0, at))
    .map((token) => token.text)
    .join('');
  const module = head.replace(/^\.+/, '');
  const level = head.length - module.length;
  return clauses(tokens.slice(at + 1)).flatMap(({ path, alias }) =>
    path === '' ? [] : [{ module, name: path, alias: alias ?? path, level, span }],
  );
}

/** `a.b as c, d` as its clauses; brackets around them do not matter. */
function clauses(tokens: readonly Token[]): readonly { readonly path: string; readonly alias: string | null }[] {
  const found: { path: string; alias: string | null }[] = [{ path: '', alias: null }];
  let isAlias = false;
  for (const { name, text } of tokens) {
    const last = found.at(-1);
    if (last === undefined || text === '(' || text === ')' || name === 'Comment') continue;
    if (text === ',') {
      found.push({ path: '', alias: null });
      isAlias = false;
    } else if (text === 'as') isAlias = true;
    else if (isAlias) last.alias = text;
    else last.path += text;
  }
  return found;
}
