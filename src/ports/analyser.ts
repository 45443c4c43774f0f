import type { FoundData } from '../core/charts/offers.ts';
import type { ProjectMonitoring } from '../core/charts/project-monitoring.ts';
import type { AnalysisSetup, FileChanges, ProjectInputs } from '../core/engine/analysis.ts';
import type { JudgeOptions } from '../core/engine/judge-options.ts';
import type { ProjectReport } from '../core/engine/judge-project.ts';
import type { ProjectStart } from '../core/start/project-start.ts';
import type { WantedFiles } from '../core/project/wanted.ts';

/** A judgement of all projects. */
export interface Judgement {
  readonly reports: readonly ProjectReport[];
  readonly stats: { readonly files: number; readonly parsed: number };
}

/** An analysis that runs somewhere: in this thread for the CLI, in a worker for the editor. */
export interface Analyser {
  /** Starts anew for a repository, or replaces what is known beside the files. */
  configure(setup: AnalysisSetup): Promise<void>;
  /** Takes changes in and answers with the files that are needed next. */
  update(changes: FileChanges): Promise<WantedFiles>;
  judge(options: JudgeOptions): Promise<Judgement>;
  /** What each project's judgement stands on beside its own files, in the reports' order. */
  inputs(): Promise<readonly ProjectInputs[]>;
  /** What the files of the project in a folder say of its monitoring; null where there is no such project. */
  monitoring(root: string, found: FoundData): Promise<ProjectMonitoring | null>;
  /** What a manifest of the project in a folder can begin with; null where there is no such project. */
  start(root: string, found: FoundData): Promise<ProjectStart | null>;
}
