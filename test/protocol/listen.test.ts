import assert from 'node:assert/strict';
import { ToHost, ToPanel } from '../../src/protocol/drift-panel.ts';
import { listen } from '../../src/protocol/listen.ts';
import { panelProject, panelSnapshot } from '../support/panel-snapshot.ts';

describe('listen', () => {
  const heard: string[] = [];
  const reasons: string[] = [];
  const receive = listen(
    ToHost,
    {
      ready: () => heard.push('ready'),
      refresh: () => heard.push('refresh'),
      openManifest: ({ project, series }) => heard.push(`manifest ${project} ${series}`),
      openBatch: ({ batch }) => heard.push(`batch ${batch}`),
      emptyAction: () => heard.push('action'),
    },
    (reason) => reasons.push(reason),
  );
  beforeEach(() => {
    heard.length = 0;
    reasons.length = 0;
  });

  it('hands each message to its handler', () => {
    receive({ type: 'ready' });
    receive({ type: 'openManifest', project: 'a', series: '3' });
    receive({ type: 'openBatch', project: 'a', batch: 'data/1.csv' });
    assert.deepEqual(heard, ['ready', 'manifest a 3', 'batch data/1.csv']);
    assert.deepEqual(reasons, []);
  });

  const invalid: readonly (readonly [string, unknown, RegExp])[] = [
    ['an unknown type', { type: 'format' }, /^type: /],
    ['no type', {}, /^type: /],
    ['no object', 'ready', /^: /],
    ['nothing', null, /^: /],
    ['a missing part', { type: 'openBatch', project: 'a' }, /^batch: /],
    ['a part of the wrong type', { type: 'openManifest', project: 'a', series: 3 }, /^series: /],
  ];
  for (const [what, message, reason] of invalid) {
    it(`names the place of the mistake and calls nothing for ${what}`, () => {
      receive(message);
      assert.deepEqual(heard, []);
      assert.equal(reasons.length, 1);
      assert.match(reasons[0] ?? '', reason);
    });
  }

  it('names places deep within', () => {
    const snapshot: unknown = JSON.parse(JSON.stringify(panelSnapshot([panelProject('a')])).replace('"score":0.1', '"score":"much"'));
    const deep: string[] = [];
    const never = (): void => assert.fail('nothing may be handed on');
    listen(ToPanel, { snapshot: never, busy: never }, (reason) => deep.push(reason))(snapshot);
    assert.match(deep[0] ?? '', /^projects\.0\.series\.0\.points\.0\.score: /);
  });
});
