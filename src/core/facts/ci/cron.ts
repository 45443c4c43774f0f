/** One field of a cron line: its bounds and the names that stand for numbers. */
interface CronField {
  readonly least: number;
  readonly most: number;
  readonly names: readonly string[];
  /** The number that the first name stands for. */
  readonly firstName: number;
}

const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const days = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const fields: readonly CronField[] = [
  { least: 0, most: 59, names: [], firstName: 0 },
  { least: 0, most: 23, names: [], firstName: 0 },
  { least: 1, most: 31, names: [], firstName: 0 },
  { least: 1, most: 12, names: months, firstName: 1 },
  { least: 0, most: 6, names: days, firstName: 0 },
];

const secondsField: CronField = { least: 0, most: 59, names: [], firstName: 0 };

/** True for the POSIX cron lines that GitHub takes: five fields with `*`, lists, ranges, steps and names; no `@daily`, no seconds. */
export function isGithubCron(line: string): boolean {
  const parts = line.trim().split(/\s+/);
  return parts.length === fields.length && fields.every((field, index) => isField(parts[index] ?? '', field));
}

/**
 * True for the cron lines of Kubeflow's ScheduledWorkflow: robfig/cron v1 reads the first field as seconds, always; the last,
 * the day of the week, may be left out. `?` stands for `*`, and `@daily` and its like are taken.
 */
export function isSecondsCron(line: string): boolean {
  const text = line.trim();
  if (text.startsWith('@')) return /^@(?:yearly|annually|monthly|weekly|daily|midnight|hourly|every \S+)$/.test(text);
  const parts = text.replaceAll('?', '*').split(/\s+/);
  const all = [secondsField, ...fields];
  return (
    (parts.length === all.length || parts.length === all.length - 1) &&
    parts.every((part, index) => isField(part, all[index] ?? secondsField))
  );
}

function isField(text: string, field: CronField): boolean {
  return text.split(',').every((item) => isItem(item, field));
}

function isItem(item: string, field: CronField): boolean {
  const [range = '', step, ...rest] = item.split('/');
  if (rest.length > 0) return false;
  if (step !== undefined && !(/^\d+$/.test(step) && Number(step) >= 1 && Number(step) <= field.most)) return false;
  if (range === '*') return true;
  const [from = '', to, ...more] = range.split('-');
  const first = numberOf(from, field);
  if (first === undefined || more.length > 0) return false;
  if (to === undefined) return true;
  const last = numberOf(to, field);
  return last !== undefined && first <= last;
}

function numberOf(text: string, field: CronField): number | undefined {
  const named = field.names.indexOf(text.toUpperCase());
  if (named !== -1) return named + field.firstName;
  const value = /^\d{1,2}$/.test(text) ? Number(text) : -1;
  return value >= field.least && value <= field.most ? value : undefined;
}
