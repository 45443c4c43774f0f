import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { judgeRepository } from '../../../src/app/judge-repository.ts';
import { createLocalAnalyser } from '../../../src/app/local-analyser.ts';
import { openFolder } from '../../../src/cli/open-folder.ts';
import { defaultJudgeOptions } from '../../../src/core/engine/judge-options.ts';
import type { ProjectReport } from '../../../src/core/engine/judge-project.ts';
import { format } from '../../../src/core/l10n/message.ts';
import type { CheckStatus } from '../../../src/core/model/check-result.ts';
import { type SampleFolder, sampleFolder } from '../../support/sample-folder.ts';

/** What a person who knows the samples would answer, check by check; `bare` and `pricing` miss all that is not named. */
const expected: Readonly<
  Record<
    string,
    {
      readonly verdict: string;
      readonly met: string;
      readonly partial: string;
      readonly missing?: string;
      readonly unknown?: string;
      readonly waived?: string;
    }
  >
> = {
  'card-fraud': {
    verdict: 'shadow-only',
    met: 'business-goal shared-ownership pipeline-automation data-versioned model-versioned failure-handling online-monitoring drift-monitoring rollback soft-launch incident-playbook decision-log compliance model-card',
    partial:
      'ci-cd reproducible-environment quality-validation regression-tests dirty-data-tests serving-integration operational-metrics alert-response retraining audit-trail iteration-review unusual-predictions data-freshness',
    missing: 'version-consistency quality-gates explainability',
    waived: 'online-offline-gap',
  },
  bare: { verdict: 'no-go', met: '', partial: '', unknown: 'business-goal shared-ownership' },
  churn: {
    verdict: 'no-go',
    met: 'pipeline-automation data-versioned model-versioned version-consistency quality-gates dirty-data-tests rollback',
    partial: 'business-goal shared-ownership ci-cd reproducible-environment quality-validation regression-tests retraining audit-trail',
  },
  pricing: {
    verdict: 'no-go',
    met: '',
    partial: 'shared-ownership pipeline-automation ci-cd reproducible-environment data-versioned model-versioned rollback audit-trail',
    unknown: 'business-goal',
  },
};

async function reportsOf(path: string): Promise<readonly ProjectReport[]> {
  const { signal } = new AbortController();
  const { tree, repository, facts, folder, folderName } = await openFolder(path, process.cwd(), signal);
  const request = { folder, folderName, facts, today: '2026-11-22', options: defaultJudgeOptions };
  const { reports } = await judgeRepository(
    { tree, repository, cache: null, startAnalysers: () => [createLocalAnalyser()] },
    request,
    signal,
  );
  return reports;
}

for (const sample of ['card-fraud', 'bare', 'two-projects'] as const) {
  describe(`the sample ${sample}`, () => {
    let folder: SampleFolder;
    let reports: readonly ProjectReport[] = [];
    before(async function prepare() {
      this.timeout(60_000);
      folder = sampleFolder(sample);
      reports = await reportsOf(folder.path);
    });
    after(() => folder.remove());

    it('is judged as a person would', () => {
      for (const report of reports) {
        const name = sample === 'two-projects' ? report.root : sample;
        const answers = expected[name];
        assert.ok(answers !== undefined, name);
        assert.deepEqual(report.failures, []);
        assert.equal(report.verdict, answers.verdict, name);
        for (const check of report.checks) {
          const known: CheckStatus =
            (['met', 'partial', 'missing', 'unknown', 'waived'] as const).find((status) =>
              (answers[status] ?? '').split(' ').includes(check.id),
            ) ?? 'missing';
          assert.equal(check.status, known, `${name}: ${check.id}: ${format(check.reason, 'en')}`);
        }
      }
      assert.equal(reports.length, sample === 'two-projects' ? 2 : 1);
    });
  });
}
