/**
 * Binds the page's charts: drawn a few a frame so that the page never stalls, they share the part of the time that is seen and the
 * cursor. A chart is first drawn once its place has a size, as places in folded groups have none.
 */
import type { ChartInput } from './chart-data.ts';
import { type ChartShares, type LineChart, lineChart } from './chart.ts';
import { element } from './element.ts';
import { LineNumbers } from './line-data.ts';
import type { ChosenPoint, Span } from './saved-choice.ts';
import { type Colours, themeColours } from './theme-colours.ts';
import { TimeFormats } from './time-axis.ts';

/** A chart's place on the page. */
export interface DrawnChart {
  /** Draws the input soon. */
  update(input: ChartInput): void;
  destroy(): void;
}

/** Makes a chart on a canvas that stands in its place. `onSelect` is called with the point nearest to a click. */
export type CreateChart = (canvas: HTMLCanvasElement, onSelect: (point: ChosenPoint) => void) => DrawnChart;

/** Milliseconds of script a frame for charts that can wait, so that the page answers meanwhile. */
const frameBudget = 12;
/** The same while the person moves one chart and the others follow it: together with that one it stays below half a frame. */
const followBudget = 3;

interface Member {
  readonly canvas: HTMLCanvasElement;
  readonly cursor: HTMLElement;
  readonly onSelect: (point: ChosenPoint) => void;
  /** Whether it has a size on the page. */
  isPlaced: boolean;
  chart: LineChart | null;
  /** What is to be drawn; null where all is drawn. */
  input: ChartInput | null;
  /** What is to be seen, while the person moves another chart; undefined where it is seen. */
  follow: Span | null | undefined;
}

/** The charts of a page; `onSeen` is told which part of the time is seen once the person has stopped moving. */
export class ChartLink {
  readonly #members = new Set<Member>();
  /** The numbers of all lines, for those who look points up. */
  readonly numbers = new LineNumbers();
  readonly #shares: ChartShares = { numbers: this.numbers, formats: new TimeFormats(), colours: () => (this.#colours ??= themeColours()) };
  #colours: Colours | null = null;
  readonly #onSeen: (seen: Span | null) => void;
  readonly #sizes = new ResizeObserver((entries) => {
    for (const { target, contentRect } of entries) {
      const member = [...this.#members].find(({ canvas }) => canvas.parentElement === target);
      if (member !== undefined) member.isPlaced = contentRect.width > 0 && target.checkVisibility();
    }
    this.#schedule();
  });
  #isScheduled = false;
  /** What the last chart that followed took, in milliseconds. */
  #lastFollow = 0;

  constructor(onSeen: (seen: Span | null) => void) {
    this.#onSeen = onSeen;
  }

  /** See `CreateChart`. */
  readonly create: CreateChart = (canvas, onSelect) => {
    const cursor = element('div', { className: 'cursor', attributes: { hidden: '' } });
    canvas.after(cursor);
    const member: Member = { canvas, cursor, onSelect, isPlaced: false, chart: null, input: null, follow: undefined };
    this.#members.add(member);
    this.#sizes.observe(canvas.parentElement ?? canvas);
    canvas.addEventListener('mousemove', (event) => this.#moveCursor(member.chart?.timeOf(event.offsetX) ?? null));
    canvas.addEventListener('mouseleave', () => this.#moveCursor(null));
    return {
      update: (input) => {
        member.input = input;
        member.follow = undefined;
        this.#schedule();
      },
      destroy: () => {
        this.#members.delete(member);
        this.#sizes.unobserve(canvas.parentElement ?? canvas);
        member.chart?.destroy();
        cursor.remove();
      },
    };
  };

  /** Draws now all that has a place, whatever the time it takes. */
  drawAll(): void {
    for (const member of this.#members) this.#draw(member);
  }

  /** Takes the theme's colours anew; the charts are to be updated after it. */
  recolour(): void {
    this.#colours = null;
  }

  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    requestAnimationFrame(() => {
      this.#isScheduled = false;
      this.#drawSome();
    });
  }

  #drawSome(): void {
    const due = [...this.#members].filter((member) => isDue(member) && isPlaced(member));
    const isFollowing = due.every(({ input }) => input === null);
    // What is before the person's eyes first: one look at the page's layout, before anything is drawn.
    const waiting = due
      .map((member) => ({ member, isNow: isSeen(member.canvas) }))
      .sort((one, other) => Number(other.isNow) - Number(one.isNow));
    // What nobody sees follows once the movement is over.
    const wanted = waiting.filter(({ member, isNow }) => member.input !== null || isNow);
    const start = performance.now();
    let drawn = 0;
    for (const { member } of wanted) {
      const spent = performance.now() - start;
      if (drawn > 0 && (isFollowing ? spent + this.#lastFollow > followBudget : spent > frameBudget)) break;
      this.#draw(member);
      drawn += 1;
      this.#lastFollow = performance.now() - start - spent;
    }
    if (wanted.length > drawn) this.#schedule();
  }

  #draw(member: Member): void {
    const { input, follow } = member;
    if (!isPlaced(member)) return;
    member.input = null;
    member.follow = undefined;
    if (input === null) {
      if (follow !== undefined) member.chart?.see(follow);
    } else if (member.chart === null) member.chart = lineChart(member.canvas, input, this.#eventsOf(member), this.#shares);
    else member.chart.update(input);
  }

  #eventsOf(member: Member): Parameters<typeof lineChart>[2] {
    return {
      onSelect: member.onSelect,
      onSee: (seen) => {
        for (const other of this.#members) if (other !== member && other.chart !== null) other.follow = seen;
        this.#schedule();
      },
      onSeen: (seen) => this.#onSeen(seen),
    };
  }

  #moveCursor(time: number | null): void {
    for (const { chart, cursor } of this.#members) {
      const pixel = time === null ? null : (chart?.pixelOf(time) ?? null);
      cursor.hidden = pixel === null;
      if (pixel !== null) cursor.style.transform = `translateX(${String(Math.round(pixel))}px)`;
    }
  }
}

function isDue({ input, follow }: Member): boolean {
  return input !== null || follow !== undefined;
}

/** Whether the chart stands on the page and has a size there. What was just put there has not been observed yet. */
function isPlaced(member: Member): boolean {
  // What is folded has a size too, as browsers keep its layout.
  if (!member.isPlaced && member.chart === null) member.isPlaced = member.canvas.checkVisibility() && member.canvas.clientWidth > 0;
  return member.isPlaced && member.canvas.isConnected;
}

function isSeen(canvas: HTMLCanvasElement): boolean {
  const { top, bottom } = canvas.getBoundingClientRect();
  return bottom > 0 && top < window.innerHeight;
}
