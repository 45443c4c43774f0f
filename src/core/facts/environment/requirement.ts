/** One requirement as PEP 508 writes it: `name[extra] >=1,<2 ; marker` or `name @ url ; marker`. */
import type { Span } from '../../model/span.ts';
import { redactUrl } from '../redact-url.ts';
import { isMarker } from './marker.ts';

/** A requirement taken apart; spans are offsets in its text. */
export interface Requirement {
  readonly name: string;
  readonly nameSpan: Span;
  /** As written; null where there is none. A direct reference is `@ url` without credentials. */
  readonly specifier: string | null;
  /** Where the specifier stands, else the empty place behind name and extras where one may be put. */
  readonly specifierSpan: Span;
  readonly url: string | null;
  /** The exact version, from `==` without a wildcard, from `===`, or from the file name of a direct reference. */
  readonly version: string | null;
  readonly pinned: boolean;
}

/** Why a text is no requirement, and where. */
export interface RequirementFault {
  readonly fault: 'name' | 'equals' | 'syntax' | 'marker';
  readonly span: Span;
}

const head = /^(\s*)([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)(?![A-Za-z0-9._-])(\s*)(\[[^[\]]*\])?/;
const extras = /^\[\s*(?:[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?(?:\s*,\s*[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)*)?\s*,?\s*\]$/;
/** Versions of the time before PEP 440 are let through: pip took them until 2024. */
const comparison = /^(===|==|~=|!=|<=|>=|<|>)\s*([A-Za-z0-9*$](?:[A-Za-z0-9.*+!_${}-]*[A-Za-z0-9*}])?)$/;

/** Takes a requirement apart, or says why it is none. Total. */
export function parseRequirement(text: string): Requirement | RequirementFault {
  const match = head.exec(text);
  if (match === null) return { fault: 'name', span: { start: 0, end: text.length } };
  const [whole, indent = '', name = '', gap = '', extra] = match;
  if (extra !== undefined && !extras.test(extra)) return { fault: 'syntax', span: wholeOf(text) };
  // Without extras the white space behind the name belongs to what follows.
  const headEnd = extra === undefined ? whole.length - gap.length : whole.length;
  const nameSpan = { start: indent.length, end: indent.length + name.length };
  const rest = text.slice(headEnd);
  if (/^\s*@/.test(rest)) return directReference(text, { name, nameSpan, headEnd });
  const semicolon = rest.indexOf(';');
  const marker = semicolon === -1 ? undefined : rest.slice(semicolon + 1);
  if (marker !== undefined && !isMarker(marker)) return { fault: 'marker', span: { start: headEnd + semicolon + 1, end: text.length } };
  const specifiers = semicolon === -1 ? rest : rest.slice(0, semicolon);
  return versioned(specifiers, { name, nameSpan, headEnd });
}

interface Head {
  readonly name: string;
  readonly nameSpan: Span;
  readonly headEnd: number;
}

function wholeOf(text: string): Span {
  return { start: 0, end: text.length };
}

function versioned(text: string, { name, nameSpan, headEnd }: Head): Requirement | RequirementFault {
  const written = text.trim();
  const start = headEnd + text.length - text.trimStart().length;
  const specifierSpan = written === '' ? { start: headEnd, end: headEnd } : { start, end: start + written.length };
  const inner = written.startsWith('(') && written.endsWith(')') ? written.slice(1, -1).trim() : written;
  const parts = inner.split(',').map((part) => part.trim());
  if (parts.length > 1 && parts.at(-1) === '') parts.pop();
  const pins: string[] = [];
  for (const part of inner === '' ? [] : parts) {
    const [, operator, version] = comparison.exec(part) ?? [];
    if (operator === undefined || version === undefined) {
      return { fault: /^=[^=]/.test(part) ? 'equals' : 'syntax', span: specifierSpan };
    }
    if (operator === '===' || (operator === '==' && !version.includes('*'))) pins.push(version);
  }
  return {
    name,
    nameSpan,
    specifier: inner === '' ? null : inner,
    specifierSpan,
    url: null,
    version: pins[0] ?? null,
    pinned: pins.length > 0,
  };
}

function directReference(text: string, { name, nameSpan, headEnd }: Head): Requirement | RequirementFault {
  const match = /^(\s*)@\s*([^\s]+)(?:\s+;(.*)|\s*)$/s.exec(text.slice(headEnd));
  const url = match?.[2];
  if (match === null || url === undefined) return { fault: 'syntax', span: wholeOf(text) };
  if (match[3] !== undefined && !isMarker(match[3])) return { fault: 'marker', span: wholeOf(text) };
  const start = headEnd + (match[1] ?? '').length;
  const end = text.indexOf(url, start) + url.length;
  return { name, nameSpan, specifier: `@ ${withoutCredentials(url)}`, specifierSpan: { start, end }, url, ...pinOf(url) };
}

/** Whether a URL names one content for good: a commit, or a hash of the file. */
export function pinOf(url: string): { readonly pinned: boolean; readonly version: string | null } {
  const [path = '', fragment = ''] = url.split('#', 2);
  const isCommit = /^(?:git|hg|bzr)\+/.test(url) ? /@[0-9a-f]{7,40}$/i.test(path) : false;
  const isHashed = /(?:^|&)(?:sha256|sha384|sha512|sha1|md5)[=:][0-9a-f]+/i.test(fragment);
  return { pinned: isCommit || isHashed, version: distributionOf(url)?.version ?? null };
}

/** Name and version in the file name of a wheel, `name-version-….whl`; undefined for all else. */
export function distributionOf(url: string): { readonly name: string; readonly version: string } | undefined {
  const file = (url.split(/[?#]/, 1)[0] ?? '').replace(/^.*[/\\]/, '');
  const match = /^([A-Za-z0-9][A-Za-z0-9._]*)-([0-9][A-Za-z0-9._+!%]*)-[^/]+\.whl$/i.exec(file);
  const [, name, version] = match ?? [];
  return name === undefined || version === undefined ? undefined : { name, version: version.replaceAll('%2B', '+') };
}

/** A URL of a version-control system or of a file that may be shown: `redactUrl`, behind the `git+`. */
export function withoutCredentials(url: string): string {
  const [prefix = ''] = /^(?:git|hg|svn|bzr)\+/.exec(url) ?? [];
  return prefix + redactUrl(url.slice(prefix.length));
}
