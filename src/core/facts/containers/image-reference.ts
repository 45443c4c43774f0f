import type { ImageReference } from './container-facts.ts';

/**
 * Takes an image reference apart: `[registry[:port]/]path[:tag][@digest]`, as distribution's reference grammar has it.
 * The name keeps its registry. Variables (`$TAG`, `${TAG:-x}`) and templates (`{{ .Values.tag }}`) that are left in the text make it `unresolved`;
 * name and tag are then still told apart where the separators stand outside of them.
 */
export function parseImageReference(text: string): ImageReference {
  const trimmed = text.trim();
  const masked = maskVariables(trimmed);
  const at = masked.indexOf('@');
  const end = at === -1 ? trimmed.length : at;
  const slash = masked.lastIndexOf('/', end - 1);
  // A colon before the last slash belongs to the registry's port.
  const colon = masked.indexOf(':', slash + 1);
  const hasTag = colon !== -1 && colon < end;
  return {
    name: trimmed.slice(0, hasTag ? colon : end),
    tag: hasTag ? orNull(trimmed.slice(colon + 1, end)) : null,
    digest: at === -1 ? null : orNull(trimmed.slice(at + 1)),
    unresolved: variable.test(trimmed),
  };
}

const variable = /[$]|\{\{|<%/;
const variableOrTemplate = /\$\{(?:[^{}]|\{[^{}]*\})*\}|\{\{.*?\}\}|<%.*?%>/gs;

/** Blanks what a variable holds, so that its colons and slashes are no separators. */
function maskVariables(text: string): string {
  return text.replace(variableOrTemplate, (whole) => 'x'.repeat(whole.length));
}

function orNull(text: string): string | null {
  return text === '' ? null : text;
}

const component = '[a-z0-9]+(?:(?:\\.|_{1,2}|-+)[a-z0-9]+)*';
const hostLabel = '(?:[A-Za-z0-9]|[A-Za-z0-9][A-Za-z0-9-]*[A-Za-z0-9])';
const host = `(?:${hostLabel}(?:\\.${hostLabel})*|\\[[0-9A-Fa-f:]+\\])(?::[0-9]+)?`;
const namePattern = new RegExp(`^(?:${host}/)?${component}(?:/${component})*$`);
const tagPattern = /^\w[\w.-]{0,127}$/;
const digestPattern = /^[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9A-Fa-f]{32,}$/;

/** False where a container engine would refuse the reference, such as for capitals in the repository; unresolved ones are given the benefit of the doubt. */
export function isImageReference(text: string): boolean {
  const { name, tag, digest, unresolved } = parseImageReference(text);
  if (unresolved) return true;
  if (text.trim().endsWith(':') || text.trim().endsWith('@')) return false;
  return namePattern.test(name) && (tag === null || tagPattern.test(tag)) && (digest === null || digestPattern.test(digest));
}
