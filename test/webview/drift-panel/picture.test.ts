import assert from 'node:assert/strict';
import { chartWidth } from '../../../webview/drift-panel/chart-width.ts';
import { pictureLayout } from '../../../webview/drift-panel/picture.ts';

describe('a picture of charts', () => {
  const size = { width: 500, height: 230 };

  it('has the charts one below the other, wide enough for the widest', () => {
    const { width, height, tops, count } = pictureLayout([size, { width: 700, height: 230 }], 1);
    assert.equal(count, 2);
    assert.ok(width > 700 && (tops[1] ?? 0) > (tops[0] ?? 0) + size.height && height > (tops[1] ?? 0) + size.height);
  });

  it('leaves out at the end what no canvas has room for, by the pixels of the screen', () => {
    const many = Array.from({ length: 100 }, () => size);
    const [once, twice] = [pictureLayout(many, 1), pictureLayout(many, 2)];
    assert.ok(once.count > 40 && once.count < 100 && once.height <= 16_000);
    assert.ok(twice.count < once.count && twice.height * 2 <= 16_000);
    assert.equal(pictureLayout([], 1).count, 0);
  });
});

describe('the width that the host is told', () => {
  it('is about that of a chart, in steps, as many columns as have room sharing the page', () => {
    assert.deepEqual([200, 320, 600, 800, 900, 1400, 3000].map(chartWidth), [300, 300, 600, 800, 500, 600, 600]);
  });
});
