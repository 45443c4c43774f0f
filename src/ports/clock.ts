/** The time of day, passed in so that whoever needs it can be tested at any moment. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00Z by this machine's clock, which may be wrong. */
  now(): number;
}
