/** What credentials look like. Nothing here ever hands out the credential itself: only where it stands and what kind it is. */
import type { Span } from '../../model/span.ts';

/** A stretch of a text that holds a credential. */
interface FoundCredential {
  readonly kind: string;
  readonly span: Span;
}

/** Tokens whose shape alone gives them away, as their issuers document them. */
const tokens: readonly { readonly kind: string; readonly pattern: string }[] = [
  { kind: 'AWS', pattern: '\\b(?:AKIA|ASIA)[0-9A-Z]{16}\\b' },
  { kind: 'GitHub', pattern: '\\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{60,})\\b' },
  { kind: 'GitLab', pattern: '\\bglpat-[A-Za-z0-9_-]{20,}' },
  { kind: 'Hugging Face', pattern: '\\bhf_[A-Za-z0-9]{34,}\\b' },
  { kind: 'Slack', pattern: '\\bxox[abprs]-[0-9A-Za-z-]{20,}' },
  { kind: 'Google', pattern: '\\bAIza[0-9A-Za-z_-]{35}(?![0-9A-Za-z_-])' },
  { kind: 'OpenAI', pattern: '\\bsk-(?:proj-)?[A-Za-z0-9_-]{40,}' },
  { kind: 'Databricks', pattern: '\\bdapi[0-9a-f]{32}\\b' },
  { kind: 'Azure', pattern: '\\bAccountKey=[A-Za-z0-9+/]{80,}={0,2}' },
];
const tokenPattern = new RegExp(tokens.map(({ pattern }) => `(${pattern})`).join('|'), 'g');
const privateKey = /-----BEGIN (?:RSA |EC |DSA |OPENSSH |ENCRYPTED )?PRIVATE KEY-----/g;

/** Tokens and private keys in any text. Issuers' own examples and obvious fillers are left out. */
export function tokensIn(text: string): readonly FoundCredential[] {
  const found: FoundCredential[] = [];
  for (const match of text.matchAll(tokenPattern)) {
    const [word, ...groups] = match;
    if (/EXAMPLE|xxxxx|XXXXX|00000|12345|abcdef|\.\.\./.test(word) || new Set(word.slice(-16)).size < 6) continue;
    const kind = tokens[groups.findIndex((group: string | undefined) => group !== undefined)]?.kind ?? '';
    found.push({ kind, span: { start: match.index, end: match.index + word.length } });
  }
  for (const match of text.matchAll(privateKey)) {
    // A name of the header in code that looks for keys has no key behind it.
    if (/^(?:\\n|\s)*[A-Za-z0-9+/=]{30,}/.test(text.slice(match.index + match[0].length)))
      found.push({ kind: 'private key', span: { start: match.index, end: match.index + match[0].length } });
  }
  return found;
}

/** The password part of a URL with user and password; undefined for none and for placeholders. */
export function passwordInUrl(url: string): { readonly user: string; readonly userInfo: Span; readonly password: Span } | undefined {
  const found = /^([a-z][a-z0-9+.-]*:\/\/)([^\s:/@]*):([^\s/@]+)@/i.exec(url);
  if (found === null) return undefined;
  const [, scheme = '', user = '', password = ''] = found;
  if (isPlaceholder(password)) return undefined;
  const start = scheme.length;
  const passwordStart = start + user.length + 1;
  return {
    user,
    userInfo: { start, end: passwordStart + password.length + 1 },
    password: { start: passwordStart, end: passwordStart + password.length },
  };
}

const secretName =
  /(?:^|[_.-])(?:password|passwd|pwd|secret|secret[_-]?key|token|api[_-]?key|access[_-]?key|private[_-]?key|sas[_-]?token|connection[_-]?string|credentials?)$/i;

/** Whether a setting's name says that its value is a credential, and the value is one written out. */
export function isSecretSetting(name: string, value: string): boolean {
  if (!secretName.test(name) || value.length < 8 || isPlaceholder(value)) return false;
  // Paths, addresses and names of secrets stored elsewhere are no secrets; a real one mixes kinds of characters.
  if (/^(?:\/|\.\/|https?:|arn:|projects\/|secret:|vault:|sm:|ref:|op:)/i.test(value) || /\s/.test(value)) return false;
  return /\d/.test(value) || (/[a-z]/.test(value) && /[A-Z]/.test(value)) || /[^\w.-]/.test(value);
}

function isPlaceholder(value: string): boolean {
  return (
    /\$|\{\{|<|>|%\(|^env:|^\*+$|^[xX]+$|^\.+$/.test(value) ||
    /change[-_ ]?(?:me|it|this)|your[-_ ]|example|placeholder|redacted|dummy|fake|sample|todo|insert|replace/i.test(value) ||
    /^(?:password|passwd|pass|secret|token|test|admin|root|guest|user|postgres|mysql|minio|minioadmin|minio123|mlflow|airflow|grafana|rabbitmq|redis|none|null|true|false)\d{0,4}$/i.test(
      value,
    )
  );
}
