/** What a series' labels are called in a legend. */

/** Names are shown beside each other, so that a label of a thousand letters is none. In UTF-16 units. */
const longestName = 80;
/** Labels that people tell lines apart by, before all others. The metric's own name says least where it is the same for all. */
const preferred = ['feature', 'column', 'version', 'model_version', 'model', 'model_name', 'predictor_name', 'quantile', '__name__'];
/** Labels that say where a number was scraped, and not what it is about: last. */
const technical = ['instance', 'pod', 'container', 'endpoint', 'namespace', 'service', 'job', 'replica', 'prometheus', 'node'];

type Labels = Readonly<Record<string, string>>;

/**
 * A name for each series, all different: the values of the smallest set of labels that tells them apart. A single label is given by its
 * value alone (`amount`), several as PromQL writes them (`feature="amount", version="v2"`), and the only series of an answer has ''.
 * The smallest set is exact for one and two labels; beyond, labels are added as long as each of them parts what is not parted yet.
 */
export function lineNames(series: readonly Labels[]): readonly string[] {
  if (series.length <= 1) return series.map(() => '');
  const labels = tellingLabels(series);
  return distinct(series.map((one) => nameOf(one, labels)));
}

function nameOf(series: Labels, labels: readonly string[]): string {
  const [only = ''] = labels;
  const value = labels.length === 1 ? readable(series[only] ?? '') : '';
  if (value !== '') return value;
  return readable(labels.map((label) => `${label}=${JSON.stringify(series[label] ?? '')}`).join(', '));
}

/** The labels that differ between series, ordered by what they say, and of them the fewest that part all. */
function tellingLabels(series: readonly Labels[]): readonly string[] {
  const all = [...new Set(series.flatMap((one) => Object.keys(one)))];
  const differing = all
    .filter((label) => series.some((one) => one[label] !== series[0]?.[label]))
    .sort((one, other) => rank(one) - rank(other) || (one < other ? -1 : 1));
  const single = differing.find((label) => partsOf(series, [label]) === series.length);
  if (single !== undefined) return [single];
  for (const [index, one] of differing.entries()) {
    const other = differing.slice(index + 1).find((label) => partsOf(series, [one, label]) === series.length);
    if (other !== undefined) return [one, other];
  }
  return differing.reduce<readonly string[]>(
    (chosen, label) => (partsOf(series, [...chosen, label]) > partsOf(series, chosen) ? [...chosen, label] : chosen),
    [],
  );
}

function rank(label: string): number {
  const place = preferred.indexOf(label);
  if (place >= 0) return place;
  return preferred.length + (technical.includes(label) ? 1 : 0);
}

/** Into how many groups some labels part the series. */
function partsOf(series: readonly Labels[], labels: readonly string[]): number {
  return new Set(series.map((one) => JSON.stringify(labels.map((label) => one[label] ?? '')))).size;
}

/** Without characters that are not seen or turn the text around: labels come from whoever is scraped. */
function readable(text: string): string {
  const line = text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]+/gu, ' ').trim();
  const letters = Array.from(line);
  return letters.length > longestName ? `${letters.slice(0, longestName).join('')}…` : line;
}

/** Two names may be the same once they are cut. */
function distinct(names: readonly string[]): readonly string[] {
  const used = new Set<string>();
  return names.map((name) => {
    let free = name;
    for (let number = 2; used.has(free); number += 1) free = `${name} (${number})`;
    used.add(free);
    return free;
  });
}
