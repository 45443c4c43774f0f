import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { seenOf, shortestZoom, zoomByButton, zoomByKey, zoomTo } from '../../../webview/drift-panel/zoom-window.ts';

const axis = { min: 0, max: 100_000 };
const key = (name: string, shiftKey = false) => ({ key: name, shiftKey });

describe('zooming along the time axis', () => {
  it('goes closer around the middle by +, back by -, and to all by 0', () => {
    const closer = zoomByKey(key('+'), axis, null);
    assert.ok(closer);
    assert.deepEqual([Math.round(closer.start), Math.round(closer.end)], [16_667, 83_333]);
    assert.equal(zoomByKey(key('-'), axis, closer), null);
    assert.equal(zoomByKey(key('0'), axis, closer), null);
    assert.deepEqual(zoomByButton(true, axis, null), closer);
    assert.equal(zoomByButton(false, axis, closer), null);
  });

  it('moves by arrows with Shift, and stops at the ends', () => {
    assert.deepEqual(zoomByKey(key('ArrowRight', true), axis, { start: 20_000, end: 40_000 }), { start: 24_000, end: 44_000 });
    assert.deepEqual(zoomByKey(key('ArrowLeft', true), axis, { start: 1000, end: 21_000 }), { start: 0, end: 20_000 });
    assert.equal(zoomByKey(key('ArrowLeft', true), axis, null), null);
  });

  it('leaves all other keys alone', () => {
    for (const other of [key('ArrowLeft'), key('a'), key('Tab', true), key('Escape')])
      assert.equal(zoomByKey(other, axis, null), undefined);
  });

  it('brings a time into view by moving no further than needed', () => {
    const zoom = { start: 20_000, end: 40_000 };
    assert.equal(zoomTo(30_000, axis, zoom), zoom);
    assert.equal(zoomTo(30_000, axis, null), null);
    assert.deepEqual(zoomTo(50_000, axis, zoom), { start: 34_000, end: 54_000 });
    assert.deepEqual(zoomTo(100_000, axis, zoom), { start: 80_000, end: 100_000 });
    assert.deepEqual(zoomTo(0, axis, zoom), { start: 0, end: 20_000 });
  });

  it('shows all where the zoom lies beside the axis, as after another range was chosen', () => {
    assert.equal(seenOf(axis, { start: 200_000, end: 300_000 }), axis);
    assert.deepEqual(seenOf(axis, { start: -50, end: 5000 }), { min: 0, max: 5000 });
    assert.equal(seenOf({ min: 0, max: 10 }, null).max, 10);
  });

  it('stays on the axis and never becomes shorter than the shortest', () => {
    const keys = fc.array(fc.constantFrom(key('+'), key('-'), key('ArrowLeft', true), key('ArrowRight', true)), { maxLength: 40 });
    fc.assert(
      fc.property(keys, (pressed) => {
        let zoom: { readonly start: number; readonly end: number } | null = null;
        for (const one of pressed) zoom = zoomByKey(one, axis, zoom) ?? null;
        const { min, max } = seenOf(axis, zoom);
        assert.ok(min >= axis.min - 1e-6 && max <= axis.max + 1e-6 && max - min >= shortestZoom - 1e-6);
      }),
    );
  });
});
