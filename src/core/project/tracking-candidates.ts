/**
 * MLflow servers that a project names in its files or its environment. They are offered to the person who may choose one; that a file names
 * a server is no reason to ask it anything.
 */
import type { Message } from '../l10n/message.ts';
import type { PythonFacts } from '../facts/python/python-facts.ts';
import { positionAt, type SourceText } from '../model/source-text.ts';
import { baseName } from './paths.ts';
import { trackingAddress } from './tracking-address.ts';

/** Where an address was found. */
export type TrackingPlace =
  { readonly kind: 'file'; readonly path: string; readonly line: number } | { readonly kind: 'environment'; readonly name: string };

/** A server that can be offered, each address once, from the first place that names it. */
export interface TrackingCandidate {
  /** Base URL without credentials and without a slash at its end. */
  readonly url: string;
  readonly from: TrackingPlace;
}

/** A tracking URI that no server stands behind, or none that is spoken to, and why. */
export interface UnsupportedTracking {
  readonly why: Message;
  readonly from: TrackingPlace;
}

/** What is looked through. */
export interface TrackingSources {
  /** `.env`-style files, MLproject, compose files, workflows, Dockerfiles and the like. */
  readonly texts: readonly SourceText[];
  readonly python: readonly { readonly source: SourceText; readonly facts: PythonFacts }[];
  readonly environment: Readonly<Record<string, string | undefined>>;
}

const variable = 'MLFLOW_TRACKING_URI';

/** The servers to offer: of the environment first, then of the files in their order. */
export function trackingCandidates({ texts, python, environment }: TrackingSources): {
  readonly candidates: readonly TrackingCandidate[];
  readonly unsupported: readonly UnsupportedTracking[];
} {
  const candidates = new Map<string, TrackingCandidate>();
  const unsupported = new Map<string, UnsupportedTracking>();
  const add = (uri: string, from: TrackingPlace): void => {
    const address = trackingAddress(uri);
    if (address.kind === 'server') {
      if (!candidates.has(address.url)) candidates.set(address.url, { url: address.url, from });
    } else if (!unsupported.has(uri)) unsupported.set(uri, { why: address.why, from });
  };
  const inEnvironment = environment[variable]?.trim() ?? '';
  if (inEnvironment !== '') add(inEnvironment, { kind: 'environment', name: variable });
  for (const source of texts) for (const { uri, line } of urisInText(source)) add(uri, { kind: 'file', path: source.path, line });
  for (const { source, facts } of python)
    for (const { uri, line } of urisInPython(source, facts)) add(uri, { kind: 'file', path: source.path, line });
  return { candidates: [...candidates.values()], unsupported: [...unsupported.values()] };
}

interface Found {
  readonly uri: string;
  readonly line: number;
}

/** Assignments of the variable as shells, YAML, Docker and MLproject write them. What a template fills in is no address. */
function urisInText({ path, text }: SourceText): readonly Found[] {
  const isEnvironmentFile = /^\.env(?:rc|\..+)?$|^\.flaskenv$|\.env$/i.test(baseName(path));
  const assignment = isEnvironmentFile
    ? /^\s*(?:export\s+)?MLFLOW_TRACKING_URI\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s#]\S*))/
    : /(?<![\w.])["']?MLFLOW_TRACKING_URI["']?\s*(?:[:=,]|\s(?=\S))\s*(?:"([^"]*)"|'([^']*)'|([^\s"'#,\]}]+))/;
  return text.split(/\r\n|\r|\n/).flatMap((line, index) => {
    if (/^\s*#/.test(line)) return [];
    const [, double, single, bare] = assignment.exec(line) ?? [];
    const uri = (double ?? single ?? bare ?? '').trim();
    return uri === '' || /[${}<>]/.test(uri) ? [] : [{ uri, line: index + 1 }];
  });
}

/** `mlflow.set_tracking_uri("…")`, and a client that is made for an address. */
function urisInPython(source: SourceText, { calls }: PythonFacts): readonly Found[] {
  return calls.flatMap(({ callee, positional, keywords, span }) => {
    const takes =
      callee === 'mlflow.set_tracking_uri'
        ? 'uri'
        : /^mlflow\.(?:tracking\.)?(?:client\.)?MlflowClient$/.test(callee)
          ? 'tracking_uri'
          : null;
    if (takes === null) return [];
    const uri = positional[0] ?? keywords.get(takes);
    return typeof uri === 'string' && uri !== '' ? [{ uri, line: positionAt(source, span.start).line }] : [];
  });
}
