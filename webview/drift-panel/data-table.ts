/** A chart's data table: the same batches and releases as the chart, newest first, for those who read rather than look. */
import type { PanelLabels, PanelPoint, PanelRelease, PanelSeries } from '../../src/protocol/drift-panel.ts';
import { element } from './element.ts';

/** What a table shows. */
export interface TableInput {
  readonly series: PanelSeries;
  readonly points: readonly PanelPoint[];
  readonly releases: readonly PanelRelease[];
  readonly labels: PanelLabels;
  /** Opens a batch's file. */
  readonly onOpen: (batch: string) => void;
}

/** A new table in a frame that scrolls, by keyboard too. */
export function dataTable({ series, points, releases, labels, onOpen }: TableInput): HTMLElement {
  const title = `${labels.table}: ${series.title}`;
  const head = [labels.time, labels.score, labels.state, labels.rows, labels.threshold, labels.batch, labels.note].map((text, index) =>
    element('th', { text, className: isNumber(index) ? 'number' : '', attributes: { scope: 'col' } }),
  );
  const since = points[0]?.time ?? Infinity;
  const rows = [
    ...points.map((point) => ({ time: point.time, row: pointRow(point, labels, onOpen) })),
    ...releases.filter(({ time }) => time >= since).map((release) => ({ time: release.time, row: releaseRow(release, head.length) })),
  ].sort((one, other) => other.time - one.time);
  const table = element('table', {}, [
    element('caption', { text: title }),
    element('thead', {}, [element('tr', {}, head)]),
    element(
      'tbody',
      {},
      rows.map(({ row }) => row),
    ),
  ]);
  return element('div', { className: 'table-frame', attributes: { tabindex: '0', role: 'region', 'aria-label': title } }, [table]);
}

/** Score, rows and threshold are numbers. */
function isNumber(column: number): boolean {
  return column === 1 || column === 3 || column === 4;
}

function pointRow({ batch, state, cells }: PanelPoint, labels: PanelLabels, onOpen: (batch: string) => void): HTMLElement {
  const texts = [cells.day, cells.score, labels.states[state], cells.rows, cells.threshold];
  const link = element('button', { className: 'link', text: batch, attributes: { type: 'button' } });
  link.addEventListener('click', () => {
    onOpen(batch);
  });
  return element('tr', {}, [
    ...texts.map((text, index) => element('td', { text, className: isNumber(index) ? 'number' : '' })),
    element('td', {}, [link]),
    element('td', { text: cells.note, className: 'note' }),
  ]);
}

function releaseRow({ day, text, isRollback }: PanelRelease, columns: number): HTMLElement {
  return element('tr', { className: isRollback ? 'release rollback' : 'release' }, [
    element('td', { text: day }),
    element('td', { text, attributes: { colspan: String(columns - 1) } }),
  ]);
}
