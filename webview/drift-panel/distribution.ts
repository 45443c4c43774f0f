/** How a feature's values are spread: the reference beside the current rows, as bars and as an equal table. */
import type { PanelDistribution } from '../../src/protocol/drift-panel.ts';
import { element } from './element.ts';
import type { AskedDistribution } from './state.ts';
import type { Words } from './words.ts';

const svg = 'http://www.w3.org/2000/svg';
const size = { width: 560, height: 190, bottom: 26, top: 8, left: 4 } as const;

/** What is to be shown of a distribution that was asked for. */
export function distributionView(asked: AskedDistribution, title: string, words: Words): readonly HTMLElement[] {
  const heading = element('h4', { text: words.say('distributionTitle', { title }) });
  switch (asked.state) {
    case 'loading':
      return [heading, element('p', { text: words.say('distributionLoading'), attributes: { role: 'status' } })];
    case 'failed':
      return [heading, element('p', { className: 'failure', text: asked.failure })];
    case 'shown':
      return [heading, ...bars(asked.distribution, title, words)];
  }
}

function bars(distribution: PanelDistribution, title: string, words: Words): readonly HTMLElement[] {
  const { summary, bins, notes } = distribution;
  return [
    element('p', { className: 'summary', text: summary }),
    ...(bins.length > 0
      ? [
          element('ul', { className: 'lines' }, [
            legendItem('reference', words.say('referenceShare')),
            legendItem('current', words.say('currentShare')),
          ]),
          picture(distribution, words),
          binTable(distribution, words.say('distributionTitle', { title }), words),
        ]
      : []),
    ...(notes.length > 0
      ? [
          element(
            'ul',
            { className: 'notes' },
            notes.map((text) => element('li', { text })),
          ),
        ]
      : []),
  ];
}

function legendItem(side: 'reference' | 'current', text: string): HTMLElement {
  const created = drawing({ width: '14', height: '12', 'aria-hidden': 'true' });
  created.append(bar(side, { x: 1, y: 1, width: 12, height: 10 }));
  return element('li', {}, [created, element('span', { text })]);
}

/** Bars are told apart by filling, and not by colour alone. Attributes are allowed where styles are not. */
function picture({ bins, summary }: PanelDistribution, words: Words): HTMLElement {
  const { width, height, bottom, top, left } = size;
  const created = drawing({
    viewBox: `0 0 ${String(width)} ${String(height)}`,
    role: 'img',
    'aria-label': summary,
    class: 'bars',
  });
  const most = Math.max(...bins.flatMap(({ reference, current }) => [reference, current]), Number.MIN_VALUE);
  const step = (width - 2 * left) / bins.length;
  const wide = Math.max(1, step * 0.38);
  const room = height - bottom - top;
  for (const [index, { label, reference, current }] of bins.entries()) {
    const x = left + index * step + step * 0.1;
    for (const [offset, side, share] of [[0, 'reference', reference] as const, [wide, 'current', current] as const]) {
      const tall = (share / most) * room;
      const one = bar(side, { x: x + offset, y: top + room - tall, width: wide, height: tall });
      const hover = document.createElementNS(svg, 'title');
      hover.textContent = `${label}: ${words.share(reference)} / ${words.share(current)}`;
      one.append(hover);
      created.append(one);
    }
    if (index % Math.ceil(bins.length / 6) === 0)
      created.append(binLabel(label, { x: x + wide, y: height - 8, step: step * Math.ceil(bins.length / 6) }));
  }
  return element('div', { className: 'bars-frame' }, [created]);
}

/** A label that would run into the next one is cut; the table has it whole. */
function binLabel(label: string, { x, y, step }: { readonly x: number; readonly y: number; readonly step: number }): SVGElement {
  const created = document.createElementNS(svg, 'text');
  const most = Math.max(3, Math.floor(step / 6.5));
  const letters = Array.from(label);
  created.textContent = letters.length > most ? `${letters.slice(0, most - 1).join('')}…` : label;
  for (const [key, value] of Object.entries({ x: String(x), y: String(y), 'text-anchor': 'middle' })) created.setAttribute(key, value);
  return created;
}

function bar(side: 'reference' | 'current', place: Readonly<Record<'x' | 'y' | 'width' | 'height', number>>): SVGElement {
  const created = document.createElementNS(svg, 'rect');
  created.setAttribute('class', side);
  for (const [key, value] of Object.entries(place)) created.setAttribute(key, value.toFixed(1));
  return created;
}

function drawing(attributes: Readonly<Record<string, string>>): SVGElement {
  const created = document.createElementNS(svg, 'svg');
  for (const [key, value] of Object.entries(attributes)) created.setAttribute(key, value);
  return created;
}

function binTable({ bins }: PanelDistribution, title: string, words: Words): HTMLElement {
  const head = ['bin', 'referenceShare', 'currentShare', 'referenceRows', 'currentRows'] as const;
  const table = element('table', {}, [
    element('caption', { text: title }),
    element('thead', {}, [
      element(
        'tr',
        {},
        head.map((key, index) =>
          element('th', { text: words.say(key), className: index > 0 ? 'number' : '', attributes: { scope: 'col' } }),
        ),
      ),
    ]),
    element(
      'tbody',
      {},
      bins.map(({ label, reference, current, referenceRows, currentRows }) =>
        element('tr', {}, [
          element('td', { text: label }),
          ...[words.share(reference), words.share(current), words.count(referenceRows), words.count(currentRows)].map((text) =>
            element('td', { text, className: 'number' }),
          ),
        ]),
      ),
    ),
  ]);
  return element('div', { className: 'table-frame', attributes: { tabindex: '0', role: 'region', 'aria-label': title } }, [table]);
}
