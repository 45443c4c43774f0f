/** Which line is which: a stroke as in the chart with its name, where there is more than one. */
import type { ChartInput } from './chart-data.ts';
import { lineName } from './data-table.ts';
import { element } from './element.ts';
import { comparedDashes, lineDashes } from './theme-colours.ts';

const svg = 'http://www.w3.org/2000/svg';

/** The names of the lines that a chart draws; none where it draws one alone. */
export function lineLegend({ lines, compared, words }: Pick<ChartInput, 'lines' | 'compared' | 'words'>): readonly HTMLElement[] {
  if (lines.length + compared.length < 2) return [];
  return [
    ...lines.map((line, place) => item(lineName({ line, isCompared: false }, words), place, lineDashes[place % lineDashes.length] ?? [])),
    ...compared.map((line, index) => {
      const place = lines.findIndex(({ name }) => name === line.name);
      return item(lineName({ line, isCompared: true }, words), place < 0 ? lines.length + index : place, comparedDashes);
    }),
  ];
}

/** The colour comes from the style sheet, so that it follows the theme. */
function item(name: string, place: number, dashes: readonly number[]): HTMLElement {
  const picture = document.createElementNS(svg, 'svg');
  for (const [key, value] of Object.entries({ width: '32', height: '10', 'aria-hidden': 'true', class: `line-${String(place % 5)}` }))
    picture.setAttribute(key, value);
  const stroke = document.createElementNS(svg, 'line');
  for (const [key, value] of Object.entries({ x1: '0', x2: '32', y1: '5', y2: '5', 'stroke-dasharray': dashes.join(' ') }))
    stroke.setAttribute(key, value);
  picture.append(stroke);
  return element('li', {}, [picture, element('span', { text: name })]);
}
