import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { commandIds, contextKeys, panelIds, settingIds, viewIds } from '../../src/core/config/ids.ts';

const manifest = z
  .object({
    activationEvents: z.array(z.string()),
    contributes: z.object({
      commands: z.array(z.object({ command: z.string(), title: z.string() })),
      views: z.record(z.string(), z.array(z.object({ id: z.string() }))),
      viewsContainers: z.object({ activitybar: z.array(z.object({ id: z.string() })) }),
      menus: z.record(z.string(), z.array(z.object({ command: z.string(), when: z.string().optional() }))),
      viewsWelcome: z.array(z.object({ view: z.string(), when: z.string().optional(), contents: z.string() })),
      configuration: z.object({ properties: z.record(z.string(), z.object({ default: z.unknown() })) }),
    }),
  })
  .parse(JSON.parse(readFileSync('package.json', 'utf8')));
const packageText = readFileSync('package.json', 'utf8');
const words = {
  en: z.record(z.string(), z.string()).parse(JSON.parse(readFileSync('package.nls.json', 'utf8'))),
  pl: z.record(z.string(), z.string()).parse(JSON.parse(readFileSync('package.nls.pl.json', 'utf8'))),
};

const sorted = (values: Iterable<string>): string[] => [...new Set(values)].sort();

describe('package.json and the code name the same things', () => {
  it('commands', () => {
    assert.deepEqual(sorted(manifest.contributes.commands.map(({ command }) => command)), sorted(Object.values(commandIds)));
  });

  it('views and their container', () => {
    const { container, ...views } = viewIds;
    assert.deepEqual(
      manifest.contributes.viewsContainers.activitybar.map(({ id }) => id),
      [container],
    );
    assert.deepEqual(
      sorted(
        Object.values(manifest.contributes.views)
          .flat()
          .map(({ id }) => id),
      ),
      sorted(Object.values(views)),
    );
  });

  it('settings', () => {
    assert.deepEqual(sorted(Object.keys(manifest.contributes.configuration.properties)), sorted(Object.values(settingIds)));
  });

  it('every command and view that menus and welcome texts use', () => {
    const used = Object.values(manifest.contributes.menus)
      .flat()
      .map(({ command }) => command);
    for (const command of used) assert.ok(Object.values<string>(commandIds).includes(command), command);
    for (const { view } of manifest.contributes.viewsWelcome) assert.ok(Object.values<string>(viewIds).includes(view), view);
    for (const [, command] of Object.values(words.en)
      .join('\n')
      .matchAll(/command:([\w.]+)/g)) {
      assert.ok(Object.values<string>(commandIds).includes(command ?? ''), command);
    }
  });

  it('context keys', () => {
    const used = sorted([...packageText.matchAll(/airworthy:[A-Za-z]+/g)].map(([key]) => key));
    assert.deepEqual(used, sorted(Object.values(contextKeys)));
  });

  it('panels that come back after a restart', () => {
    for (const id of Object.values(panelIds)) assert.ok(manifest.activationEvents.includes(`onWebviewPanel:${id}`), id);
  });
});

describe('the manifest speaks both languages', () => {
  it('every placeholder has its words, every word its placeholder', () => {
    const used = sorted([...packageText.matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key ?? ''));
    assert.deepEqual(sorted(Object.keys(words.en)), used);
    assert.deepEqual(sorted(Object.keys(words.pl)), used);
  });

  it('no words are left empty or untranslated by mistake', () => {
    const same = Object.keys(words.en).filter((key) => words.en[key] === words.pl[key]);
    assert.deepEqual(same, ['container.title']);
    for (const text of [...Object.values(words.en), ...Object.values(words.pl)]) assert.notEqual(text.trim(), '');
  });
});
