// Steps add up, and nothing that did not run is counted as passed.
import assert from 'node:assert/strict';
import { countsOf } from './counts.mjs';
import { runSteps, type Step } from './run-steps.mjs';
import { chosenSteps } from './test-steps.mjs';

describe('runSteps', () => {
  const run = async (steps: readonly Step[], options: { readonly isCi?: boolean; readonly mayMatchNothing?: boolean } = {}) => {
    const lines: string[] = [];
    const counts = await runSteps({ steps, log: (line) => lines.push(line), isCi: false, mayMatchNothing: false, ...options });
    return { counts: [counts.passed, counts.failed, counts.skipped], lines };
  };
  const counting = (name: string, counts: Parameters<typeof countsOf>[0], more: Partial<Step> = {}): Step => ({
    name,
    title: name,
    run: () => Promise.resolve({ counts: countsOf(counts), output: `output of ${name}` }),
    ...more,
  });

  it('adds the counts up and names what was skipped or flaky', async () => {
    const { counts, lines } = await run([
      counting('one', { passed: 3, skipped: 1, skippedTests: ['a test'] }),
      counting('two', { passed: 4, flakyTests: ['another test'] }),
    ]);
    assert.deepEqual(counts, [7, 0, 1]);
    assert.ok(lines.includes('skipped: a test'));
    assert.ok(lines.includes('flaky, passed when tried again: another test'));
  });

  it('shows the output of a step that failed, and of no other', async () => {
    const { lines } = await run([counting('good', { passed: 1 }), counting('bad', { passed: 1, failed: 2 })]);
    assert.ok(lines.includes('output of bad'));
    assert.ok(!lines.includes('output of good'));
    assert.ok(lines.includes('failed step: bad'));
  });

  it('counts a step as failed that found no tests, unless a filter may leave none', async () => {
    assert.deepEqual((await run([counting('none', {})])).counts, [0, 1, 0]);
    assert.deepEqual((await run([counting('none', {})], { mayMatchNothing: true })).counts, [0, 0, 0]);
  });

  it('counts a step as failed that throws, or whose need failed', async () => {
    const broken = counting('broken', {}, { run: () => Promise.reject(new Error('out of disk')) });
    const { counts, lines } = await run([broken, counting('next', { passed: 9 }, { needs: ['broken'] })]);
    assert.deepEqual(counts, [0, 2, 0]);
    assert.match(lines.join('\n'), /out of disk[\s\S]*the step 'broken' failed/);
  });

  it('skips what cannot run here, and fails it in CI', async () => {
    const step = counting('newest', { passed: 9 }, { lacking: () => 'no compiler' });
    assert.deepEqual((await run([step])).counts, [0, 0, 1]);
    assert.deepEqual((await run([step], { isCi: true })).counts, [0, 1, 0]);
  });
});

describe('chosenSteps', () => {
  const names = (only: readonly string[]) =>
    chosenSteps({ repository: process.cwd(), only, host: 'server', isCi: false }).map((step) => step.name);

  it('takes along what a named step needs', () => {
    assert.deepEqual(names(['cli']), ['build', 'cli']);
    assert.deepEqual(names(['unit']), ['unit']);
    assert.deepEqual(names(['ui']), ['server', 'build', 'ui']);
  });

  it('refuses a name that is none', () => {
    assert.throws(() => names(['unti']), /no step unti/);
  });

  it('runs the newest VS Code in CI, or when named', () => {
    const newest = (isCi: boolean, only?: readonly string[]) =>
      chosenSteps({ repository: process.cwd(), only, host: 'server', isCi }).find((step) => step.name === 'vscode-newest');
    assert.equal(newest(true)?.unasked, undefined);
    assert.match(newest(false)?.unasked ?? '', /CI=true/);
    assert.equal(newest(false, ['vscode-newest'])?.unasked, undefined);
  });
});
