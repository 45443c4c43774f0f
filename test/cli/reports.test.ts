import assert from 'node:assert/strict';
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { reportCommand } from '../../src/cli/report.ts';
import { createLocalAnalyser } from '../../src/app/local-analyser.ts';
import { writers } from '../../src/core/report/writers.ts';
import { runCheck } from '../support/run-check.ts';
import { type CommandRun, runCommand } from '../support/run-command.ts';
import { type SampleFolder, sampleFolder } from '../support/sample-folder.ts';

const runReport = reportCommand({ analyser: () => Promise.resolve(createLocalAnalyser()), writers: () => Promise.resolve(writers) });

describe('reports of airworthy check', function () {
  this.timeout(120_000);
  let sample: SampleFolder;
  before(() => {
    sample = sampleFolder('card-fraud');
  });
  after(() => sample.remove());
  const check = (...args: readonly string[]): Promise<CommandRun> =>
    runCommand(runCheck, [...args, '--no-cache'], { cwd: sample.path, env: {} });

  it('come in every format, each with the findings of the same run', async () => {
    const json = JSON.parse((await check('--format', 'json', '--fail-on', 'never')).stdout) as { findings: unknown[] };
    const count = json.findings.length;
    assert.ok(count > 10);
    const written = async (format: string): Promise<string> => {
      const { stdout, code } = await check('--format', format);
      assert.equal(code, 1, format);
      return stdout;
    };
    const sarif = JSON.parse(await written('sarif')) as { runs: [{ results: unknown[] }] };
    assert.equal(sarif.runs[0].results.length, count);
    assert.equal((await written('github')).split('\n').filter((line) => /^::\w+ file=/.test(line)).length, count);
    assert.match(await written('markdown'), new RegExp(`${count} findings`));
    assert.equal((await written('junit')).match(/<testcase /g)?.length, count + 31);
    assert.match(await written('html'), /^<!doctype html>/);
  });

  it('with a baseline list and count only what is new', async () => {
    const baseline = join(sample.path, '..', 'baseline.json');
    writeFileSync(baseline, (await check('--format', 'json', '--fail-on', 'never')).stdout);
    const nothing = await check('--baseline', baseline, '--format', 'json', '--fail-on', 'warning');
    assert.deepEqual([nothing.code, (JSON.parse(nothing.stdout) as { findings: unknown[] }).findings], [0, []]);
    const rules = readFileSync(join(sample.path, 'monitoring/rules/serving.yml'), 'utf8');
    // Lines above a known finding move it; a new alert has a finding of its own.
    writeFileSync(
      join(sample.path, 'monitoring/rules/serving.yml'),
      `# one\n# two\n${rules}      - alert: New\n        expr: up == 0\n        for: 5m\n        labels: {severity: page, owner: ana}\n`,
    );
    const fresh = JSON.parse((await check('--baseline', baseline, '--format', 'json', '--fail-on', 'never')).stdout) as {
      findings: { ruleId: string }[];
    };
    assert.deepEqual(
      fresh.findings.map(({ ruleId }) => ruleId),
      ['alert-without-runbook'],
    );
    writeFileSync(join(sample.path, 'monitoring/rules/serving.yml'), rules);
    for (const bad of ['nowhere.json', 'airworthy.yaml']) {
      const { code, stdout, stderr } = await check('--baseline', bad);
      assert.deepEqual([code, stdout, stderr.split('\n').length], [2, '', 2], bad);
    }
  });

  it('since a revision hold findings of changed files alone, committed or not', async () => {
    const since = async (revision: string): Promise<readonly string[]> => {
      const { stdout } = await check('--changed-since', revision, '--format', 'json', '--fail-on', 'never');
      return [...new Set((JSON.parse(stdout) as { findings: { path: string }[] }).findings.map(({ path }) => path))];
    };
    assert.deepEqual(await since('HEAD'), []);
    appendFileSync(join(sample.path, 'Dockerfile'), '# a remark\n');
    assert.deepEqual(await since('HEAD'), ['Dockerfile']);
    const { code, stdout, stderr } = await check('--changed-since', 'nowhere');
    assert.deepEqual([code, stdout], [2, '']);
    assert.match(stderr, /no revision nowhere/);
  });

  it('go to a file that is not there yet', async () => {
    const report = (...args: readonly string[]): Promise<CommandRun> => runCommand(runReport, args, { cwd: sample.path, env: {} });
    const out = join(sample.path, '..', 'report.html');
    assert.equal((await report('.', '--out', out)).code, 0);
    assert.match(readFileSync(out, 'utf8'), /Production readiness of card-fraud/);
    assert.match((await report('.', '--out', out)).stderr, /--force replaces it/);
    assert.equal((await report('.', '--out', out, '--force')).code, 0);
    assert.equal((await report('.', '--out', join(sample.path, '..', 'x.pdf'))).code, 2);
    assert.equal(existsSync(join(sample.path, '..', 'x.pdf')), false);
  });
});
