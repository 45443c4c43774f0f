// Every rule and check has a page in both languages, which the editor serves itself.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { checks } from '../../src/core/checks/index.ts';
import { rules } from '../../src/core/rules/index.ts';
import { airworthy, putBack, untilEvent, withSetting } from './in-editor.ts';

const pages = [...rules, ...checks].map(({ id, title }) => ({ id, title, uri: vscode.Uri.parse(`airworthy-explain:/${id}.md`) }));

describe('explanations', () => {
  before(airworthy);
  afterEach(putBack);

  for (const language of ['en', 'pl'] as const) {
    it(`are there for every rule and check in ${language}`, async () => {
      await withSetting('airworthy.language', language, async () => {
        for (const { id, title, uri } of pages) {
          const text = (await vscode.workspace.openTextDocument(uri)).getText();
          assert.ok(text.startsWith(`# ${title[language]}\n`), `${id}: ${text.slice(0, 80)}`);
          assert.ok(text.includes(`\`${id}\``), id);
          assert.doesNotMatch(text, /\{[a-z]\w*\}(?!\})/, id);
        }
      });
    });
  }

  it('say so where there is none of that name', async () => {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse('airworthy-explain:/no-such-rule.md'));
    assert.match(document.getText(), /no-such-rule/);
  });

  it('open as a page when they are asked for', async () => {
    await vscode.commands.executeCommand('airworthy.explainRule', 'alert-flapping');
    const tab = (): vscode.Tab | undefined => vscode.window.tabGroups.activeTabGroup.activeTab;
    await untilEvent(vscode.window.tabGroups.onDidChangeTabs, () => tab() !== undefined);
    assert.match(tab()?.label ?? '', /alert-flapping/);
    assert.ok(!(tab()?.input instanceof vscode.TabInputText), 'the page is shown as its source');
  });
});
