// What the built command line says when it cannot do what it was asked: one line on standard error, in the person's language.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const cli = join(__dirname, '..', '..', 'dist', 'cli.js');
/** The user that owns nothing: the tests may run as root, whom no permission stops. */
const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

function run(args: readonly string[], options: Parameters<typeof spawnSync>[2] = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], { env: { PATH: process.env['PATH'] }, ...options });
  return { status, stdout: String(stdout), stderr: String(stderr) };
}

describe('wrong usage', () => {
  const table: readonly (readonly [string, string, string])[] = [
    ['chekc', "Unknown command 'chekc'. Run 'airworthy help' for the list.", 'Nieznane polecenie „chekc”. Listę pokaże „airworthy help”.'],
    [
      'chekc --help',
      "Unknown command 'chekc'. Run 'airworthy help' for the list.",
      'Nieznane polecenie „chekc”. Listę pokaże „airworthy help”.',
    ],
    ['check --foo', "Unknown option --foo. Run 'airworthy help' for the list.", 'Nieznana opcja --foo. Listę pokaże „airworthy help”.'],
    ['check -x', "Unknown option -x. Run 'airworthy help' for the list.", 'Nieznana opcja -x. Listę pokaże „airworthy help”.'],
    [
      'check --no-cache=1',
      'Option --no-cache lacks its value, or takes none.',
      'Opcji --no-cache brakuje wartości albo nie przyjmuje ona żadnej.',
    ],
    [
      'check --format xml',
      '--format xml is not one of text, json, sarif, junit, markdown, html, github.',
      '--format xml: dozwolone wartości to text, json, sarif, junit, markdown, html, github.',
    ],
    [
      'check nowhere',
      'nowhere cannot be read: there is no such folder, or it may not be opened.',
      'Nie można odczytać nowhere: nie ma takiego katalogu albo nie wolno go otworzyć.',
    ],
    [
      'inspect nowhere',
      'nowhere cannot be read: there is no such file, or it may not be opened.',
      'Nie można odczytać nowhere: nie ma takiego pliku albo nie wolno go otworzyć.',
    ],
    ['promote fraud', 'promote takes MODEL VERSION.', 'promote przyjmuje MODEL VERSION.'],
    [
      'rollback fraud --stage production',
      'There is no terminal to ask on: add --yes, or --dry-run.',
      'Nie ma terminala, na którym można zapytać: dodaj --yes albo --dry-run.',
    ],
  ];
  for (const [line, en, pl] of table) {
    it(`${line}: code 2, one line in each language`, () => {
      assert.deepEqual(run(line.split(' ')), { status: 2, stdout: '', stderr: `${en}\n` });
      assert.deepEqual(run([...line.split(' '), '--lang', 'pl']), { status: 2, stdout: '', stderr: `${pl}\n` });
    });
  }

  it('a language that it does not speak', () => {
    assert.deepEqual(run(['rules', '--lang', 'fr']), { status: 2, stdout: '', stderr: '--lang fr is not one of en, pl.\n' });
    assert.equal(run(['rules', '--lang']).status, 2);
  });

  it('takes the language from the environment, where an empty variable counts as none', () => {
    const env = { PATH: process.env['PATH'], LC_ALL: '', LANG: 'pl_PL.UTF-8' };
    assert.match(run(['chekc'], { env }).stderr, /^Nieznane polecenie/);
    assert.match(run(['chekc', '--lang', 'en'], { env }).stderr, /^Unknown command/);
  });
});

describe('what may not be opened', () => {
  let folder = '';

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'airworthy-closed-'));
    chmodSync(folder, 0o755);
    writeFileSync(join(folder, 'dvc.yaml'), 'stages:\n  train:\n    cmd: python train.py\n');
    writeFileSync(join(folder, 'airworthy.yaml'), 'version: 1\n', { mode: 0o000 });
    mkdirSync(join(folder, 'closed'), { mode: 0o000 });
  });
  after(() => {
    chmodSync(join(folder, 'closed'), 0o700);
    rmSync(folder, { recursive: true });
  });
  const closed = { cwd: tmpdir(), ...nobody };

  it('leaves unknown what it could have said, with the reason', () => {
    const { status, stdout, stderr } = run(['check', folder, '--no-cache', '--fail-on', 'never'], closed);
    assert.deepEqual([status, stderr], [0, '']);
    assert.match(stdout, /unknown {2}Business goal: airworthy\.yaml cannot be opened, so nobody can say\./);
  });

  it('is wrong usage where it was asked for', () => {
    for (const args of [
      ['check', join(folder, 'closed')],
      ['inspect', join(folder, 'airworthy.yaml')],
    ]) {
      const { status, stdout, stderr } = run(args, closed);
      assert.deepEqual([status, stdout], [2, ''], stderr);
      assert.match(stderr, /cannot be read/);
    }
  });
});
