import type { PanelChart } from '../../src/protocol/drift-panel.ts';
import type { Extent } from './line-data.ts';

/** Room above and below, as a part of what is shown. */
const room = 0.08;

/**
 * The ends of a value axis: it shows all values and both thresholds at any zoom, so that it stands still while the time axis moves. It
 * begins at 0 where that leaves the values enough of it, and always for scores of drift, whose size matters. Never empty.
 */
export function valueSpan(extents: readonly Extent[], { warn, alert, group }: Pick<PanelChart, 'warn' | 'alert' | 'group'>): Extent {
  const thresholds = [warn, alert].filter((value) => value !== null);
  const [least, greatest] = [
    Math.min(...extents.map(({ min }) => min), ...thresholds),
    Math.max(...extents.map(({ max }) => max), ...thresholds),
  ];
  if (least > greatest) return { min: 0, max: 1 };
  const fromZero = least >= 0 && (group === 'drift' || least <= greatest * 0.6);
  const min = fromZero ? 0 : least;
  const length = greatest - min;
  const pad = length > 0 ? length * room : Math.abs(greatest) * room || 1;
  return { min: fromZero ? 0 : min - pad, max: greatest + pad };
}
