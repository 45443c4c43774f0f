import { message } from '../../l10n/message.ts';
import { type SourceText, lineText } from '../../model/source-text.ts';
import type { Located } from '../../model/span.ts';
import type { Parsed, Problem, TextFormat } from '../format.ts';
import { textNames } from '../text-names.ts';
import type { CodeownersFacts } from './document-facts.ts';

const texts = {
  owner: {
    en: '“{owner}” is no owner: write @user, @organisation/team or an e-mail address.',
    pl: '„{owner}” nie jest właścicielem: podaj @użytkownika, @organizację/zespół albo adres e-mail.',
  },
};

/** `[Name]`, optional with `^`, with the number of approvals in a second pair of brackets. */
const section = /^\^?\[[^\]]+\](?:\[\d+\])?(?=\s|$)/;
/** `@user`, `@organisation/team`, GitLab's `@@role`, or an e-mail address. */
const ownerForm = /^(?:@@?[\p{L}\p{N}_][\p{L}\p{N}_.-]*(?:\/[\p{L}\p{N}_.-]+)*|[^\s@]+@[^\s@]+\.[^\s@]+)$/u;

/**
 * CODEOWNERS of GitHub and GitLab. A rule of a GitLab section that names nobody has the section's owners.
 * GitHub passes over a line with a malformed owner, so that is a problem; GitLab reads such words as nothing.
 */
export const codeowners: TextFormat<'codeowners', CodeownersFacts> = {
  kind: 'text',
  id: 'codeowners',
  recognise: textNames.codeowners,
  parse,
  inspect: (facts) => ({ rules: facts.rules.map(({ pattern, owners }) => ({ pattern: pattern.value, owners })) }),
};

type Rule = CodeownersFacts['rules'][number];

function parse(source: SourceText): Parsed<CodeownersFacts> {
  const rules: Rule[] = [];
  const strangers: Located<string>[] = [];
  let inherited: readonly string[] = [];
  let isGitlab = source.path.startsWith('.gitlab/');
  source.lineStarts.forEach((start, index) => {
    const line = lineText(source, index + 1);
    const heading = section.exec(line.trimStart())?.[0];
    const indent = line.length - line.trimStart().length;
    const words = wordsOf(line.slice(indent + (heading?.length ?? 0)), start + indent + (heading?.length ?? 0));
    if (heading !== undefined) {
      isGitlab = true;
      inherited = ownersAmong(words);
      return;
    }
    const [pattern, ...rest] = words;
    if (pattern === undefined) return;
    const owners = ownersAmong(rest);
    strangers.push(...rest.filter((word) => !isOwner(word.value)));
    rules.push({
      pattern: { ...pattern, value: pattern.value.replace(/\\(.)/g, '$1') },
      owners: owners.length > 0 || pattern.value.startsWith('!') ? owners : inherited,
    });
  });
  return { facts: { rules }, problems: isGitlab ? [] : strangers.map(strangerProblem) };
}

/** The words of a line up to a comment; a backslash keeps a space or a `#` inside a word. */
function wordsOf(line: string, offset: number): readonly Located<string>[] {
  const words: Located<string>[] = [];
  for (const match of line.matchAll(/(?:\\.|[^\s\\])+|\\/g)) {
    if (match[0].startsWith('#')) break;
    const start = offset + match.index;
    words.push({ value: match[0], span: { start, end: start + match[0].length } });
  }
  return words;
}

function ownersAmong(words: readonly Located<string>[]): readonly string[] {
  return words.map((word) => word.value).filter(isOwner);
}

/** No e-mail address is longer than 254 characters, and no account's name comes near that. */
function isOwner(word: string): boolean {
  return word.length <= 254 && ownerForm.test(word);
}

function strangerProblem({ value, span }: Located<string>): Problem {
  return { message: message(texts.owner, { owner: value.slice(0, 60) }), span };
}
