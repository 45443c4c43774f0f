// What happens outside the editor is noticed: files written, made and removed, branches switched, tags set.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { airworthy, file, folder, ours, putBack, until } from './in-editor.ts';

const rules = file('monitoring/rules/serving.yml');

function git(...args: readonly string[]): string {
  return execFileSync('git', args, { cwd: folder(), encoding: 'utf8' });
}

describe('changes on disk', () => {
  before(airworthy);
  afterEach(putBack);

  it('are noticed in a file that is not open', async () => {
    const text = await readFile(rules.fsPath, 'utf8');
    assert.equal(ours(rules, 'alert-flapping').length, 1);
    try {
      await writeFile(rules.fsPath, 'groups: []\n');
      await until(() => ours(rules, 'alert-flapping').length === 0);
    } finally {
      await writeFile(rules.fsPath, text);
      await until(() => ours(rules, 'alert-flapping').length === 1);
    }
  });

  it('are noticed where a file comes and goes', async () => {
    const fresh = file('monitoring/rules/fresh.yml');
    await writeFile(fresh.fsPath, 'groups:\n  - name: fresh\n    rules:\n      - alert: FreshAlert\n        expr: up == 0\n');
    await until(() => ours(fresh, 'alert-flapping').length === 1);
    await rm(fresh.fsPath);
    await until(() => ours(fresh).length === 0);
  });

  it('are noticed where a file comes that was named and missing', async () => {
    const manifest = file('airworthy.yaml');
    const named = file('docs/explanations.md');
    assert.equal(ours(manifest, 'link-broken').length, 1);
    await writeFile(named.fsPath, '# Why a payment was blocked\n');
    await until(() => ours(manifest, 'link-broken').length === 0);
    await rm(named.fsPath);
    await until(() => ours(manifest, 'link-broken').length === 1);
  });

  it('are noticed when another branch is checked out', async () => {
    const before = git('branch', '--show-current').trim();
    git('switch', '--quiet', '--create', 'calmer-alerts');
    try {
      await writeFile(rules.fsPath, 'groups: []\n');
      git('-c', 'user.name=Test', '-c', 'user.email=test@example.com', 'commit', '--quiet', '--all', '--message', 'Drop the alerts');
      await until(() => ours(rules, 'alert-flapping').length === 0);
      git('switch', '--quiet', before);
      await until(() => ours(rules, 'alert-flapping').length === 1);
    } finally {
      git('switch', '--quiet', '--force', before);
      git('branch', '--quiet', '--delete', '--force', 'calmer-alerts');
    }
  });

  it('are noticed when a tag moves what is in production', async () => {
    const manifest = file('k8s/fraud.yaml');
    assert.equal(ours(manifest, 'version-mismatch').length, 1);
    const commit = git('rev-parse', 'fraud@v1.3.0^{commit}').trim();
    git(
      '-c',
      'user.name=Test',
      '-c',
      'user.email=test@example.com',
      'tag',
      '--annotate',
      '--message',
      'Back to v1.3.0',
      'fraud#production#90',
      commit,
    );
    try {
      await until(() => ours(manifest, 'version-mismatch').length === 0);
    } finally {
      git('tag', '--delete', 'fraud#production#90');
      await until(() => ours(manifest, 'version-mismatch').length === 1);
    }
  });

  it('are passed over in folders that are never scanned and in what Git ignores', async () => {
    const inside = (path: string): string => join(folder(), path);
    const alert = 'groups:\n  - name: hidden\n    rules:\n      - alert: HiddenAlert\n        expr: up == 0\n';
    const excluded = inside('.git/info/exclude');
    await mkdir(inside('.git/info'), { recursive: true });
    await writeFile(excluded, 'ignored-by-git/\n');
    const places = ['node_modules/x', 'mlruns/0', '.venv/lib', '.git/x', 'ignored-by-git', 'seen'];
    try {
      for (const place of places) {
        await mkdir(inside(place), { recursive: true });
        await writeFile(inside(`${place}/alerts.yml`), alert);
      }
      // The last of them is scanned: when it is there, the others would be.
      await until(() => ours(file('seen/alerts.yml'), 'alert-flapping').length === 1);
      for (const place of places.slice(0, -1)) assert.deepEqual(ours(file(`${place}/alerts.yml`)), [], place);
    } finally {
      for (const place of ['node_modules', 'mlruns', '.venv', '.git/x', 'ignored-by-git', 'seen'])
        await rm(inside(place), { recursive: true });
      await writeFile(excluded, '');
      await until(() => ours(file('seen/alerts.yml')).length === 0);
    }
  });
});
