import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { shellCommands } from '../../../../src/core/project/evidence/shell-commands.ts';
import { withoutWrappers } from '../../../../src/core/project/evidence/run-commands.ts';

const wordsOf = (script: string): readonly string[] =>
  shellCommands(script).map((command) => `${command.words.join(' ')}${command.forgiven ? ' ~' : ''}`);

describe('shell commands', () => {
  const table: readonly (readonly [string, readonly string[]])[] = [
    ['pytest -q', ['pytest -q']],
    ['cd app && pytest; ruff check .', ['cd app', 'pytest', 'ruff check .']],
    ['# pytest\necho "a # b" # c', ['echo a # b']],
    ['pytest || true', ['pytest ~', 'true']],
    ['pytest || exit 1', ['pytest', 'exit 1']],
    ['pytest \\\n  -q \\\r\n tests', ['pytest -q tests']],
    ['pytest 2>&1 | tee log.txt > out', ['pytest', 'tee log.txt']],
    ['if [ -f a ]; then\n  pytest\nfi', ['[ -f a ]', 'pytest']],
    ["python - <<'EOF'\npytest\nEOF\nruff check .", ['python -', 'ruff check .']],
    ['docker build -t x:${{ github.sha }} .', ['docker build -t x:${{ github.sha }} .']],
    ['A=$(cat b c) pytest', ['A=$(cat b c) pytest']],
    ["bash -c 'pytest tests'", ['bash -c pytest tests']],
    ['pytest 2>/dev/null', ['pytest']],
    ['', []],
  ];
  for (const [script, expected] of table) it(JSON.stringify(script), () => assert.deepEqual(wordsOf(script), expected));

  it('is total, and its places lie inside the script in order', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom(
            'a',
            'b',
            ' ',
            '\n',
            '\\',
            "'",
            '"',
            '#',
            ';',
            '|',
            '&',
            '<',
            '>',
            '(',
            ')',
            '$',
            '{',
            '}',
            'EOF',
            '=',
            '-',
          ),
        }),
        (script) => {
          let before = 0;
          for (const { start, end } of shellCommands(script)) {
            assert.ok(
              before <= start && start <= end && end <= script.length,
              `${String(start)}-${String(end)} in ${String(script.length)}`,
            );
            before = start;
          }
        },
      ),
    );
  });
});

describe('commands without their wrappers', () => {
  const table: readonly (readonly [string, string])[] = [
    ['poetry run pytest -q', 'pytest -q'],
    ['uv run --frozen pytest', 'pytest'],
    ['sudo -u app python serve.py', 'python serve.py'],
    ['CI=1 python -m pytest', 'python -m pytest'],
    ['coverage run -m pytest tests', 'python -m pytest tests'],
    ['conda run -n churn python train.py', 'python train.py'],
    ['docker run --rm -e A=b churn:1 pytest tests', 'pytest tests'],
    ['docker compose run --rm api pytest', 'pytest'],
    ['docker build -t x .', 'docker build -t x .'],
    ['docker run churn:1', 'docker run churn:1'],
    ['hatch run test', 'hatch run test'],
    ['hatch run pytest', 'pytest'],
    ['env', ''],
  ];
  for (const [command, expected] of table) it(command, () => assert.equal(withoutWrappers(command.split(' ')).join(' '), expected));
});
