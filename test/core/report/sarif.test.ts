import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { message } from '../../../src/core/l10n/message.ts';
import { sarif } from '../../../src/core/report/sarif.ts';
import { rules } from '../../../src/core/rules/index.ts';
import { projectReport, reportedFinding } from '../../support/project-report.ts';
import { sarifProblems } from '../../support/sarif-validator.ts';

const log = z.object({
  runs: z.tuple([
    z.object({
      tool: z.object({ driver: z.object({ rules: z.array(z.object({ id: z.string() })) }) }),
      results: z.array(
        z.object({
          ruleId: z.string(),
          ruleIndex: z.int(),
          level: z.string(),
          locations: z.tuple([
            z.object({
              physicalLocation: z.object({ artifactLocation: z.object({ uri: z.string() }), region: z.record(z.string(), z.int()) }),
            }),
          ]),
          partialFingerprints: z.record(z.string(), z.string()),
          suppressions: z.array(z.record(z.string(), z.string())).optional(),
        }),
      ),
    }),
  ]),
});

const waiver = {
  check: null,
  rule: 'image-unpinned',
  path: null,
  reason: 'Built here.',
  owner: 'ana',
  until: '2027-01-01',
  expired: false,
};
const report = projectReport({
  findings: [
    reportedFinding('image-unpinned', 'k8s/a b#ż.yaml', 7, {
      severity: 'hint',
      related: [
        {
          path: 'Dockerfile',
          range: { start: { line: 1, column: 1 }, end: { line: 1, column: 5 } },
          message: message({ en: 'Here.', pl: 'Tu.' }),
        },
      ],
    }),
    reportedFinding('schema-invalid', 'dvc.yaml', 1, { severity: 'error' }),
  ],
  waivers: [waiver],
  waived: [{ finding: reportedFinding('image-unpinned', 'Dockerfile', 1), waiver: 0 }],
});

describe('SARIF', function () {
  this.timeout(180_000);
  const parsed = (...reports: Parameters<typeof sarif>[0]) => log.parse(sarif(reports, { version: '0.1.0' })).runs[0];

  it('has each finding with its rule, level, place in the repository and fingerprint, the loudest first', () => {
    const { tool, results } = parsed(report);
    assert.deepEqual(
      results.map(({ ruleId, level, locations: [{ physicalLocation }] }) => [ruleId, level, physicalLocation.artifactLocation.uri]),
      [
        ['schema-invalid', 'error', 'dvc.yaml'],
        ['image-unpinned', 'warning', 'Dockerfile'],
        ['image-unpinned', 'note', 'k8s/a%20b%23%C5%BC.yaml'],
      ],
    );
    for (const { ruleId, ruleIndex } of results) assert.equal(tool.driver.rules[ruleIndex]?.id, ruleId);
    assert.deepEqual(results[2]?.locations[0].physicalLocation.region, { startLine: 7, startColumn: 3, endLine: 7, endColumn: 9 });
    assert.equal(results[2].partialFingerprints['primaryLocationLineHash'], 'image-unpinned:k8s/a b#ż.yaml:7');
  });

  it('gives a waived finding as suppressed, with the reason, and what another project does not waive as standing', () => {
    const suppressed = (...reports: Parameters<typeof sarif>[0]) => parsed(...reports).results.map(({ suppressions }) => suppressions);
    assert.deepEqual(suppressed(report)[1], [
      { kind: 'external', status: 'accepted', justification: 'Built here. Owner: ana. Until 2027-01-01.' },
    ]);
    const other = projectReport({ root: 'b', findings: [reportedFinding('image-unpinned', 'Dockerfile', 1)] });
    assert.deepEqual([suppressed(report, other)[1], suppressed(other, report)[1]], [undefined, undefined]);
    assert.equal(suppressed(report, other).length, 3, 'a finding that two projects share is one result');
  });

  it('keeps the loudest where there are more than are taken', () => {
    const many = Array.from({ length: 25_010 }, (_, index) => reportedFinding('link-broken', 'a.md', index + 1, { severity: 'info' }));
    const { results } = parsed(
      projectReport({ findings: [...many, reportedFinding('schema-invalid', 'z.yaml', 1, { severity: 'error' })] }),
    );
    assert.deepEqual([results.length, results[0]?.ruleId], [25_000, 'schema-invalid']);
  });

  it('is what the published validator and GitHub take, with every rule, and without a finding', async function () {
    const folder = mkdtempSync(join(tmpdir(), 'airworthy-sarif-'));
    try {
      const all = rules.map(({ id, severity }, index) => reportedFinding(id, 'airworthy.yaml', index + 1, { severity }));
      for (const [name, given] of [
        ['all', [projectReport({ ...report, findings: [...report.findings, ...all] })]],
        ['none', []],
      ] as const) {
        const file = join(folder, `${name}.sarif`);
        writeFileSync(file, JSON.stringify(sarif(given, { version: '0.1.0' })));
        const problems = await sarifProblems(this, file);
        // It would like a web page of the tool, and readers of the help text in every rule; there is no such page.
        assert.deepEqual(
          problems.filter((line) => !line.includes('informationUri')),
          [],
        );
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
