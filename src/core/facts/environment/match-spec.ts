import type { Span } from '../../model/span.ts';

/** A conda package specification taken apart; spans are offsets in its text. */
export interface MatchSpec {
  readonly name: string;
  /** What follows the name, as written: `=1.2`, `>=1,<2`, `==1.2=py311_0`, `[version='>=1']`. */
  readonly specifier: string | null;
  readonly specifierSpan: Span;
  readonly version: string | null;
  readonly pinned: boolean;
}

const head = /^\s*(?:[^\s:=<>!~[]+::)?([A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?|\*)(?=$|[\s=<>!~[])/;
const archive = /(?:^|[/\\])([A-Za-z0-9_.-]+)-([^-/\\]+)-[^-/\\]+\.(?:conda|tar\.bz2)(?:#.*)?$/;

/**
 * Takes `channel::name version build` in any of conda's spellings apart; undefined for what conda would refuse for its name.
 * Exact are `==1.2`, a version with a build (`=1.2=py311_0`), a bare version behind a space (`numpy 1.2.3`), and the file of a package.
 * `=1.2` means every 1.2.x and is no pin.
 */
export function parseMatchSpec(text: string): MatchSpec | undefined {
  const file = archive.exec(text.trim());
  const [, fileName, fileVersion] = file ?? [];
  if (fileName !== undefined && fileVersion !== undefined) {
    const span = { start: 0, end: text.length };
    return { name: fileName, specifier: text.trim(), specifierSpan: span, version: fileVersion, pinned: true };
  }
  const match = head.exec(text);
  const name = match?.[1];
  if (match === null || name === undefined) return undefined;
  const rest = text.slice(match[0].length);
  const written = rest.trim();
  const start = match[0].length + (written === '' ? 0 : rest.length - rest.trimStart().length);
  const version = exactVersion(written);
  return {
    name,
    specifier: written === '' ? null : written,
    specifierSpan: { start, end: start + written.length },
    version,
    pinned: version !== null,
  };
}

const exact = /^[A-Za-z0-9][A-Za-z0-9._!+-]*$/;

function exactVersion(specifier: string): string | null {
  const bracket = /version\s*=\s*(?:'([^']*)'|"([^"]*)"|([^\s,\]]+))/.exec(specifier);
  if (specifier.startsWith('[')) return bracket === null ? null : exactVersion(bracket[1] ?? bracket[2] ?? bracket[3] ?? '');
  const plain = specifier.replace(/\[.*\]$/, '').trim();
  const double = /^==\s*([^\s=]+)(?:[\s=]\s*\S+)?$/.exec(plain)?.[1];
  if (double !== undefined) return exact.test(double) ? double : null;
  const built = /^=?\s*([^\s=]+)(?:=|\s+)([^\s=]+)$/.exec(plain)?.[1];
  if (built !== undefined) return exact.test(built) ? built : null;
  return exact.test(plain) ? plain : null;
}
