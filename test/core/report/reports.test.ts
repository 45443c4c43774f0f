import assert from 'node:assert/strict';
import { Window } from 'happy-dom';
import { message } from '../../../src/core/l10n/message.ts';
import { readBaseline, sinceBaseline } from '../../../src/core/report/baseline.ts';
import { checkHtml } from '../../../src/core/report/check-html.ts';
import { checkJson } from '../../../src/core/report/check-json.ts';
import { checkMarkdown } from '../../../src/core/report/check-markdown.ts';
import { fails } from '../../../src/core/report/fail-on.ts';
import { githubAnnotations } from '../../../src/core/report/github-annotations.ts';
import { junit } from '../../../src/core/report/junit.ts';
import { projectReport, reportedFinding } from '../../support/project-report.ts';

const run = { folder: '', folderName: 'repo', stats: { files: 3, parsed: 2, ms: 1234 } };
const hostile = '<script>alert("1")</script> ]]> & \u0007\u{1f600}\ud800 | `x` [a](command:b)\n::error::x';
const words = message({ en: '{text}', pl: '{text}' }, { text: hostile });
const waiver = { check: null, rule: 'link-broken', path: null, reason: hostile, owner: null, until: null, expired: false };
const nasty = projectReport({
  name: hostile,
  reasons: [{ check: 'rollback', status: 'missing', why: words }],
  findings: [reportedFinding('image-unpinned', `k8s/${hostile}`, 3, { message: words, severity: 'error' })],
  waivers: [waiver],
  waived: [{ finding: reportedFinding('link-broken', 'a.md', 1), waiver: 0 }],
});

describe('JUnit report', () => {
  function parsed(text: string) {
    const document = new new Window().DOMParser().parseFromString(text, 'application/xml');
    const suites = [...document.querySelectorAll('testsuite')];
    return suites.map((suite) => ({
      counts: ['tests', 'failures', 'skipped', 'time'].map((name) => suite.getAttribute(name)),
      cases: [...suite.querySelectorAll('testcase')].map((one) => [
        one.getAttribute('file'),
        one.getAttribute('line'),
        one.children[0]?.tagName,
      ]),
    }));
  }

  it('fails what makes the command fail, and only that', () => {
    const report = projectReport({
      findings: [
        reportedFinding('schema-invalid', 'dvc.yaml', 2, { severity: 'error' }),
        reportedFinding('image-unpinned', 'Dockerfile', 1),
        reportedFinding('single-replica', 'k8s/a.yaml', 9, { severity: 'hint' }),
      ],
    });
    const failures = (failOn: Parameters<typeof junit>[2]) => parsed(junit([report], run, failOn))[0]?.counts[1];
    assert.deepEqual([failures('never'), failures('no-go'), failures('error'), failures('warning')], ['0', '1', '2', '3']);
    const [suite] = parsed(junit([report], run, 'error'));
    assert.deepEqual(suite?.counts, ['5', '2', '0', '1.234']);
    assert.deepEqual(suite.cases.slice(2), [
      ['dvc.yaml', '2', 'failure'],
      ['Dockerfile', '1', 'system-out'],
      ['k8s/a.yaml', '9', 'system-out'],
    ]);
  });

  it('holds hostile names as text that XML can hold', () => {
    const text = junit([nasty], run, 'error');
    assert.doesNotMatch(text, /[\u0000-\u0008]|\ud800(?![\udc00-\udfff])|<script/);
    const [suite] = parsed(text);
    assert.deepEqual(suite?.counts.slice(0, 3), ['4', '2', '1']);
  });
});

describe('Markdown report', () => {
  it('fits a comment however much was found, and says how much it leaves out', () => {
    const many = Array.from({ length: 2000 }, (_, index) => reportedFinding('link-broken', `docs/${'long/'.repeat(20)}${index}.md`, 1));
    const text = checkMarkdown([projectReport({ findings: many })], run, 'en');
    assert.ok(text.length < 65_000, String(text.length));
    assert.match(text, /2000 findings/);
    assert.match(text, /19\d\d more; `airworthy check` lists them all/);
    const projects = Array.from({ length: 300 }, (_, index) => projectReport({ root: `p${index}`, findings: many.slice(0, 60) }));
    assert.ok(checkMarkdown(projects, run, 'pl').length < 65_000);
  });

  it('lets nothing act that a project names', () => {
    const text = checkMarkdown([nasty], run, 'en');
    // What stands in code says what it says and does nothing.
    assert.doesNotMatch(text.replace(/`[^`\n]*`/g, ''), /<script|\]\(command:|::error/);
    assert.equal(text.split('\n').filter((line) => line.startsWith('| ')).length, 6, 'two tables of one row');
  });
});

describe('HTML report', () => {
  it('is one page that needs nothing and runs nothing', () => {
    const text = checkHtml([nasty], { ...run, language: 'en', version: '0.1.0', madeAt: 0 });
    assert.doesNotMatch(text, /<script|src=|href=|@import|url\(/);
    const { document } = new Window();
    document.write(text);
    assert.equal(document.querySelectorAll('script, img, link, iframe').length, 0);
    assert.ok(document.body.textContent.includes('[a](command:b)'), 'shown as it is');
    assert.deepEqual(
      [...document.querySelectorAll('h2')].map(({ textContent }) => textContent),
      ['Findings', 'Checklist', 'Waivers'],
    );
    assert.match(checkHtml([nasty], { ...run, language: 'pl', version: '0.1.0', madeAt: 0 }), /<html lang="pl">/);
  });
});

describe('GitHub annotations', () => {
  it('are one command a line, with the place, whatever the names', () => {
    const lines = githubAnnotations([nasty], 'en').trimEnd().split('\n');
    assert.equal(lines.length, 2);
    assert.match(lines[0] ?? '', /^::error title=Airworthy::.*not ready, score 12 of 100/);
    assert.match(
      lines[1] ?? '',
      /^::error file=k8s\/[^:,]*,line=3,endLine=3,col=3,endColumn=9,title=airworthy image-unpinned::[^\n]*%0A::error::x$/,
    );
  });

  it('say how many GitHub will not show', () => {
    const many = Array.from({ length: 14 }, (_, index) =>
      reportedFinding('link-broken', 'a.md', index + 1, { severity: index < 12 ? 'info' : 'hint' }),
    );
    assert.match(githubAnnotations([projectReport({ findings: many })], 'en'), /4 more findings are in the log/);
    assert.doesNotMatch(githubAnnotations([projectReport({ findings: many.slice(0, 10) })], 'en'), /more findings/);
  });
});

describe('baseline', () => {
  const old = reportedFinding('schema-invalid', 'dvc.yaml', 2, { severity: 'error' });
  const fresh = reportedFinding('schema-invalid', 'dvc.yaml', 8, { severity: 'error' });
  const baselineOf = (...reports: Parameters<typeof checkJson>[0]) =>
    readBaseline(JSON.stringify(checkJson(reports, run))) ?? assert.fail();

  it('leaves what is new, and counts a verdict only where it was better', () => {
    const shadowOnly = projectReport({ verdict: 'shadow-only', findings: [old] });
    const now = projectReport({ findings: [old, fresh] });
    const since = sinceBaseline([now], baselineOf(shadowOnly), run);
    assert.deepEqual(since.reports[0]?.findings, [fresh]);
    assert.equal(fails(since.reports, 'no-go', since.knownVerdicts), true);
    const same = sinceBaseline([projectReport({ findings: [old] })], baselineOf(projectReport({ findings: [old] })), run);
    assert.deepEqual([same.reports[0]?.findings, fails(same.reports, 'warning', same.knownVerdicts)], [[], false]);
  });

  it('compares each project of several with itself, and takes one that is new for new', () => {
    const [a, b] = [projectReport({ root: 'a', verdict: 'go' }), projectReport({ root: 'b' })];
    const known = (...reports: Parameters<typeof checkJson>[0]) => [...sinceBaseline(reports, baselineOf(a, b), run).knownVerdicts];
    assert.deepEqual(known(projectReport({ root: 'a' }), b, projectReport({ root: 'c' })), ['b']);
  });

  it('is read from a report alone', () => {
    for (const text of ['', '[]', '{}', '{"schemaVersion":2}', 'null']) assert.equal(readBaseline(text), null, text);
  });
});
