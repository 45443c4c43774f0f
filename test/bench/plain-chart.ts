/** Plain chart.js with its zoom plugin on the same numbers: the peer of the panel's benchmark. It draws every point. */
import { Chart, LineController, LineElement, LinearScale, PointElement, Tooltip } from 'chart.js';
import zoomPlugin from 'chartjs-plugin-zoom';

Chart.register(LineController, LineElement, PointElement, LinearScale, Tooltip, zoomPlugin);

interface Line {
  readonly times: readonly number[];
  readonly values: readonly (number | null)[];
}

/** Draws each chart's lines into a canvas of its own, as fast as chart.js is told to by its own guide to performance. */
function drawPlain(charts: readonly { readonly lines: readonly Line[] }[]): void {
  const root = document.getElementById('app');
  if (root === null) return;
  for (const { lines } of charts) {
    const holder = document.createElement('div');
    holder.className = 'plot';
    const canvas = document.createElement('canvas');
    holder.append(canvas);
    root.append(holder);
    new Chart(canvas, {
      type: 'line',
      data: {
        datasets: lines.map(({ times, values }) => ({
          data: times.map((x, at) => ({ x, y: values[at] ?? Number.NaN })),
          parsing: false,
          normalized: true,
          pointRadius: 0,
          borderWidth: 1.5,
          borderColor: '#3794ff',
        })),
      },
      options: {
        animation: false,
        maintainAspectRatio: false,
        scales: { x: { type: 'linear' } },
        plugins: { zoom: { pan: { enabled: true, mode: 'x' }, zoom: { mode: 'x', wheel: { enabled: true, modifierKey: 'ctrl' } } } },
      },
    });
  }
}

Reflect.set(globalThis, 'drawPlain', drawPlain);
