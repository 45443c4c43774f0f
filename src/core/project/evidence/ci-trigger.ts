/** What starts a pipeline of CI. `change`: pushes and pull requests. `event`: other machines. `hand`: a person, by a button or a comment. */
export type CiTrigger = 'change' | 'schedule' | 'event' | 'release' | 'hand';
