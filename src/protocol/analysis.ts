/**
 * Messages between the host and the analysis worker. Types only: both ends are built together, and the worker is ours.
 * Each repository of a workspace has its own analysis, told apart by `repository`.
 */
import type { FoundData } from '../core/charts/offers.ts';
import type { ProjectMonitoring } from '../core/charts/project-monitoring.ts';
import type { AnalysisSetup, FileChanges, ProjectInputs } from '../core/engine/analysis.ts';
import type { JudgeOptions } from '../core/engine/judge-options.ts';
import type { ProjectReport } from '../core/engine/judge-project.ts';
import type { ReleaseTag } from '../core/release/release-tag.ts';
import type { ProjectStart } from '../core/start/project-start.ts';
import type { WantedFiles } from '../core/project/wanted.ts';

/** What the host asks. */
export type AnalysisRequest =
  /** Some of the tags of a setup to come: to send thousands at once would hold up the host while they are copied. */
  | { readonly kind: 'tags'; readonly setupId: number; readonly tags: readonly ReleaseTag[] }
  /** The setup, with the last of its tags; those that were sent before come first. */
  | { readonly kind: 'configure'; readonly setupId: number; readonly setup: AnalysisSetup }
  | ({ readonly kind: 'update' } & FileChanges)
  | { readonly kind: 'judge'; readonly options: JudgeOptions }
  | { readonly kind: 'inputs' }
  | { readonly kind: 'monitoring'; readonly root: string; readonly found: FoundData }
  | { readonly kind: 'start'; readonly root: string; readonly found: FoundData }
  | { readonly kind: 'close' };

/** A request with its number, which its answer repeats. */
export interface AnalysisCall {
  readonly id: number;
  /** The repository's root. */
  readonly repository: string;
  readonly request: AnalysisRequest;
}

/** What the worker answers, by the request's kind. */
export interface AnalysisAnswers {
  readonly tags: null;
  readonly configure: null;
  readonly update: WantedFiles;
  readonly judge: { readonly reports: readonly ProjectReport[]; readonly stats: { readonly files: number; readonly parsed: number } };
  readonly inputs: readonly ProjectInputs[];
  readonly monitoring: ProjectMonitoring | null;
  readonly start: ProjectStart | null;
  readonly close: null;
}

/** An answer, or the words of an error that should not have happened. */
export type AnalysisReply =
  | { readonly id: number; readonly ok: true; readonly answer: AnalysisAnswers[keyof AnalysisAnswers] }
  | { readonly id: number; readonly ok: false; readonly error: string };
