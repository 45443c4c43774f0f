import type { Manifest } from '../config/manifest-schema.ts';
import type { FileFacts } from '../facts/facts.ts';
import type { RepositoryFacts } from './project.ts';

/** How far a project is on its way; decides how loud the editor is, never the CLI. */
export type ProjectStage = NonNullable<Manifest['stage']>;

const stageTag = /#(?:prod|production|live)(?:!|#\d+)?$/i;

/**
 * The stage of a project that declares none: production where something serves it or a release tag says so,
 * pilot where a pipeline or a container exists, else prototype. `critical` is never guessed.
 */
export function guessStage(files: readonly FileFacts[], repository: RepositoryFacts): ProjectStage {
  const formats = new Set(files.flatMap((file) => file.documents.map((document) => document.format)));
  if (formats.has('kserve') || repository.tags.some((tag) => stageTag.test(tag.name))) return 'production';
  return formats.has('dvc-yaml') || formats.has('mlproject') || formats.has('dockerfile') || formats.has('compose') ? 'pilot' : 'prototype';
}
