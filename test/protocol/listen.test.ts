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
      wish: () => heard.push('wish'),
      refresh: () => heard.push('refresh'),
      act: ({ action, project, chart }) => heard.push(`${action} ${project} ${chart}`),
      actOnAlert: ({ action, alert }) => heard.push(`${action} ${alert}`),
      distribution: ({ chart }) => heard.push(`distribution ${chart}`),
      offer: ({ id }) => heard.push(`offer ${id}`),
      export: ({ kind }) => heard.push(`export ${kind}`),
    },
    (reason) => reasons.push(reason),
  );
  beforeEach(() => {
    heard.length = 0;
    reasons.length = 0;
  });

  it('hands each message to its handler', () => {
    receive({ type: 'refresh' });
    receive({ type: 'act', action: 'openManifest', project: 'a', chart: '3', point: null });
    receive({ type: 'offer', id: 'b' });
    assert.deepEqual(heard, ['refresh', 'openManifest a 3', 'offer b']);
    assert.deepEqual(reasons, []);
  });

  const invalid: readonly (readonly [string, unknown, RegExp])[] = [
    ['an unknown type', { type: 'format' }, /^type: /],
    ['no type', {}, /^type: /],
    ['no object', 'ready', /^: /],
    ['nothing', null, /^: /],
    ['a missing part', { type: 'offer' }, /^id: /],
    ['a part of the wrong type', { type: 'offer', id: 3 }, /^id: /],
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
    const snapshot: unknown = JSON.parse(JSON.stringify(panelSnapshot([panelProject('a')])).replace('"values":[0.1', '"values":["much"'));
    const deep: string[] = [];
    const never = (): void => assert.fail('nothing may be handed on');
    listen(ToPanel, { snapshot: never, chart: never, distribution: never, busy: never, reveal: never }, (reason) => deep.push(reason))(
      snapshot,
    );
    assert.match(deep[0] ?? '', /^projects\.0\.charts\.0\.lines\.0\.values\.0: /);
  });
});
