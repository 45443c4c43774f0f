/** A duration as Prometheus writes it, `0` left out: units from the greatest to the least, each once. */
export const durationPattern = /^(?=\d)(?:\d+y)?(?:\d+w)?(?:\d+d)?(?:\d+h)?(?:\d+m)?(?:\d+s)?(?:\d+ms)?$/;
