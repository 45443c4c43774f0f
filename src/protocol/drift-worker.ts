/** Messages between the host and a drift worker, which computes one thing and ends. Types only: both ends are built together. */
import type { DistributionAnswer, DistributionRequest, DriftPlace, DriftProgress, ProjectDrift } from '../ports/drift-computer.ts';

/** What a drift worker is started with. */
export type DriftCall =
  | { readonly kind: 'project'; readonly place: DriftPlace }
  | { readonly kind: 'distribution'; readonly place: DriftPlace; readonly request: DistributionRequest };

/** What each call is answered with. */
export interface DriftAnswers {
  readonly project: ProjectDrift;
  readonly distribution: DistributionAnswer;
}

/** What a drift worker says: any number of times how far it is, then the answer or the words of an error that should not have happened. */
export type DriftReply =
  | { readonly kind: 'progress'; readonly progress: DriftProgress }
  | { readonly kind: 'answer'; readonly answer: DriftAnswers[keyof DriftAnswers] }
  | { readonly kind: 'error'; readonly error: string };
