import { readData, valueAt } from '../core/facts/data-file.ts';
import { message } from '../core/l10n/message.ts';
import { createSourceText } from '../core/model/source-text.ts';
import type { MetricReading } from '../core/release/gate-outcome.ts';
import { contentsAt, readableText, type ContentDependencies, type FileAtCommit } from './content-at-commit.ts';

/** A number inside a file at a commit. */
export interface MetricAddress extends FileAtCommit {
  /** JSON Pointer. */
  readonly pointer: string;
}

const texts = {
  absent: {
    en: '{path} is not in the version’s commit, nor does DVC hold it there.',
    pl: 'Pliku {path} nie ma w commicie tej wersji ani w DVC.',
  },
  notCached: {
    en: '{path} is held by DVC, but its content is not in the local cache.',
    pl: 'Plik {path} jest w DVC, ale jego zawartości nie ma w lokalnej pamięci podręcznej.',
  },
  broken: { en: '{path} cannot be read as JSON, YAML or TOML.', pl: 'Pliku {path} nie da się odczytać jako JSON, YAML ani TOML.' },
  noValue: { en: '{path} has no value at {pointer}.', pl: 'W pliku {path} nie ma wartości pod {pointer}.' },
  notNumber: { en: 'The value at {pointer} in {path} is not a number.', pl: 'Wartość {pointer} w pliku {path} nie jest liczbą.' },
} as const;

/**
 * Reads a number as it was at a version's commit: from Git, or where DVC holds the file, through the lock or `.dvc` file of that commit
 * and the local cache. Never from the work tree. Why there is none is an answer, not an error.
 */
export async function readMetric(deps: ContentDependencies, address: MetricAddress, signal: AbortSignal): Promise<MetricReading> {
  const { commit, path, pointer } = address;
  const [content = 'absent'] = await contentsAt(deps, [{ commit, path }], signal);
  if (content === 'absent') return { failure: message(texts.absent, { path }) };
  if (content === 'not-cached') return { failure: message(texts.notCached, { path }) };
  const text = readableText(content);
  const data = text === null ? undefined : readData(createSourceText(path, text));
  if (data === undefined) return { failure: message(texts.broken, { path }) };
  const value = valueAt(data, pointer);
  if (value === undefined || value === null) return { failure: message(texts.noValue, { path, pointer }) };
  return typeof value === 'number' ? { value } : { failure: message(texts.notNumber, { path, pointer }) };
}
