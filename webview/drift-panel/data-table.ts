/** A chart's data table: the same points and releases as the chart, for those who read rather than look. Some hundred rows at a time. */
import type { PanelChart } from '../../src/protocol/drift-panel.ts';
import { button, setDisabled, setName } from '../ui/controls.ts';
import type { ChartInput } from './chart-data.ts';
import { element, setChildren, setText } from './element.ts';
import { valueText, verdictWord } from './point-text.ts';
import type { ChosenPoint } from './saved-choice.ts';
import { type TableRow, tableRows } from './table-rows.ts';
import type { Words } from './words.ts';

/** What a table shows. */
export interface TableInput extends ChartInput {
  readonly chart: PanelChart;
}

/** A table on the page. */
export interface DataTable {
  readonly element: HTMLElement;
  /** Shows the newest rows of the input. */
  update(input: TableInput): void;
}

/** Rows of a page. */
const pageLength = 200;

/** A new table in a frame that scrolls, by keyboard too. `onOpen` opens what a point comes from. */
export function createDataTable(onOpen: (point: ChosenPoint) => void): DataTable {
  const shown: { input: TableInput | null; rows: readonly TableRow[]; page: number } = { input: null, rows: [], page: 0 };
  const caption = element('caption');
  const head = element('tr');
  const body = element('tbody');
  const table = element('table', {}, [caption, element('thead', {}, [head]), body]);
  const frame = element('div', { className: 'table-frame', attributes: { tabindex: '0', role: 'region' } }, [table]);
  const turn = (by: number) => () => {
    shown.page += by;
    draw();
    frame.scrollTop = 0;
  };
  const newer = button('', { appearance: 'secondary', onClick: turn(-1) });
  const older = button('', { appearance: 'secondary', onClick: turn(1) });
  const place = element('span', { attributes: { role: 'status' } });
  const pages = element('div', { className: 'card-actions' }, [newer, older, place]);
  const draw = (): void => {
    const { input, rows, page } = shown;
    if (input === null) return;
    const { words } = input;
    const columns = columnsOf(input);
    const from = page * pageLength;
    const seen = rows.slice(from, from + pageLength);
    head.replaceChildren(
      ...columns.map(({ title, isNumber }) =>
        element('th', { text: title, className: isNumber ? 'number' : '', attributes: { scope: 'col' } }),
      ),
    );
    body.replaceChildren(...seen.map((row) => rowOf(row, columns, { input, onOpen })));
    pages.hidden = rows.length <= pageLength;
    const counts = { from: words.count(from + 1), to: words.count(from + seen.length), count: words.count(rows.length) };
    setText(place, words.say('rowsShown', counts));
    setDisabled(newer, page === 0);
    setDisabled(older, from + pageLength >= rows.length);
  };
  return {
    element: element('div', { className: 'table' }, [frame, pages]),
    update(input) {
      const { words, chart } = input;
      shown.input = input;
      shown.rows = tableRows(input);
      shown.page = 0;
      const title = words.say('table', { title: chart.title });
      setText(caption, title);
      frame.setAttribute('aria-label', title);
      for (const [target, key] of [[newer, 'newer'] as const, [older, 'older'] as const]) {
        setText(target, words.say(key));
        setName(target, words.say('nameOf', { words: words.say(key), title: chart.title }));
      }
      draw();
    },
  };
}

type PointRow = Extract<TableRow, { readonly at: number }>;

interface Column {
  readonly title: string;
  readonly isNumber: boolean;
  readonly isNote?: true;
  /** True for what a point comes from, which can be opened. */
  readonly isFrom?: true;
  readonly text: (row: PointRow) => string;
}

/** Columns without a single entry are left out. */
function columnsOf({ chart, lines, compared, words }: TableInput): readonly Column[] {
  const all = [...lines, ...compared];
  const has = (test: (line: (typeof all)[number]) => boolean): boolean => all.some(test);
  return [
    { title: words.say('columnTime'), isNumber: false, text: ({ line, at }) => words.time(line.times[at] ?? 0) },
    ...(all.length > 1 ? [{ title: words.say('columnLine'), isNumber: false, text: (row: PointRow) => lineName(row, words) }] : []),
    { title: words.say('columnValue'), isNumber: true, text: ({ line, at }) => valueText(line, at, chart.unit, words) },
    { title: words.say('columnVerdict'), isNumber: false, text: ({ line, at }) => verdictWord(line, at, chart, words) },
    ...(has(({ rows }) => rows !== null) ? [countColumn(words.say('columnRows'), words, ({ line, at }) => line.rows?.[at])] : []),
    ...(has(({ reference }) => reference !== null) ? [countColumn(words.say('columnReference'), words, ({ line }) => line.reference)] : []),
    ...(has(({ from }) => from !== null)
      ? [
          {
            title: words.say('columnFrom'),
            isNumber: false,
            isFrom: true as const,
            text: ({ line, at }: PointRow) => line.from?.[at] ?? '',
          },
        ]
      : []),
    ...(has(({ notes }) => Object.keys(notes).length > 0)
      ? [
          {
            title: words.say('columnNote'),
            isNumber: false,
            isNote: true as const,
            text: ({ line, at }: PointRow) => line.notes[String(at)] ?? '',
          },
        ]
      : []),
  ];
}

function countColumn(title: string, words: Words, count: (row: PointRow) => number | null | undefined): Column {
  return {
    title,
    isNumber: true,
    text: (row) => {
      const value = count(row) ?? null;
      return value === null ? '' : words.count(value);
    },
  };
}

/** A line's name as the table and the legend have it. */
export function lineName({ line: { name }, isCompared }: Pick<PointRow, 'line' | 'isCompared'>, words: Words): string {
  if (!isCompared) return name === '' ? words.say('onlyLine') : name;
  return name === '' ? words.say('comparedOnly') : words.say('comparedLine', { line: name });
}

function rowOf(
  row: TableRow,
  columns: readonly Column[],
  { input, onOpen }: { readonly input: TableInput; readonly onOpen: (point: ChosenPoint) => void },
): HTMLElement {
  if ('release' in row) {
    const { day, text, isRollback } = row.release;
    return element('tr', { className: isRollback ? 'release rollback' : 'release' }, [
      element('td', { text: day }),
      element('td', { text, attributes: { colspan: String(columns.length - 1) } }),
    ]);
  }
  const canOpen = !row.isCompared && input.chart.pointActions.includes('openSource');
  const cells = columns.map((column) => {
    const text = column.text(row);
    const className = column.isNumber ? 'number' : column.isNote ? 'note' : '';
    if (column.isFrom !== true || !canOpen || text === '') return element('td', { text, className });
    const link = element('button', { className: 'link', text, attributes: { type: 'button' } });
    link.addEventListener('click', () => {
      onOpen({ line: row.line.name, time: row.time });
    });
    return element('td', {}, [link]);
  });
  const created = element('tr', { className: row.isCompared ? 'compared' : '' });
  setChildren(created, cells);
  return created;
}
