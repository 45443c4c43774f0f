import { fingerprint } from '../../engine/fingerprint.ts';
import type { ReleaseTag } from '../../release/release-tag.ts';

/** An annotated tag for the examples of a rule, made at noon of an ISO date on a commit of its own. */
export function exampleTag(name: string, date: string): ReleaseTag {
  const commit = (fingerprint(name.replace(/#.*$/, '')) + '0'.repeat(40)).slice(0, 40);
  return {
    name,
    kind: 'annotated',
    object: (fingerprint(`tag ${name}`) + '1'.repeat(40)).slice(0, 40),
    commit,
    tagger: { name: 'Ana Nowak', email: 'ana@example.com', at: Date.parse(`${date}T12:00:00Z`), offset: '+0100' },
    signed: false,
    message: name,
  };
}
