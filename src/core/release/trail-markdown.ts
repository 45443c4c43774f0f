import { format, type Language } from '../l10n/message.ts';
import { markdownCode, markdownText } from '../report/markdown-text.ts';
import { registryProblem } from './registry-words.ts';
import type { StageNow, TrailEntry } from './trail-entry.ts';
import type { MeasuredTimes } from './trail-figures.ts';
import type { Trail } from './trail.ts';
import { actionText, changeText, durationText, placesOf, shortVersion, trailSay, whoText, type TrailSay } from './trail-words.ts';
import { isoTime } from './iso-time.ts';
import type { RegistryError } from './versions-report.ts';

/** Language of the page, and the moment at which ages are counted, in milliseconds since 1970-01-01T00:00Z. */
export interface TrailPageOptions {
  readonly language: Language;
  readonly now: number;
}

/** A trail with what could not be asked for it. */
export interface TrailOfPage extends Trail {
  readonly errors?: readonly RegistryError[];
}

/**
 * The trail as a page of Markdown: what is missing in it, what each stage holds now, then all entries, newest first, then the figures. Whatever comes from a
 * registry is text and nothing else.
 */
export function trailMarkdown({ entries, stages, figures, errors = [] }: TrailOfPage, { language, now }: TrailPageOptions): string {
  const say = trailSay(language);
  const counted = figures.filter(({ releases, rollbacks }) => releases + rollbacks > 0);
  const figureRows = counted.map(({ model, stage, releases, rollbacks, releaseToRollback, alertToRollback }) => [
    markdownText(model),
    markdownText(stage),
    String(releases),
    String(rollbacks),
    markdownText(timesText(releaseToRollback, language)),
    markdownText(timesText(alertToRollback, language)),
  ]);
  const parts = [
    `# ${say('title')}`,
    ...errors.map((error) => gapLine(error, language)),
    ...(stages.length === 0 ? [] : [stages.map((stage) => stageLine(stage, { language, now })).join('\n')]),
    ...(entries.length === 0
      ? [say('none')]
      : [
          `## ${say('releases')}`,
          table(
            (['time', 'model', 'stage', 'what', 'change', 'who', 'why', 'gates', 'where'] as const).map((name) => say(name)),
            entries.map((entry) => rowOf(entry, language, say)),
          ),
          say('legend'),
        ]),
    ...(figureRows.length === 0
      ? []
      : [
          `## ${say('figures')}`,
          table(
            (['model', 'stage', 'releaseCount', 'rollbackCount', 'lives', 'alerts'] as const).map((name) => say(name)),
            figureRows,
          ),
        ]),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** What a registry kept back, so that nobody takes the page for the whole story. */
function gapLine({ registry, code, message: said }: RegistryError, language: Language): string {
  const say = trailSay(language);
  const problem = format(registryProblem({ registry, code }), language);
  const more = code === 'offline' ? say('askServers') : markdownText(said);
  return `**${say('incomplete', { problem })}** ${more}`;
}

function stageLine(stage: StageNow, { language, now }: TrailPageOptions): string {
  const say = trailSay(language);
  const { model, registry, version, since } = stage;
  const place = stage.role === 'main' ? stage.stage : `${stage.stage} ${stage.role}`;
  const held = version === null ? say('empty') : markdownText(shortVersion(version));
  const when = since === null ? [] : [`${minuteOf(since)} (${durationText(Math.max(0, now - since), language)})`];
  const details = [held, ...when, ...(stage.by === null ? [] : [markdownText(whoText(stage, language))]), registry];
  // Bold type comes first, so that no name can begin a list, a heading or a quotation.
  return `- **${markdownText(model)}** ${markdownText(place)}: ${details.join(' · ')}`;
}

function rowOf(entry: TrailEntry, language: Language, say: TrailSay): readonly string[] {
  const { at, model, stage } = entry;
  return [
    minuteOf(at),
    markdownText(model),
    markdownText(stage ?? ''),
    markdownText(actionText(entry, language)),
    markdownText(changeText(entry)),
    markdownText(whoText(entry, language)),
    markdownText(whyText(entry, language)),
    markdownText(gatesText(entry, say)),
    placesOf(entry).map(markdownCode).join(', '),
  ];
}

/** The reason, the alert and what should be known of the entry, as sentences. */
function whyText({ reason, alert, notes }: TrailEntry, language: Language): string {
  const say = trailSay(language);
  const parts = [
    ...(reason === '' ? [] : [reason]),
    ...(alert === null ? [] : [say('alert', { name: alert.name, time: isoTime(alert.since) })]),
    ...notes.map((note) => format(note, language)),
  ];
  return parts.join(' · ');
}

/** Every gate with its numbers, for people. */
export function gatesText({ gates, overridden }: Pick<TrailEntry, 'gates' | 'overridden'>, say: TrailSay): string {
  const parts = gates.map(({ metric, value, limit, passed }) => {
    const shown = [
      metric,
      value === null ? '–' : String(value),
      limit === null ? '' : `(${String(limit)})`,
      say(passed ? 'passed' : 'failed'),
    ];
    return shown.filter((part) => part !== '').join(' ');
  });
  return [...parts, ...(overridden ? [say('overridden')] : [])].join('; ');
}

/** All values beside their median. */
export function timesText({ values, median }: MeasuredTimes, language: Language): string {
  if (median === null) return '–';
  const each = values.map(({ version, milliseconds }) => `${shortVersion(version)} ${durationText(milliseconds, language)}`);
  const args = { median: durationText(median, language), n: values.length, values: each.join(', ') };
  return trailSay(language)('times', args);
}

function table(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(titles), line(titles.map(() => '---')), ...rows.map(line)].join('\n');
}

/** A time to the minute, such as `2026-11-22 08:00`. */
function minuteOf(milliseconds: number): string {
  return isoTime(milliseconds)
    .replace('T', ' ')
    .replace(/:\d\dZ$/, '');
}
