/** The version that a model's storage place names, and where in the text it stands. Offsets count from the URI's start. */

/** A version in a URI. */
export interface UriVersion {
  /** As it is written: `v1.4.0`, `1_4_0`, `7`, `sha256:…`. */
  readonly version: string;
  /**
   * `number`, `tag`, `digest`, `commit` and `object` name one content for good (an MLflow version, an image's tag or digest, a commit of a
   * hub, an object store's version); `path` is a word of the path.
   */
  readonly kind: 'number' | 'tag' | 'digest' | 'commit' | 'object' | 'path';
  readonly start: number;
  readonly end: number;
  /** False where it may be the version of something else: of a framework, or one of two that differ. */
  readonly isCertain: boolean;
}

const registries: readonly (readonly [UriVersion['kind'], RegExp])[] = [
  ['number', /^models:\/(?:.*\/)?(\d+)$/d],
  ['digest', /@(sha256:[0-9a-f]{64})$/d],
  ['object', /[?&#]versionId=([^&]+)/d],
  ['tag', /^(?:oci|docker|modelcar):\/\/.*:(?!latest$)([^/:]+)$/d],
  ['commit', /^hf:\/\/[^@:]+[@:]([0-9a-f]{7,40})$/d],
];

/** The version that a URI most probably names; null where it names none. */
export function versionInUri(uri: string): UriVersion | null {
  for (const [kind, pattern] of registries) {
    const range = pattern.exec(uri)?.indices?.[1];
    if (range !== undefined) return { version: uri.slice(...range), kind, start: range[0], end: range[1], isCertain: true };
  }
  return versionInPath(uri);
}

interface Candidate {
  readonly version: string;
  readonly start: number;
  readonly rank: number;
}

function versionInPath(uri: string): UriVersion | null {
  const candidates = candidatesIn(uri);
  const rank = Math.max(...candidates.map((candidate) => candidate.rank));
  const best = candidates.filter((candidate) => candidate.rank === rank);
  const last = best.at(-1);
  if (last === undefined) return null;
  const isCertain = rank >= certainRank && best.every(({ version }) => sameNumber(version) === sameNumber(last.version));
  return { version: last.version, kind: 'path', start: last.start, end: last.start + last.version.length, isCertain };
}

const extension = /(?:\.(?:pkl|pickle|joblib|onnx|pt|pth|bst|ubj|json|txt|zip|tar|gz|tgz|mar|h5|keras|safetensors|gguf|cbm|pmml|skops))+$/i;
/** A release (`v1.4.0`, `1.4`, `1_4_0`) with what may follow it in semver, or `v7` at the end of a word. */
const release =
  /(?<=^|[_-])(v?\d+(?:\.\d+){1,2}(?:[-+](?:(?:rc|alpha|beta|dev|pre|preview|snapshot)[\w.]*|\w*\d[\w.]*))?(?=$|[_-]|\.(?!\d))|v?\d+(?:_\d+){2}(?=$|[_-])|v\d+(?=$|\.))/gi;
/** The version behind these is theirs: `mlserver_1.5.0`, `sklearn/1.0`. */
const framework =
  /(?:^|[/_-])(?:mlserver|sklearn|scikit-learn|xgboost|lightgbm|catboost|tensorflow|tf|torch|pytorch|triton|onnx|python|py|cuda|mlflow|spark|kserve|seldon)[/_-]$/i;
/** Candidates below are versions of frameworks. */
const certainRank = 4;

function candidatesIn(uri: string): readonly Candidate[] {
  const begin = /^\w+:\/\//.exec(uri)?.[0].length ?? 0;
  const found: Candidate[] = [];
  const query = uri.slice(begin).search(/[?#]/);
  const path = query === -1 ? uri : uri.slice(0, begin + query);
  for (const match of path.slice(begin).matchAll(/[^/]+/g)) {
    const start = begin + match.index;
    const word = match[0].replace(extension, '');
    for (const { 0: version, index } of word.matchAll(release)) {
      found.push({ version, start: start + index, rank: rankOf(path, version, start + index, version === word) });
    }
    // TensorFlow Serving and Triton keep versions in folders of bare numbers.
    if (/^\d+$/.test(match[0]) && /^\/?$/.test(path.slice(start + match[0].length)) && start > begin) {
      found.push({ version: match[0], start, rank: rankOf(path, match[0], start, true) });
    }
  }
  return found;
}

function rankOf(path: string, version: string, start: number, isWhole: boolean): number {
  const parts = version.replace(/[-+].*$/, '').split(/[._]/).length;
  const form = parts === 3 ? 3 : /^v/i.test(version) || parts === 1 ? 1 : 0;
  return (framework.test(path.slice(0, start)) ? 0 : certainRank) + form + (isWhole && parts < 3 ? 1 : 0);
}

/** `v1.4.0`, `1.4.0` and `1_4_0` are one. */
function sameNumber(version: string): string {
  return version.replace(/^v/i, '').replaceAll('_', '.');
}

/** Every stretch of a URI that spells one version: `s3://m/v1.4.0/fraud-1_4_0.pkl` names v1.4.0 twice. */
export function versionPlacesInUri(uri: string, main: UriVersion): readonly { readonly start: number; readonly end: number }[] {
  if (main.kind !== 'path') return [main];
  const same = candidatesIn(uri).filter(({ version }) => sameNumber(version) === sameNumber(main.version));
  return same.map(({ version, start }) => ({ start, end: start + version.length }));
}
