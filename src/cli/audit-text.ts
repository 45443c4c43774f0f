import { format, type Language } from '../core/l10n/message.ts';
import type { StageNow, TrailEntry } from '../core/release/trail-entry.ts';
import { gatesText, timesText } from '../core/release/trail-markdown.ts';
import type { Trail } from '../core/release/trail.ts';
import { actionText, changeText, placesOf, shortVersion, trailSay, whoText } from '../core/release/trail-words.ts';
import { isoTime } from '../core/release/iso-time.ts';
import { printable, tableText } from './table-text.ts';

/** The trail for people at a terminal: what stages hold, then what happened, newest first, with gates and remarks below each entry. */
export function auditText({ entries, stages, figures }: Trail, language: Language): string {
  const say = trailSay(language);
  if (entries.length === 0 && stages.length === 0) return `${say('none')}\n`;
  const counted = figures.filter(({ releases, rollbacks }) => releases + rollbacks > 0);
  const figureRows = [
    (['model', 'stage', 'releaseCount', 'rollbackCount', 'lives', 'alerts'] as const).map((name) => say(name)),
    ...counted.map(({ model, stage, releases, rollbacks, releaseToRollback, alertToRollback }) =>
      [model, stage, String(releases), String(rollbacks), timesText(releaseToRollback, language), timesText(alertToRollback, language)].map(
        printable,
      ),
    ),
  ];
  return [
    stages.length === 0
      ? ''
      : tableText(
          stages.map((stage) => stageRow(stage, language)),
          '',
        ),
    entries.length === 0 ? `${say('none')}\n` : `${say('releases')}\n${entriesText(entries, language)}${say('legend')}\n`,
    counted.length === 0 ? '' : `${say('figures')}\n${tableText(figureRows, '  ')}`,
  ]
    .filter((part) => part !== '')
    .join('\n');
}

function stageRow(stage: StageNow, language: Language): readonly string[] {
  const { model, registry, role, version, since } = stage;
  const say = trailSay(language);
  const place = role === 'main' ? stage.stage : `${stage.stage} ${role}`;
  const held = version === null ? say('empty') : shortVersion(version);
  const who = stage.by === null ? '–' : whoText(stage, language);
  return [model, place, held, since === null ? '–' : isoTime(since), who, registry].map(printable);
}

function entriesText(entries: readonly TrailEntry[], language: Language): string {
  const say = trailSay(language);
  const titles = (['time', 'model', 'stage', 'what', 'change', 'who', 'where'] as const).map((name) => say(name));
  const [head = '', ...lines] = tableText([titles, ...entries.map((entry) => rowOf(entry, language))], '  ').split('\n');
  return `${head}\n${entries.map((entry, index) => `${lines[index] ?? ''}\n${detailsOf(entry, language)}`).join('')}`;
}

function rowOf(entry: TrailEntry, language: Language): readonly string[] {
  const { at, model, stage } = entry;
  return [
    isoTime(at),
    model,
    stage ?? '–',
    actionText(entry, language),
    changeText(entry),
    whoText(entry, language),
    placesOf(entry).join(', '),
  ].map(printable);
}

/** Reason, gates, alert and remarks, each on a line of its own. */
function detailsOf({ reason, gates, overridden, alert, notes }: TrailEntry, language: Language): string {
  const say = trailSay(language);
  const lines = [
    reason,
    gates.length === 0 ? '' : `${say('gates')}: ${gatesText({ gates, overridden }, say)}`,
    alert === null ? '' : say('alert', { name: alert.name, time: isoTime(alert.since) }),
    ...notes.map((note) => `! ${format(note, language)}`),
  ];
  return lines
    .filter((line) => line !== '')
    .map((line) => `      ${printable(line)}\n`)
    .join('');
}
