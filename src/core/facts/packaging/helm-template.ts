import { createSourceText } from '../../model/source-text.ts';
import type { TextFormat } from '../format.ts';
import { isForeignTemplate } from '../serving/foreign-template.ts';
import type { HelmTemplateFacts } from './packaging-facts.ts';

/** What only templates of Helm speak of, wherever they lie; Jinja's and Ansible's look alike otherwise. */
const helmWords = /\{\{-?[^}]*(?:\.(?:Values|Release|Chart|Capabilities)\b|\b(?:include|define)\s+")/;
const most = 1000;

/** A template of a Helm chart that is no YAML before it is filled. It is never called invalid: only Helm knows what becomes of it. */
export const helmTemplate: TextFormat<'helm-template', HelmTemplateFacts> = {
  kind: 'text',
  id: 'helm-template',
  recognise: (path, text) => /\.(?:ya?ml|tpl)$/i.test(path) && text !== undefined && helmWords.test(text) && isTemplate(path, text),
  parse: ({ text }) => ({
    facts: {
      kinds: found(text, /^kind:[ \t]*["']?([A-Za-z]+)/gm),
      values: found(text, /\.Values\.([A-Za-z_][\w.]*\w|[A-Za-z_])/g),
      includes: found(text, /\b(?:include|template)\s+"([^"\n]+)"/g),
    },
    problems: [],
  }),
  inspect: ({ kinds, values, includes }) => ({ kinds: [...kinds], values: [...values], includes: [...includes] }),
};

/** A chart's manifest whose placeholders all stand within quotes is YAML as it is, and is read as what it will be. */
function isTemplate(path: string, text: string): boolean {
  return path.endsWith('.tpl') || isForeignTemplate(createSourceText(path, text));
}

function found(text: string, pattern: RegExp): readonly string[] {
  return [...new Set([...text.matchAll(pattern)].map(([, word = '']) => word))].slice(0, most);
}
