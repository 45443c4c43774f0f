import type { DocumentFacts } from '../facts/facts.ts';
import type { Dependency } from '../facts/environment/environment-facts.ts';
import { redactUrl } from '../facts/redact-url.ts';
import type { PackageVersion } from './version-snapshot.ts';

/** The packages that a dependency file names; one that stands in several groups has each of its versions. */
export function packageVersions(file: string, documents: readonly DocumentFacts[]): readonly PackageVersion[] {
  const versions = new Map<string, Set<string>>();
  for (const [name, version] of documents.flatMap(pairsOf)) versions.set(name, (versions.get(name) ?? new Set()).add(redactUrl(version)));
  return [...versions].map(([name, found]) => ({ file, name, version: [...found].join(', ') }));
}

function pairsOf(document: DocumentFacts): readonly (readonly [string, string])[] {
  if (document.format === 'python-lock') return [...document.facts.packages];
  const isList = document.format === 'requirements' || document.format === 'conda' || document.format === 'pyproject';
  return isList ? document.facts.dependencies.map((dependency) => [dependency.name, versionOf(dependency)]) : [];
}

function versionOf({ version, specifier }: Dependency): string {
  return version ?? specifier ?? '';
}
