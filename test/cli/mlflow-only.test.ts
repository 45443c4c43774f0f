// Teams that have MLflow and nothing else: no manifest, no Git, a server that is named on the command line or in the environment.
import assert from 'node:assert/strict';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtCli, wordsIn } from '../support/built-cli.ts';
import { mlflowContent, type MlflowContent } from '../support/mlflow-content.ts';
import { versionsJson } from '../support/mlflow-project.ts';
import { withMlflow } from '../support/with-mlflow.ts';

const login = { user: 'ana', password: 'a long password of hers' };

describe('airworthy with MLflow alone, behind a login', function () {
  this.timeout(120_000);
  const url = withMlflow(2, { login });
  let folder = '';
  let content: MlflowContent;
  before(async () => {
    content = mlflowContent(url(), `Basic ${btoa(`${login.user}:${login.password}`)}`);
    await content.model('churn');
    for (let number = 1; number <= 3; number += 1) await content.version('churn', await content.run());
  });
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'airworthy-only-')));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const allowed = '--online --allow-env MLFLOW_TRACKING_USERNAME --allow-env MLFLOW_TRACKING_PASSWORD';
  const run = (line: string, extra: Readonly<Record<string, string>> = {}) =>
    builtCli(wordsIn(line), {
      cwd: folder,
      env: {
        PATH: process.env['PATH'] ?? '',
        HOME: folder,
        USER: 'ana',
        MLFLOW_TRACKING_USERNAME: login.user,
        MLFLOW_TRACKING_PASSWORD: login.password,
        ...extra,
      },
    });

  it('lists, promotes and rolls back what the named server keeps', async () => {
    const named = `${allowed} --tracking-uri ${url()}/`;
    for (const version of ['1', '2']) {
      const { code, stderr } = await run(`promote churn ${version} --to production --yes ${named}`);
      assert.equal(code, 0, stderr);
    }
    assert.equal((await run(`rollback churn --stage production --yes ${named}`)).code, 0);
    const again = await run(`rollback churn --stage production --yes ${named}`);
    assert.deepEqual([again.code, again.stdout], [2, '']);
    const environment = await run(`versions --format json ${allowed} --allow-env MLFLOW_TRACKING_URI`, { MLFLOW_TRACKING_URI: url() });
    assert.equal(environment.code, 0, environment.stderr);
    const { models, errors } = versionsJson.parse(JSON.parse(environment.stdout));
    assert.deepEqual(errors, []);
    const [churn] = models;
    assert.deepEqual(
      [churn?.model, churn?.registry, churn?.latest, churn?.stages['production']],
      ['churn', 'mlflow', '3', { version: '1', since: churn?.history[0]?.at, by: 'ana' }],
    );
    assert.equal((await run(`recover ${named}`)).stdout, 'No release was interrupted.\n');
    const audit = await run(`audit --format csv ${named}`);
    assert.match(audit.stdout, /rollback/);
  });

  it('says what is missing: the login, the permission to use it, the model, the server', async () => {
    const cases: readonly (readonly [string, number, RegExp])[] = [
      [`promote churn 1 --to x --yes --online --tracking-uri ${url()}`, 3, /wants a login/],
      [`promote nobody 1 --to x --yes ${allowed} --tracking-uri ${url()}`, 2, /There is no model nobody/],
      [`promote churn 99 --to x --yes ${allowed} --tracking-uri ${url()}`, 2, /churn has no version 99/],
      [`promote churn 1 --to v1 --yes ${allowed} --tracking-uri ${url()}`, 2, /does not take "v1" for an alias/],
      [`rollback churn --stage x --yes ${allowed} --tracking-uri http://127.0.0.1:9`, 3, /127\.0\.0\.1:9/],
      [`promote churn 1 --to x --yes --tracking-uri ${url()}`, 2, /--online/],
      [`promote churn 1 --to x --yes ${allowed} --tracking-uri sqlite:///mlflow.db`, 2, /is a database/],
      [`promote churn 1 --to x --yes ${allowed}`, 2, /is not in a Git repository/],
      [`register churn v1 --yes ${allowed} --tracking-uri ${url()}`, 2, /./],
    ];
    for (const [line, wanted, words] of cases) {
      const { code, stdout, stderr } = await run(line);
      assert.deepEqual([code, stdout], [wanted, ''], `${line}: ${stderr}`);
      assert.match(stderr, words);
      assert.doesNotMatch(stderr, /a long password|at \w+ \(/);
    }
    const unauthorized = await run(`versions --format json --online --tracking-uri ${url()}`);
    assert.equal(unauthorized.code, 3);
    assert.deepEqual(
      versionsJson.parse(JSON.parse(unauthorized.stdout)).errors.map(({ code }) => code),
      ['unauthorized'],
    );
    const offline = await run(`versions --format json --tracking-uri ${url()}`);
    assert.deepEqual([offline.code, versionsJson.parse(JSON.parse(offline.stdout)).errors.map(({ code }) => code)], [0, ['offline']]);
  });
});
