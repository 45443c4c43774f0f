import assert from 'node:assert/strict';
import type { Manifest } from '../../src/core/config/manifest-schema.ts';
import { batchStates } from '../../src/app/batch-states.ts';
import type { BatchListing } from '../../src/ports/batch-files.ts';

const signal = new AbortController().signal;
const manifest: Manifest = {
  version: 1,
  sources: {
    batches: { type: 'files', reference: 'reference.csv', current: 'batches/*.csv' },
    half: { type: 'files', current: 'other/*.csv' },
    live: { type: 'prometheus', url: 'http://127.0.0.1:9090' },
  },
};

/** Files with these times of change; nothing can be read from them. */
function filesOf(times: Readonly<Record<string, number>>): BatchListing {
  return {
    list: (glob) => Promise.resolve(Object.keys(times).filter((path) => path.startsWith(glob.replace('*.csv', '')))),
    mtime: (path) => (times[path] === undefined ? Promise.reject(new Error('gone')) : Promise.resolve(times[path])),
  };
}

describe('the state of batches', () => {
  it('is of the reference and all batches of complete files sources, sorted', async () => {
    const files = filesOf({ 'batches/b.csv': 2, 'batches/a.csv': 1, 'reference.csv': 3, 'other/x.csv': 4 });
    assert.deepEqual(await batchStates(files, manifest, signal), [
      ['reference.csv', 3],
      ['batches/a.csv', 1],
      ['batches/b.csv', 2],
    ]);
  });

  it('says null for what is not there, and nothing of batches that cannot be listed', async () => {
    assert.deepEqual(await batchStates(filesOf({}), manifest, signal), [['reference.csv', null]]);
    const tooMany: BatchListing = { ...filesOf({}), list: () => Promise.reject(new Error('too many')) };
    assert.deepEqual(await batchStates(tooMany, manifest, signal), [['reference.csv', null]]);
  });

  it('ends with its signal', async () => {
    await assert.rejects(batchStates(filesOf({}), manifest, AbortSignal.abort(new Error('enough'))), /enough/);
  });
});
