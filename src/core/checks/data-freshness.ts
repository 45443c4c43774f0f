import { type CheckAnswer, type EvidenceOffer, defineCheck } from '../engine/define-check.ts';
import type { Text } from '../l10n/message.ts';
import { type FoundRule, foundRules, isLoaded } from '../project/evidence/alert-rules.ts';
import { automaticCommands } from '../project/evidence/ci-commands.ts';
import { documentsAbout } from '../project/evidence/documents.ts';
import { freshnessMetric } from '../project/evidence/metric-words.ts';
import { type Place, offer } from '../project/evidence/offer.ts';
import { isOwnPath } from '../project/evidence/own-path.ts';
import { codeFiles } from '../project/evidence/python-code.ts';
import { programOf, targetFiles } from '../project/evidence/run-targets.ts';
import { scheduledRuns } from '../project/evidence/scheduled-runs.ts';
import { servingPath } from '../project/evidence/serving-code.ts';
import { weighEvidence } from '../project/evidence/weigh-evidence.ts';
import type { Project } from '../project/project.ts';

const texts = {
  alert: { en: 'The alert {name} watches the age of the data.', pl: 'Alert {name} obserwuje wiek danych.' },
  dbt: { en: 'The freshness of the sources is tested here.', pl: 'Tutaj testowana jest świeżość źródeł.' },
  code: {
    en: 'The age of the data is checked here, in code that runs by itself.',
    pl: 'Wiek danych jest tu sprawdzany w kodzie, który działa sam.',
  },
  labels: {
    en: 'The alert {name} watches the age of labels, not of inputs or features.',
    pl: 'Alert {name} obserwuje wiek etykiet, a nie danych wejściowych ani cech.',
  },
  unloaded: {
    en: 'The alert {name} watches the age of the data, but nothing loads it (or Prometheus refuses its file).',
    pl: 'Alert {name} obserwuje wiek danych, ale nic go nie wczytuje albo Prometheus odrzuca jego plik.',
  },
  dbtIdle: {
    en: 'The freshness of sources is declared, but nothing runs `dbt source freshness`.',
    pl: 'Zadeklarowano świeżość źródeł, ale nic nie uruchamia `dbt source freshness`.',
  },
  idle: {
    en: 'The age of the data is checked here, but nothing runs this code by itself.',
    pl: 'Wiek danych jest tu sprawdzany, ale nic nie uruchamia tego kodu samo.',
  },
  ttl: {
    en: 'The feature view has a time to live; nobody is told when it is passed.',
    pl: 'Widok cech ma czas życia; nikt nie dowiaduje się o jego przekroczeniu.',
  },
  documented: {
    en: 'The document describes the age that data may have; nothing watches it.',
    pl: 'Dokument opisuje dopuszczalny wiek danych; nic go nie obserwuje.',
  },
  missing: { en: 'Nobody notices when inputs or features grow old.', pl: 'Nikt nie zauważy, że dane wejściowe lub cechy się starzeją.' },
} as const satisfies Record<string, Text>;

const checking =
  /(?:check|assert|validate|ensure|verify)_\w*(?:fresh|stale|recency|up_to_date|(?:data|feature|input|batch)_age)|(?:fresh|stale)ness_?(?:check|guard|sensor)|(?:^|_|\.)is_(?:fresh|stale)/i;
/** What the age is of: a backup or a certificate is no input. */
const inputWord =
  /data|feature|input|batch|source|ingest|import|table|partition|stream|event|record|etl|raw|upstream|watermark|fresh|label|ground_?truth|feedback/i;

/** Whether old data is noticed. */
export const dataFreshness = defineCheck({
  id: 'data-freshness',
  group: 'data',
  title: { en: 'Data freshness', pl: 'Świeżość danych' },
  question: { en: 'Is the age of inputs and features watched?', pl: 'Czy obserwowany jest wiek danych wejściowych i cech?' },
  weight: 1,
  evidence: {
    met: {
      en: 'A loaded alert on the age of inputs or features, `dbt source freshness` in CI or on a schedule, or a check of timestamps in code that runs by itself.',
      pl: 'Wczytywany alert na wieku danych wejściowych lub cech, `dbt source freshness` w CI lub harmonogramie albo sprawdzanie znaczników czasu w kodzie, który działa sam.',
    },
    partial: {
      en: 'An alert that nothing loads or that watches labels only, a check that nothing runs, a time to live alone, or a document.',
      pl: 'Alert niewczytywany lub tylko dla etykiet, sprawdzanie, którego nic nie uruchamia, sam czas życia albo dokument.',
    },
    missing: { en: 'None of it.', pl: 'Nic z tego.' },
  },
  step: {
    title: { en: 'Alert on the age of the newest input', pl: 'Ustaw alert na wieku najnowszych danych wejściowych' },
    effort: 'hours',
    fix: null,
  },
  evaluate({ project }): CheckAnswer {
    const met: EvidenceOffer[] = [];
    const partial: EvidenceOffer[] = [];
    for (const rule of foundRules(project).filter(watchesAge)) {
      const isLabels = rule.metrics.every((name) => !freshnessMetric.test(name) || /label|ground_?truth|feedback|outcome/i.test(name));
      const text = !isLoaded(rule) ? texts.unloaded : isLabels ? texts.labels : texts.alert;
      (text === texts.alert ? met : partial).push(offer(rule.place, text, { name: rule.name }));
    }
    const commands = [...automaticCommands(project), ...scheduledRuns(project).flatMap((run) => (run.suspended ? [] : run.commands))];
    const dbt = commands
      .filter((command) => programOf(command) === 'dbt' && command.words.includes('freshness'))
      .map((command) => command.place);
    met.push(...dbt.map((place) => offer(place, texts.dbt)));
    if (dbt.length === 0) partial.push(...dbtSources(project).map((place) => offer(place, texts.dbtIdle)));
    const running = new Set([
      ...commands.flatMap((command) => targetFiles(project, command)),
      ...servingPath(project).map((file) => file.path),
      ...scheduledRuns(project).flatMap((run) => (run.file === null ? [] : [run.file])),
    ]);
    for (const file of codeFiles(project)) {
      if (file.isTest || file.isNotebook) continue;
      const call = file.code.calls.find((found) => checking.test(found.callee));
      const named = file.code.functions.find((found) => checking.test(found.name));
      const span = call?.calleeSpan ?? named?.nameSpan;
      if (span !== undefined)
        (running.has(file.path) ? met : partial).push(offer({ path: file.path, span }, running.has(file.path) ? texts.code : texts.idle));
      const view = file.code.calls.find((found) => /^feast\.(?:\w+\.)*FeatureView$/.test(found.callee) && found.keywords.has('ttl'));
      if (view !== undefined) partial.push(offer({ path: file.path, span: view.calleeSpan }, texts.ttl));
    }
    partial.push(
      ...documentsAbout(project, /data fresh|freshness|staleness|świeżość danych/i)
        .filter((part) => !part.isBlank && part.words >= 12)
        .map((part) => offer(part.place, texts.documented)),
    );
    return weighEvidence(project, { met, partial, missing: texts.missing });
  },
});

/** An alert whose expression is an age: a timestamp taken from now, or a metric named after one. Uptime of servers is none. */
function watchesAge(found: FoundRule): boolean {
  if (found.rule.kind !== 'alert') return false;
  const isAge = found.metrics.some(
    (name) =>
      freshnessMetric.test(name) &&
      inputWord.test(name) &&
      !/^(?:node|kube|process|container|prometheus|alertmanager|certificate|ssl|probe)_/.test(name),
  );
  const isSubtracted = /\btime\(\)\s*-/.test(found.expression);
  return isAge && (isSubtracted || found.metrics.some((name) => /fresh|stale|age_|lag_/.test(name)));
}

function dbtSources(project: Project): readonly Place[] {
  return project.files
    .filter(
      ({ source }) =>
        /\.ya?ml$/.test(source.path) &&
        isOwnPath(project, source.path) &&
        /^\s*sources:/m.test(source.text) &&
        /^\s*(?:warn_after|error_after):/m.test(source.text),
    )
    .map(({ source }) => ({ path: source.path, span: null }));
}
