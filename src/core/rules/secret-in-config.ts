import { type FixOffer, type RuleContext, defineRule } from '../engine/define-rule.ts';
import type { Text } from '../l10n/message.ts';
import type { YamlView } from '../facts/yaml/yaml-view.ts';
import type { Span } from '../model/span.ts';
import type { SourceText } from '../model/source-text.ts';
import { baseName } from '../project/paths.ts';
import type { Project } from '../project/project.ts';
import { appendEntry, inQuotesOf, yamlScalar } from './edits/yaml-entry.ts';
import { isSecretSetting, passwordInUrl, tokensIn } from './knowledge/credentials.ts';
import { perSource } from './knowledge/per-source.ts';
import { deployedObjects } from './knowledge/workloads.ts';
import { isOutOfScope, isTestFile } from './scope/is-out-of-scope.ts';

const texts = {
  url: { en: 'This URL holds a password.', pl: 'Ten adres URL zawiera hasło.' },
  setting: { en: 'The value of {name} is a credential written out.', pl: 'Wartość {name} to jawnie zapisane dane dostępowe.' },
  token: { en: 'This is a credential ({kind}) written out.', pl: 'To jawnie zapisane dane dostępowe ({kind}).' },
  secret: {
    en: 'This Secret is committed with its value, which base64 does not hide.',
    pl: 'Ten obiekt Secret zapisano w repozytorium z wartością, której base64 nie ukrywa.',
  },
  toEnv: { en: 'Take the password from the environment variable {variable}', pl: 'Pobieraj hasło ze zmiennej środowiskowej {variable}' },
} satisfies Record<string, Text>;

type Id = keyof typeof texts;

/** A credential that everybody who can read the repository has. The credential itself is in no message. */
export const secretInConfig = defineRule({
  id: 'secret-in-config',
  title: { en: 'No credentials in files', pl: 'W plikach nie ma danych dostępowych' },
  severity: 'error',
  fix: 'suggested',
  why: {
    en: 'Whoever can read the repository, or any clone or log of it, can use the credential. Removing the line later does not remove it from the history.',
    pl: 'Danych może użyć każdy, kto czyta repozytorium, jego klon lub log. Późniejsze usunięcie linii nie usuwa ich z historii.',
  },
  remedy: {
    en: 'Make the credential invalid and issue a new one. Keep that in a secret store, `.dvc/config.local` or an environment variable (`env:NAME` in airworthy.yaml).',
    pl: 'Unieważnij te dane i wydaj nowe. Trzymaj je w magazynie sekretów, w `.dvc/config.local` albo w zmiennej środowiskowej (`env:NAZWA` w airworthy.yaml).',
  },
  checks: ['compliance'],
  texts,
  examples: {
    bad: { 'airworthy.yaml': 'version: 1\nsources:\n  live: { type: prometheus, url: "https://ana:tr0ub4dor@metrics.internal" }\n' },
    good: {
      'airworthy.yaml':
        'version: 1\nsources:\n  live: { type: prometheus, url: "https://metrics.internal", auth: { user: ana, password: env:METRICS_PASSWORD } }\n',
    },
  },
  check(context) {
    reportManifest(context);
    reportDvc(context);
    reportCluster(context);
    reportEnvironment(context);
    reportTokens(context);
  },
});

function reportManifest({ project, report }: RuleContext<Id>): void {
  const document = project.manifestDocument;
  for (const { key, value } of document?.facts.root.get('sources')?.entries() ?? []) {
    const url = value.get('url');
    const text = url?.string()?.value;
    const found = text === undefined ? undefined : passwordInUrl(text);
    if (document === null || url === undefined || found === undefined) continue;
    report({ path: document.path, span: url.span, messageId: 'url', identity: key, ...environmentFix(document.source, key, value, url) });
  }
}

/** Takes user and password out of the URL and refers to an environment variable instead. */
function environmentFix(source: SourceText, name: string, view: YamlView, url: YamlView): { readonly fix?: FixOffer<Id> } {
  const inner = inQuotesOf(source, url.span);
  const written = source.text.slice(inner.start, inner.end);
  const found = passwordInUrl(written);
  // An escaped text is written otherwise than it reads; a second `auth` would be one too many.
  if (found === undefined || written !== url.string()?.value || view.get('auth') !== undefined) return {};
  const variable = `${name.toUpperCase().replace(/\W+/g, '_')}_PASSWORD`;
  const strip = {
    kind: 'replace' as const,
    path: source.path,
    span: { start: inner.start + found.userInfo.start, end: inner.start + found.userInfo.end },
    text: '',
  };
  const credentials = `{ user: ${yamlScalar(found.user)}, password: env:${variable} }`;
  return {
    fix: { titleId: 'toEnv', args: { variable }, edits: [strip, appendEntry(source, view.span, { key: 'auth', value: credentials })] },
  };
}

function reportDvc({ project, report }: RuleContext<Id>): void {
  for (const { path, facts } of project.documents('dvc-config')) {
    if (baseName(path) !== 'config' || !isShared(project, path)) continue;
    for (const { name, url, secrets } of facts.remotes) {
      for (const { key, span } of secrets)
        report({ path, span, messageId: 'setting', args: { name: key }, identity: `${name.value}/${key}` });
      if (url !== null && passwordInUrl(url.value) !== undefined)
        report({ path, span: url.span, messageId: 'url', identity: `${name.value}/url` });
    }
  }
}

function reportCluster({ project, report }: RuleContext<Id>): void {
  for (const { path, object } of deployedObjects(project)) {
    if (!isShared(project, path)) continue;
    const owner = object.name?.value ?? '';
    if (object.kind.value === 'Secret' && object.apiVersion === 'v1') {
      const entries = [...(object.root.get('data')?.entries() ?? []), ...(object.root.get('stringData')?.entries() ?? [])];
      const filled = entries.find(
        ({ value }) =>
          (value.string()?.value.length ?? 0) >= 8 && !/\$|\{\{|<|change|example|placeholder/i.test(value.string()?.value ?? ''),
      );
      if (filled !== undefined) report({ path, span: filled.keySpan, messageId: 'secret', identity: owner });
    }
    for (const { name, value, span } of environmentOf(object.root, 0)) {
      if (isSecretSetting(name, value)) report({ path, span, messageId: 'setting', args: { name }, identity: `${owner}/${name}` });
    }
  }
}

const deepest = 12;

/** The `env` entries of all containers, wherever the object keeps its pod templates. */
function environmentOf(view: YamlView, depth: number): readonly { readonly name: string; readonly value: string; readonly span: Span }[] {
  if (depth > deepest) return [];
  const own = (view.get('env')?.items() ?? []).flatMap((item) => {
    const name = item.get('name')?.text();
    const value = item.get('value')?.text();
    return name === undefined || value === undefined ? [] : [{ name: name.value, value: value.value, span: value.span }];
  });
  const inner = view.kind === 'map' ? view.entries().map(({ value }) => value) : view.items();
  return [...own, ...inner.flatMap((child) => environmentOf(child, depth + 1))];
}

/** Settings of images and of `.env` files that Git holds. */
function reportEnvironment({ project, report }: RuleContext<Id>): void {
  for (const { path, facts, source } of project.documents('dockerfile')) {
    if (isOutOfScope(project, path) || !isShared(project, path)) continue;
    for (const { keyword, span } of facts.instructions) {
      if (keyword !== 'ENV' && keyword !== 'ARG') continue;
      const text = source.text.slice(span.start, span.end);
      for (const setting of text.matchAll(/([A-Za-z_]\w*)(?:=|[ \t]+)("[^"]*"|'[^']*'|[^\s"'\\]+)/g)) {
        const [, name = '', value = ''] = setting;
        const start = span.start + setting.index;
        if (isSecretSetting(name, value.replace(/^["']|["']$/g, '')))
          report({ path, span: { start, end: start + name.length }, messageId: 'setting', args: { name }, identity: name });
      }
    }
  }
  for (const { source } of project.files) {
    if (
      !/(?:^|\/)\.env(?:\.(?!example|sample|template|dist)[\w-]+)?$/.test(source.path) ||
      project.tree.get(source.path)?.tracked === false ||
      isOutOfScope(project, source.path)
    )
      continue;
    for (const line of source.text.matchAll(/^(?:export[ \t]+)?([A-Za-z_]\w*)[ \t]*=[ \t]*["']?([^"'\r\n#]*)/gm)) {
      const [whole, name = '', value = ''] = line;
      const start = line.index + whole.indexOf(name);
      if (isSecretSetting(name, value.trim()))
        report({ path: source.path, span: { start, end: start + name.length }, messageId: 'setting', args: { name }, identity: name });
    }
  }
}

/** Files are judged again after each key, but only one of them has changed. */
const tokensOf = perSource(({ text }) => tokensIn(text));

/** Documents and lock files quote tokens and hashes that open nothing. */
const quoting = new Set(['markdown', 'model-card', 'python-lock']);

function reportTokens({ project, report }: RuleContext<Id>): void {
  for (const { source, format } of project.files) {
    const { path } = source;
    if (format === null || quoting.has(format) || isOutOfScope(project, path) || isTestFile(project, path) || !isShared(project, path))
      continue;
    for (const { kind, span } of tokensOf(source)) report({ path, span, messageId: 'token', args: { kind }, identity: kind });
  }
}

/** What Git is told to ignore stays on its machine. */
function isShared(project: Project, path: string): boolean {
  const entry = project.tree.get(path);
  return entry === undefined || !entry.ignored;
}
