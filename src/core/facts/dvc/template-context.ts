import { type Text, message } from '../../l10n/message.ts';
import { createSourceText } from '../../model/source-text.ts';
import { joinPath } from '../../project/paths.ts';
import { readData } from '../data-file.ts';
import type { ParseContext, Problem } from '../format.ts';
import { parseYaml } from '../yaml/parse-yaml.ts';
import type { YamlView } from '../yaml/yaml-view.ts';
import { hasTemplate } from './template.ts';
import { type TemplateMap, isComposite, isTemplateList, templateValue, templateValueOf } from './template-value.ts';

/** What templates of a dvc.yaml or of one stage can name. */
export interface TemplateScope {
  readonly values: TemplateMap;
  /** Whole files that were merged, by path, so that they are not merged twice. */
  readonly files: ReadonlySet<string>;
  /** Files that may not name `values` again under their own name, because only some keys of them were merged. */
  readonly parts: ReadonlySet<string>;
}

const texts = {
  template: { en: 'Templates cannot be used inside “vars”.', pl: 'Wewnątrz „vars” nie można używać szablonów.' },
  again: { en: '“{key}” is defined twice.', pl: '„{key}” zdefiniowano dwa razy.' },
  part: {
    en: '“{path}” is loaded already and cannot be loaded in part.',
    pl: '„{path}” jest już wczytany i nie można wczytać jego części.',
  },
  key: { en: '“{path}” has no key “{key}”.', pl: 'W „{path}” nie ma klucza „{key}”.' },
} satisfies Readonly<Record<string, Text>>;

/** The scope of a dvc.yaml before its `vars`: the parameter file beside it, where there is one. */
export function defaultScope(folder: string, context: ParseContext): TemplateScope {
  const path = joinPath(folder, 'params.yaml');
  const values = path === null ? undefined : valuesOfFile(path, context);
  return values === undefined || path === null
    ? { values: {}, files: new Set(), parts: new Set() }
    : { values, files: new Set([path]), parts: new Set() };
}

/** Adds a `vars` list, of the file or of a stage, to a scope. Files that cannot be read add nothing. */
export function withVars(
  base: TemplateScope,
  vars: YamlView | undefined,
  folder: string | null,
  context: ParseContext,
): { readonly scope: TemplateScope; readonly problems: readonly Problem[] } {
  let scope = base;
  const problems: Problem[] = [];
  for (const item of vars?.items() ?? []) {
    const written = item.string();
    const added = written === undefined ? ofMap(item) : ofFile(written.value, scope, folder, context);
    if (added.problem !== undefined)
      problems.push({ message: added.problem, span: item.kind === 'scalar' ? item.span : (item.entries()[0]?.keySpan ?? item.span) });
    if (added.values === undefined) continue;
    const merged = mergeMaps(scope.values, added.values);
    if (merged.conflict !== undefined && added.problem === undefined) {
      problems.push({ message: message(texts.again, { key: merged.conflict }), span: spanOfKey(item, merged.conflict) });
    }
    scope = { values: merged.values, files: union(scope.files, added.file), parts: union(scope.parts, added.part) };
  }
  return { scope, problems };
}

interface Added {
  readonly values?: TemplateMap;
  readonly file?: string;
  readonly part?: string;
  readonly problem?: Problem['message'];
}

function ofMap(item: YamlView): Added {
  const values = templateValue(item);
  if (!isComposite(values) || isTemplateList(values)) return {};
  return hasTemplate(JSON.stringify(values)) ? { values, problem: message(texts.template) } : { values };
}

function ofFile(written: string, scope: TemplateScope, folder: string | null, context: ParseContext): Added {
  if (hasTemplate(written)) return { problem: message(texts.template) };
  const colon = written.indexOf(':');
  const file = colon < 0 ? written : written.slice(0, colon);
  const keys =
    colon < 0
      ? []
      : written
          .slice(colon + 1)
          .split(',')
          .filter((key) => key !== '');
  const path = folder === null ? null : joinPath(folder, file);
  if (path === null) return {};
  if (keys.length === 0 && scope.files.has(path)) return {};
  if (scope.files.has(path) || (keys.length === 0 && scope.parts.has(path))) return { problem: message(texts.part, { path: file }) };
  const values = valuesOfFile(path, context);
  if (values === undefined) return {};
  if (keys.length === 0) return { values, file: path };
  const missing = keys.find((key) => !Object.hasOwn(values, key));
  const chosen = Object.fromEntries(Object.entries(values).filter(([key]) => keys.includes(key)));
  return { values: chosen, part: path, ...(missing === undefined ? {} : { problem: message(texts.key, { path: file, key: missing }) }) };
}

/** Undefined where the file cannot be read, is broken, is no map, or is Python. */
function valuesOfFile(path: string, context: ParseContext): TemplateMap | undefined {
  const text = /\.py$/.test(path) ? undefined : context.read(path);
  if (text === undefined) return undefined;
  const source = createSourceText(path, text);
  const isData = /\.(?:json|toml)$/i.test(path);
  const [document] = isData ? [] : parseYaml(source);
  const data = isData ? readData(source) : undefined;
  const values = data === undefined ? (document === undefined ? undefined : templateValue(document.root)) : templateValueOf(data);
  return values !== undefined && isComposite(values) && !isTemplateList(values) ? values : undefined;
}

/** Maps merge key by key; nothing may be said twice. The later value wins so that reading can go on. */
function mergeMaps(base: TemplateMap, added: TemplateMap): { readonly values: TemplateMap; readonly conflict: string | undefined } {
  let conflict: string | undefined;
  const values: Record<string, TemplateMap[string]> = { ...base };
  for (const [key, value] of Object.entries(added)) {
    const known = Object.hasOwn(base, key) ? base[key] : undefined;
    if (known !== undefined && isComposite(known) && isComposite(value) && !isTemplateList(known) && !isTemplateList(value)) {
      const inner = mergeMaps(known, value);
      values[key] = inner.values;
      conflict ??= inner.conflict;
    } else {
      if (known !== undefined) conflict ??= key;
      values[key] = value;
    }
  }
  return { values, conflict };
}

function spanOfKey(item: YamlView, key: string): Problem['span'] {
  return item.entries().find((entry) => entry.key === key)?.keySpan ?? item.entries()[0]?.keySpan ?? item.span;
}

function union(known: ReadonlySet<string>, added: string | undefined): ReadonlySet<string> {
  return added === undefined ? known : new Set([...known, added]);
}
