/** What is below a version in the versions view. May not import `vscode`. */
import { wordsOf, type RecordedMove, type VersionDetails, type VersionMetric } from '../../app/version-details.ts';
import { type Message, type Text, message } from '../../core/l10n/message.ts';
import type { ReportedGate } from '../../core/release/gate-outcome.ts';
import { isoTime } from '../../core/release/iso-time.ts';
import { type VersionNode, below, heldBy, leaf } from './version-node.ts';
import { plain } from './view-node.ts';

const texts = {
  commit: { en: 'Commit {commit}', pl: 'Commit {commit}' },
  openCommit: { en: 'Shows what this commit changed.', pl: 'Pokazuje zmiany z tego commita.' },
  into: { en: 'To {stage}', pl: 'Do {stage}' },
  back: { en: 'Back to {stage}', pl: 'Z powrotem do {stage}' },
  out: { en: 'Out of {stage}', pl: 'Poza {stage}' },
  reason: { en: 'Reason: {words}', pl: 'Powód: {words}' },
  overridden: { en: 'Gates were overridden', pl: 'Bramki pominięto' },
  unrecorded: { en: 'No gates were recorded', pl: 'Nie zapisano żadnych bramek' },
  passed: { en: 'passed', pl: 'spełniona' },
  failed: { en: 'failed', pl: 'niespełniona' },
  gate: { en: '{metric}  {value}', pl: '{metric}  {value}' },
  metrics: { en: 'Metrics', pl: 'Metryki' },
  none: { en: 'Nothing was recorded with this version', pl: 'Z tą wersją niczego nie zapisano' },
} as const satisfies Readonly<Record<string, Text>>;

/** The details of a version as nodes: what was said, its commit, and its way through the stages with the gates it was judged by. */
export function detailNodes(version: VersionNode, details: VersionDetails | null, now: number): readonly VersionNode[] {
  const { id } = version;
  const words = details?.message ?? '';
  const nodes = [
    ...(words === '' ? [] : [detail(`${id}:words`, plain(firstLine(words)), { icon: 'comment', tooltip: plain(words) })]),
    ...(version.commit === null ? [] : [commitNode(version, version.commit)]),
    ...metricsNode(details?.metrics ?? [], id),
    ...(details?.moves ?? []).map((move, index) => moveNode(move, { id: `${id}:move:${String(index)}`, now })),
  ];
  return nodes.length > 0 ? nodes : [detail(`${id}:none`, message(texts.none), { icon: 'info' })];
}

function commitNode({ id, model, registry, version }: VersionNode, commit: string): VersionNode {
  return {
    ...leaf(`${id}:commit`, 'commit', message(texts.commit, { commit: commit.slice(0, 10) })),
    tooltip: message(texts.openCommit),
    icon: { name: 'git-commit', colour: null },
    registry,
    model,
    version,
    reference: commit,
    commit,
  };
}

function metricsNode(metrics: readonly VersionMetric[], id: string): readonly VersionNode[] {
  if (metrics.length === 0) return [];
  const nodes = metrics.map(({ name, value, file }, index) => ({
    ...detail(`${id}:metric:${String(index)}`, message(texts.gate, { metric: name, value }), { icon: 'symbol-numeric' }),
    description: plain(file),
  }));
  const list = detail(`${id}:metrics`, message(texts.metrics), { icon: 'graph' });
  return [{ ...list, description: plain(String(metrics.length)), ...below(nodes) }];
}

function moveNode({ event, record }: RecordedMove, { id, now }: { readonly id: string; readonly now: number }): VersionNode {
  const words = event.action === 'unassign' ? texts.out : record?.action === 'rollback' ? texts.back : texts.into;
  const reason = wordsOf(event.message);
  const gates = event.action === 'unassign' ? [] : gateNodes(record?.gates ?? [], id);
  const node = detail(id, message(words, { stage: event.stage ?? '–' }), {
    icon: event.action === 'unassign' ? 'remove' : record?.action === 'rollback' ? 'discard' : 'arrow-up',
  });
  return {
    ...node,
    description: heldBy(isoTime(event.at), event.by, now),
    reference: event.ref,
    ...below([
      ...(reason === ''
        ? []
        : [detail(`${id}:reason`, message(texts.reason, { words: firstLine(reason) }), { icon: 'comment', tooltip: plain(reason) })]),
      ...(record?.overridden === true ? [detail(`${id}:overridden`, message(texts.overridden), { icon: 'warning' })] : []),
      ...gates,
    ]),
  };
}

function gateNodes(gates: readonly ReportedGate[], id: string): readonly VersionNode[] {
  if (gates.length === 0) return [detail(`${id}:unrecorded`, message(texts.unrecorded), { icon: 'circle-slash' })];
  return gates.map(({ metric, value, passed, why }, index) => ({
    ...detail(`${id}:gate:${String(index)}`, message(texts.gate, { metric, value: value === null ? '–' : String(value) }), {
      icon: 'pass',
    }),
    // The record is kept in English, and so it is shown.
    description: plain(why),
    tooltip: plain(why),
    icon: passed ? { name: 'pass', colour: 'testing.iconPassed' } : { name: 'error', colour: 'testing.iconFailed' },
    status: passed ? texts.passed : texts.failed,
  }));
}

function detail(
  id: string,
  label: Message,
  { icon, tooltip = null }: { readonly icon: string; readonly tooltip?: Message | null },
): VersionNode {
  return { ...leaf(id, 'detail', label), tooltip, icon: { name: icon, colour: null } };
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}
