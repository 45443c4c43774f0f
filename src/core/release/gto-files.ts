/** GTO's files beside the tags, as GTO reads them. */
import { isList, readData, valueAt } from '../facts/data-file.ts';
import { createSourceText } from '../model/source-text.ts';

/** The `stages` of a `.gto` file: others are not shown; null where it has no such list. */
export function allowedStages(text: string): readonly string[] | null {
  const stages = valueAt(readData(createSourceText('.gto.yaml', text)) ?? null, '/stages');
  return isList(stages) ? stages.filter((stage): stage is string => typeof stage === 'string') : null;
}

/** The names in an `artifacts.yaml`. */
export function annotatedArtifacts(text: string): readonly string[] {
  const index = readData(createSourceText('artifacts.yaml', text)) ?? null;
  return index !== null && typeof index === 'object' && !isList(index) ? Object.keys(index) : [];
}
