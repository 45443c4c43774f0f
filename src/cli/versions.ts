import { parseArgs } from 'node:util';
import { listVersions } from '../app/versions.ts';
import { format, message, type Language, type Text } from '../core/l10n/message.ts';
import type { ServedVersion } from '../core/release/serving-report.ts';
import type { ReportedModel, ReportedStage, VersionsReport } from '../core/release/versions-report.ts';
import { exitCodes, type Command } from './command.ts';
import { onlineFlags, onlineOptions } from './online-servers.ts';
import { releaseDependencies, releasePlace } from './release-dependencies.ts';
import { tellRegistryErrors } from './registry-errors.ts';
import { printable, tableText } from './table-text.ts';
import { UsageError } from './usage-error.ts';

/** `airworthy versions [DIR]`: models, their versions, what each stage holds, and their history. */
export const runVersions: Command = async (args, io, signal) => {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      format: { type: 'string', default: 'text' },
      ...onlineFlags,
    },
  });
  const [directory = '.', ...others] = positionals;
  if (others.length > 0) throw new UsageError('oneFolder', { command: 'versions' });
  if (values.format !== 'text' && values.format !== 'json')
    throw new UsageError('oneOf', { option: '--format', value: values.format, values: 'text, json' });
  const place = await releasePlace(directory, io);
  const deps = await releaseDependencies(io, onlineOptions(values));
  const { report } = await listVersions(deps, { place, online: values.online }, signal);
  io.stdout(values.format === 'json' ? `${JSON.stringify(report, null, io.isTerminal ? 2 : 0)}\n` : versionsText(report, io.language));
  if (values.format === 'text') {
    tellRegistryErrors(report.errors, io);
    const isAnswered = values.online || report.models.some(({ registry }) => registry === 'mlflow');
    if (!isAnswered) {
      // To look for servers, files of all kinds are read; JSON names none and need not wait for that part of the program.
      const { trackingOfferText } = await import('./tracking-offer.ts');
      io.stderr(await trackingOfferText(deps, place, io, signal));
    }
  }
  return values.online && report.errors.some(({ code }) => code !== 'incomplete') ? exitCodes.unreachable : exitCodes.fine;
};

const texts = {
  none: { en: 'No model versions were found.', pl: 'Nie znaleziono żadnych wersji modeli.' },
  model: { en: '{model} ({registry}), latest {latest}', pl: '{model} ({registry}), najnowsza {latest}' },
  stages: { en: 'Stages', pl: 'Etapy' },
  versions: { en: 'Versions', pl: 'Wersje' },
  deregistered: { en: 'deregistered', pl: 'wyrejestrowana' },
} as const satisfies Record<string, Text>;

/** The report for people; the history is in the JSON. */
function versionsText(report: VersionsReport, language: Language): string {
  if (report.models.length === 0) return `${format(message(texts.none), language)}\n`;
  return report.models.map((model) => modelText(model, language)).join('\n');
}

function modelText({ model, registry, latest, stages, versions }: ReportedModel, language: Language): string {
  const title = format(message(texts.model, { model, registry, latest: latest ?? '–' }), language);
  const stageRows = stageRowsOf(stages);
  const versionRows = versions.map(({ version, registeredAt, author, commit, active }) =>
    [
      version,
      registeredAt ?? '–',
      author ?? '–',
      commit?.slice(0, 10) ?? '–',
      active ? '' : format(message(texts.deregistered), language),
    ].map(printable),
  );
  const part = (name: Text, rows: readonly (readonly string[])[]): string =>
    rows.length === 0 ? '' : `  ${format(message(name), language)}\n${tableText(rows, '    ')}`;
  return `${printable(title)}\n${part(texts.stages, stageRows)}${part(texts.versions, versionRows)}`;
}

/** A row for each stage; in serving manifests for each version that shares the stage's traffic. */
function stageRowsOf(stages: ReportedModel['stages']): readonly (readonly string[])[] {
  return Object.entries(stages).flatMap(([stage, holders]: [string, ReportedStage | readonly ServedVersion[]]) =>
    'version' in holders
      ? [[stage, holders.version, holders.since ?? '–', holders.by ?? '–'].map(printable)]
      : holders.map(({ version, traffic, since, by }) =>
          [stage, version ?? '?', traffic === null ? '–' : `${String(traffic)} %`, since ?? '–', by ?? '–'].map(printable),
        ),
  );
}
