import assert from 'node:assert/strict';
import { createLocalAnalyser } from '../../src/app/local-analyser.ts';
import { judgeRepository } from '../../src/app/judge-repository.ts';
import { loadRepository } from '../../src/app/repository-session.ts';
import { openFolder } from '../../src/cli/open-folder.ts';
import { defaultJudgeOptions } from '../../src/core/engine/judge-options.ts';
import { type TemporaryRepository, temporaryRepository } from '../support/temporary-repository.ts';

const { signal } = new AbortController();

describe('judging a repository in parts', function () {
  this.timeout(60_000);
  let place: TemporaryRepository;

  before(() => {
    place = temporaryRepository();
    for (let index = 0; index < 9; index += 1) {
      const root = `models/m${String(index)}`;
      const next = `m${String((index + 1) % 9)}`;
      // Projects name one another's files, files that nobody owns, ignored ones and ones that are not there.
      place.write(
        `${root}/airworthy.yaml`,
        `version: 1\nmodels:\n  - name: m${String(index)}\n    gates:\n      - { metric: f1, from: ../../shared/metrics.json#/f1, min: 0.8 }\n      - { metric: f1, from: ../${next}/metrics.json#/f1, min: 0.8 }\nrunbooks:\n  rollback: ../${next}/docs/rollback.md\n`,
      );
      place.write(
        `${root}/dvc.yaml`,
        `stages:\n  train:\n    cmd: python train.py\n    deps: [train.py, ../${next}/data.csv, gone.csv]\n    params: [../${next}/params.yaml:seed]\n    outs: [model.pkl]\n`,
      );
      place.write(
        `${root}/dvc.lock`,
        `schema: '2.0'\nstages:\n  train:\n    cmd: python train.py\n    deps:\n    - path: ../${next}/data.csv\n      hash: md5\n      md5: ${'0'.repeat(32)}\n      size: 4\n    outs:\n    - path: model.pkl\n      hash: md5\n      md5: ${'1'.repeat(32)}\n      size: 4\n`,
      );
      place.write(`${root}/params.yaml`, `seed: ${String(index)}\n`);
      place.write(`${root}/data.csv`, 'a,b\n');
      place.write(`${root}/metrics.json`, `{"f1": 0.${String(index)}}\n`);
      place.write(`${root}/model.pkl`, 'data');
      place.write(`${root}/train.py`, 'from sklearn.svm import SVC\nSVC().fit([[1]], [1])\n');
    }
    place.write('shared/metrics.json', '{"f1": 0.5}\n');
    place.write('.gitignore', 'model.pkl\n');
    place.write('Dockerfile', 'FROM python:3.12\n');
    place.write(
      '.github/workflows/ci.yml',
      'on: [push]\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - run: pytest models/m3\n',
    );
    place.git('add', '-A');
    place.git('commit', '-q', '-m', 'All');
  });
  after(() => place.remove());

  it('says the same whatever the parts, and the same as one analysis of all', async () => {
    const { tree, repository, facts: later, folder, folderName } = await openFolder(place.root, '/', signal);
    const facts = await later;
    const request = { folder, folderName, facts, today: '2026-11-22', options: defaultJudgeOptions };
    const whole = createLocalAnalyser();
    await loadRepository({ tree, repository, analyser: whole }, request, signal);
    const expected = await whole.judge(defaultJudgeOptions);
    assert.equal(expected.reports.length, 9);
    for (const count of [1, 2, 4]) {
      const startAnalysers = () => Array.from({ length: count }, createLocalAnalyser);
      const judged = await judgeRepository({ tree, repository, cache: null, startAnalysers }, request, signal);
      assert.deepEqual(judged.reports, expected.reports);
      assert.equal(judged.stats.parsed, expected.stats.parsed);
      assert.equal(judged.stats.files, expected.stats.files);
    }
  });
});
