import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, readdirSync, realpathSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { createLocalAnalyser } from '../../src/app/local-analyser.ts';
import { judgeRepository } from '../../src/app/judge-repository.ts';
import { runCheck } from '../support/run-check.ts';
import { openFolder } from '../../src/cli/open-folder.ts';
import { defaultJudgeOptions } from '../../src/core/engine/judge-options.ts';
import { createReportCache } from '../../src/node/report-cache.ts';
import { checkJson } from '../../src/core/report/check-json.ts';
import { runCommand } from '../support/run-command.ts';
import { type TemporaryRepository, temporaryRepository } from '../support/temporary-repository.ts';

const signal = new AbortController().signal;
/** The files of a test are new; a run that begins in an hour sees them settled. */
const later = 3_600_000;

describe('reports kept from run to run', function () {
  // Each run asks Git several times.
  this.timeout(120_000);
  let place: TemporaryRepository;
  let cacheHome: string;

  beforeEach(() => {
    place = temporaryRepository();
    cacheHome = join(dirname(place.root), 'cache');
    for (const name of ['one', 'two']) {
      place.write(
        `${name}/airworthy.yaml`,
        `version: 1\nmodels:\n  - name: ${name}\n    gates:\n      - { metric: f1, from: metrics.json#/f1, min: 0.8 }\n`,
      );
      place.write(`${name}/train.py`, 'from sklearn.svm import SVC\nSVC().fit([[1]], [1])\n');
      place.write(`${name}/requirements.txt`, 'scikit-learn==1.5.0\n');
    }
    place.write('.gitignore', 'metrics.json\n');
    place.write('one/metrics.json', '{"f1": 0.9}\n');
    place.write('.github/workflows/ci.yml', 'on: [push]\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - run: pytest\n');
    place.git('add', '-A');
    place.git('commit', '-q', '-m', 'All');
  });
  afterEach(() => place.remove());

  interface Setting {
    readonly tool?: string;
    readonly day?: string;
    /** Milliseconds between now and the time at which the run believes that it began. */
    readonly shift?: number;
    readonly cached?: boolean;
  }

  /** One run, and how many projects it had to judge. */
  async function run({ tool = 'tool', day = '2026-11-22', shift = later, cached = true }: Setting = {}): Promise<{
    readonly json: string;
    readonly judged: number;
  }> {
    const { tree, repository, facts, folder, folderName } = await openFolder(place.root, '/', signal);
    const environment = { XDG_CACHE_HOME: cacheHome, LOCALAPPDATA: cacheHome, HOME: cacheHome };
    const cache = cached ? createReportCache({ root: tree.root, folder, tool, environment, startedAt: Date.now() + shift }) : null;
    let judged = 0;
    const analyser = createLocalAnalyser();
    const counting = {
      ...analyser,
      judge: async (options: typeof defaultJudgeOptions) => {
        const judgement = await analyser.judge(options);
        judged += judgement.reports.length;
        return judgement;
      },
    };
    const { reports, stats } = await judgeRepository(
      { tree, repository, cache, startAnalysers: () => [counting] },
      { folder, folderName, facts, today: day, options: defaultJudgeOptions },
      signal,
    );
    return { json: JSON.stringify(checkJson(reports, { folder, folderName, stats: { ...stats, ms: 0 } })), judged };
  }

  /** The cached answer, after proof that it is what a run without the cache says. */
  async function agreed(setting: Setting = {}): Promise<number> {
    const { json, judged } = await run(setting);
    assert.equal(json, (await run({ ...setting, cached: false })).json);
    return judged;
  }

  const kept = (): readonly string[] => {
    const [folder] = readdirSync(cacheHome, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('airworthy'));
    return folder === undefined ? [] : readdirSync(join(cacheHome, folder)).map((name) => join(cacheHome, folder, name));
  };

  it('are taken only while nothing has changed, and one project’s change leaves the other’s', async () => {
    assert.equal(await agreed(), 2);
    assert.equal(await agreed(), 0);
    place.write('two/requirements.txt', 'scikit-learn\n');
    assert.equal(await agreed(), 1);
    place.write('two/new.py', 'import torch\n');
    assert.equal(await agreed(), 1);
    rmSync(join(place.root, 'two/new.py'));
    assert.equal(await agreed(), 1);
    place.write('.github/workflows/ci.yml', 'on: [push]\njobs: {}\n');
    assert.equal(await agreed(), 2);
    assert.equal(await agreed(), 0);
  });

  it('follow files that Git does not list: named, absent, ignored', async () => {
    assert.equal(await agreed(), 2);
    place.write('one/metrics.json', '{"f1": 0.1}\n');
    assert.equal(await agreed(), 1);
    place.write('two/metrics.json', '{"f1": 0.7}\n');
    assert.equal(await agreed(), 1);
    rmSync(join(place.root, 'one/metrics.json'));
    assert.equal(await agreed(), 1);
    assert.equal(await agreed(), 0);
  });

  it('notice content that keeps its size and its time', async () => {
    assert.equal(await agreed(), 2);
    const file = join(place.root, 'one/metrics.json');
    const { atime, mtime } = statSync(file);
    writeFileSync(file, '{"f1": 0.2}\n');
    utimesSync(file, atime, mtime);
    assert.equal(await agreed(), 1);
  });

  it('hold for one build of the tool, one day and one state of Git', async () => {
    assert.equal(await agreed(), 2);
    assert.equal(await agreed({ tool: 'another' }), 2);
    assert.equal(await agreed({ tool: 'another', day: '2026-11-23' }), 2);
    place.git('tag', 'one@v1.0.0');
    assert.equal(await agreed({ tool: 'another', day: '2026-11-23' }), 2);
    assert.equal(await agreed({ tool: 'another', day: '2026-11-23' }), 0);
  });

  it('are not kept for files that were changed as the run began', async () => {
    assert.equal(await agreed({ shift: 0 }), 2);
    assert.equal(await agreed({ shift: 0 }), 2);
  });

  it('are passed over where they are cut off, changed or empty', async () => {
    await run();
    const [file = ''] = kept();
    const whole = readFileSync(file);
    const spoilt = [
      Buffer.alloc(0),
      whole.subarray(0, 40),
      whole.subarray(0, -1),
      Buffer.concat([whole.subarray(0, 60), Buffer.from('x'), whole.subarray(61)]),
    ];
    for (const bytes of spoilt) {
      writeFileSync(file, bytes);
      assert.equal(await agreed(), 2);
      assert.equal(await agreed(), 0);
    }
  });

  it('stand two runs at once, and leave one whole file', async () => {
    const [left, right] = await Promise.all([run(), run()]);
    assert.equal(left.json, right.json);
    assert.equal(kept().length, 1);
    assert.equal(await agreed(), 0);
  });

  it('are neither read nor written with --no-cache, nor inside the workspace', async () => {
    const output = z.object({ stats: z.object({ ms: z.number() }) });
    const check = async (env: Readonly<Record<string, string>>, ...args: readonly string[]): Promise<void> => {
      const { stdout } = await runCommand(runCheck, [place.root, '--format', 'json', '--fail-on', 'never', ...args], {
        cwd: place.root,
        env,
      });
      output.parse(JSON.parse(stdout));
    };
    mkdirSync(cacheHome);
    await check({ ...place.environment, XDG_CACHE_HOME: cacheHome, LOCALAPPDATA: cacheHome, HOME: cacheHome }, '--no-cache');
    assert.deepEqual(kept(), []);
    const inside = join(realpathSync(place.root), 'home');
    await check({ ...place.environment, XDG_CACHE_HOME: inside, LOCALAPPDATA: inside, HOME: inside });
    assert.equal(place.git('status', '--porcelain', '--ignored').includes('home'), false);
  });
});
