// From a keystroke in a dvc.yaml of 5,000 lines to its findings, outside VS Code: the session's own loading and the built worker,
// with this thread standing for the extension host's. Prints the times without the pause that the editor waits for.
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { loadRepository, refreshFiles } from '../../src/app/repository-session.ts';
import { defaultJudgeOptions } from '../../src/core/engine/judge-options.ts';
import { createFileTree } from '../../src/node/file-tree.ts';
import { startWorker } from '../../src/node/worker-client.ts';

const keystrokes = 100;
const [workerFile = ''] = process.argv.slice(2);
const { signal } = new AbortController();

async function measureTyping(root: string): Promise<{ readonly median: number; readonly p95: number; readonly longestBlock: number }> {
  const stages = Array.from({ length: 625 }, (_, index) => {
    const name = String(index);
    return `  s${name}:\n    cmd: python train.py ${name}\n    deps:\n      - train.py\n      - data/${name}.csv\n    outs:\n      - data/${String(index + 1)}.csv\n    desc: stage ${name}\n`;
  });
  const text = `stages:\n${stages.join('')}`;
  writeFileSync(join(root, 'dvc.yaml'), text);
  mkdirSync(join(root, 'data'));
  writeFileSync(join(root, 'train.py'), 'from sklearn.svm import SVC\nSVC().fit([[1]], [1])\n');
  const worker = startWorker(workerFile, () => undefined);
  const deps = { tree: createFileTree(root), repository: null, analyser: worker.analyser('bench') };
  const facts = { git: 'none' as const, shallow: false, head: null, tags: [], historyKnown: false };
  let loaded = await loadRepository(deps, { folder: '', folderName: 'bench', today: '2026-11-22', facts }, signal);
  await deps.analyser.judge(defaultJudgeOptions);
  const times: number[] = [];
  const blocks = monitorEventLoopDelay({ resolution: 1 });
  let typed = text;
  for (let key = 0; key < keystrokes; key += 1) {
    // A word grows in the middle of the file, and every tenth key leaves the YAML broken for a moment.
    const at = typed.indexOf('desc: stage 300') + 'desc: stage 300'.length;
    typed = `${typed.slice(0, at)}${key % 10 === 9 ? ': [' : 'x'}${typed.slice(at)}`;
    if (key === 10) blocks.enable();
    const started = performance.now();
    loaded = await refreshFiles(deps, loaded, { paths: ['dvc.yaml'], unsaved: new Map([['dvc.yaml', typed]]) }, signal);
    const { reports } = await deps.analyser.judge(defaultJudgeOptions);
    if (reports.length !== 1) throw new Error('The project was not judged.');
    // The first keys find nothing compiled; a person's first seconds in a file are like that once a session.
    if (key >= 10) times.push(performance.now() - started);
    if (key % 10 === 9) typed = text;
  }
  blocks.disable();
  await worker.dispose();
  times.sort((left, right) => left - right);
  const share = (part: number): number => times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? Number.NaN;
  return { median: share(0.5), p95: share(0.95), longestBlock: blocks.max / 1e6 };
}

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'airworthy-typing-')));
void measureTyping(folder)
  .then((times) => process.stdout.write(JSON.stringify(times)))
  .finally(() => {
    rmSync(folder, { recursive: true, force: true });
  });
