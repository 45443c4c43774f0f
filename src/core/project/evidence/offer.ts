import type { EvidenceOffer } from '../../engine/define-check.ts';
import { type MessageArgs, type Text, message } from '../../l10n/message.ts';
import type { Span } from '../../model/span.ts';

/** Where something was seen. A null span means the whole file. */
export interface Place {
  readonly path: string;
  readonly span: Span | null;
}

/** Evidence at a place, with one sentence of why it counts or why it counts only half. */
export function offer(place: Place, why: Text, args: MessageArgs = {}): EvidenceOffer {
  return { path: place.path, span: place.span, why: message(why, args) };
}

/** Evidence that is not in a file, such as a Git tag. */
export function offerRef(ref: string, why: Text, args: MessageArgs = {}): EvidenceOffer {
  return { path: null, span: null, ref, why: message(why, args) };
}
