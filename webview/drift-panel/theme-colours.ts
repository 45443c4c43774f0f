/** The colours of a chart. */
export type Colours = ReturnType<typeof themeColours>;

/** The editor's colours as the theme has them at this moment, with fallbacks for what a theme leaves out. */
export function themeColours() {
  const style = getComputedStyle(document.body);
  const colour = (...names: readonly string[]): string =>
    names.map((name) => style.getPropertyValue(name).trim()).find((value) => value !== '') ?? '#888888';
  const text = colour('--vscode-foreground');
  const warn = colour('--panel-warn', '--vscode-charts-orange');
  const alert = colour('--vscode-charts-red', '--vscode-errorForeground');
  return {
    text,
    font: style.fontFamily,
    background: colour('--vscode-editor-background'),
    focus: colour('--vscode-focusBorder', '--vscode-foreground'),
    // Fainter than any line that means something, in high contrast too.
    grid: tinted(text, 0.2),
    // Neither red nor orange: those say that something is wrong.
    lines: ['blue', 'purple', 'green', 'yellow', 'foreground'].map((name) => colour(`--vscode-charts-${name}`, '--vscode-foreground')),
    tooltip: {
      background: colour('--vscode-editorHoverWidget-background', '--vscode-editor-background'),
      text: colour('--vscode-editorHoverWidget-foreground', '--vscode-foreground'),
      border: colour('--vscode-editorHoverWidget-border', '--vscode-contrastBorder'),
    },
    state: { warn, alert },
    band: { warn: tinted(warn, 0.12), alert: tinted(alert, 0.12) },
  } as const;
}

/** Dashes of a chart's lines by their place, which tell lines apart where colours do not. */
export const lineDashes: readonly (readonly number[])[] = [[], [7, 3], [2, 2], [9, 3, 2, 3], [14, 4]];
/** Dots of what is compared, unlike any of a line's own dashes. */
export const comparedDashes: readonly number[] = [1, 3];

/** A theme colour made see-through. Themes give any CSS colour; the canvas knows them all and gives hexadecimal or rgba() back. */
export function tinted(colour: string, opacity: number): string {
  const context = document.createElement('canvas').getContext('2d');
  if (context === null) return 'transparent';
  context.fillStyle = colour;
  const plain = typeof context.fillStyle === 'string' ? context.fillStyle : '';
  const hex = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(plain);
  if (hex === null) return 'transparent';
  const [red, green, blue] = hex.slice(1).map((part) => Number.parseInt(part, 16));
  return `rgba(${String(red)}, ${String(green)}, ${String(blue)}, ${String(opacity)})`;
}
