import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { runAudit } from '../../src/cli/audit.ts';
import { formatReleaseMessage } from '../../src/core/release/release-message.ts';
import { generateTags, writeTags } from '../support/generate-tags.ts';
import { releaseProject, type ReleaseProject } from '../support/release-project.ts';
import type { CommandRun, CommandSetting } from '../support/run-command.ts';
import { runCommand } from '../support/run-command.ts';
import { sampleFolder } from '../support/sample-folder.ts';
import type { TemporaryRepository } from '../support/temporary-repository.ts';
import { recordOfRelease } from '../support/trail-entries.ts';

const trailDocument = z.object({
  schemaVersion: z.literal(1),
  entries: z.array(
    z.object({
      time: z.string(),
      model: z.string(),
      action: z.string(),
      stage: z.string().nullable(),
      from: z.string().nullable(),
      to: z.string().nullable(),
      by: z.string(),
      actor: z.string().nullable(),
      identity: z.string(),
      reason: z.string(),
      gates: z.array(z.object({ metric: z.string(), value: z.unknown(), passed: z.boolean() })),
      ref: z.string(),
      recorded: z.boolean(),
      notes: z.array(z.string()),
    }),
  ),
  stages: z.array(z.object({ model: z.string(), stage: z.string(), version: z.string().nullable() })),
  figures: z.array(
    z.object({ stage: z.string(), releases: z.number(), rollbacks: z.number(), releaseToRollback: z.object({ n: z.number() }) }),
  ),
  errors: z.array(z.object({ registry: z.string(), code: z.string() })),
});

describe('airworthy audit', function () {
  this.timeout(120_000);
  let project: ReleaseProject;
  let place: TemporaryRepository;
  beforeEach(() => {
    project = releaseProject();
    ({ place } = project);
  });
  afterEach(() => {
    place.remove();
  });
  const audit = (line: string, setting: Partial<CommandSetting> = {}): Promise<CommandRun> => project.run(runAudit, line, setting);
  const parsed = async (line: string) => trailDocument.parse(JSON.parse((await audit(`${line} --format json`)).stdout));

  it('tells who released what, when, why and on which gates', async () => {
    await project.promote('fraud v1.1.0 --to staging --yes --reason first');
    await project.promote('fraud v1.2.0 --to staging --yes --reason better');
    await project.rollback('fraud --stage staging --yes --reason slow');
    const { entries, stages, figures, errors } = await parsed('--stage staging');
    assert.deepEqual(
      entries.map(({ action, from, to, actor, identity, reason, gates, recorded, notes }) => [
        action,
        from,
        to,
        actor,
        identity,
        reason,
        gates.map(({ metric, value, passed }) => `${metric} ${String(value)} ${String(passed)}`).join(),
        recorded,
        notes,
      ]),
      [
        ['rollback', 'v1.2.0', 'v1.1.0', 'Ana Nowak <ana@example.com>', 'claimed', 'slow', 'f1 0.86 true', true, []],
        ['promote', 'v1.1.0', 'v1.2.0', 'Ana Nowak <ana@example.com>', 'claimed', 'better', 'f1 0.9 true', true, []],
        ['promote', null, 'v1.1.0', 'Ana Nowak <ana@example.com>', 'claimed', 'first', 'f1 0.86 true', true, []],
      ],
    );
    assert.deepEqual(stages, [{ model: 'fraud', stage: 'staging', version: 'v1.1.0' }]);
    assert.deepEqual(figures, [{ stage: 'staging', releases: 2, rollbacks: 1, releaseToRollback: { n: 1 } }]);
    assert.deepEqual(errors, []);
  });

  it('believes no tag whose name and trailers disagree', async () => {
    place.tag('fraud#staging#1', place.git('rev-parse', 'fraud@v1.1.0^{commit}'), 1_700_002_000, {
      message: formatReleaseMessage(recordOfRelease({ model: 'fraud', stage: 'production', to: 'v1.3.0', actor: 'Risk' })),
    });
    const [entry] = (await parsed('')).entries;
    assert.deepEqual([entry?.action, entry?.stage, entry?.to, entry?.actor, entry?.recorded], ['assign', 'staging', 'v1.1.0', null, false]);
    assert.match(entry?.notes.join() ?? '', /contradicts/);
  });

  it('reads the records of manifests too, and one release in two places once', async () => {
    place.commit('airworthy.yaml', 'version: 1\nmodels:\n  - { name: fraud, deploy: { manifest: k8s/fraud.yaml } }\n');
    place.commit('k8s/fraud.yaml', 'first');
    const message = formatReleaseMessage(recordOfRelease({ model: 'fraud', action: 'deploy', to: 'v1.1.0' }));
    place.write('k8s/fraud.yaml', 'v1.1.0');
    const date = '1700002001 +0000';
    execFileSync('git', ['-C', place.root, 'commit', '-qam', message], {
      env: { ...place.environment, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date },
    });
    place.tag('fraud#production#1', place.git('rev-parse', 'fraud@v1.1.0^{commit}'), 1_700_002_000, { message });
    const document = z.object({
      entries: z.array(z.object({ ref: z.string(), also: z.array(z.object({ ref: z.string(), registry: z.string() })) })),
    });
    const { entries } = document.parse(JSON.parse((await audit('--stage production --format json')).stdout));
    assert.deepEqual(
      entries.map(({ ref, also }) => [ref, also.map((other) => `${other.registry} ${other.ref}`)]),
      [['fraud#production#1', ['kubernetes k8s/fraud.yaml']]],
    );
  });

  it('shows a signed tag as signed', async function () {
    const key = join(dirname(place.root), 'key');
    const made = spawnSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', key]);
    // Without OpenSSH there is nothing to sign with.
    if (made.status !== 0) this.skip();
    place.git('config', 'gpg.format', 'ssh');
    place.git('config', 'user.signingKey', `${key}.pub`);
    place.git('config', 'tag.gpgSign', 'true');
    assert.equal((await project.promote('fraud v1.1.0 --to staging --yes --reason signed')).code, 0);
    place.git('config', 'tag.gpgSign', 'false');
    assert.equal((await project.promote('fraud v1.2.0 --to staging --yes --reason unsigned')).code, 0);
    const { entries } = await parsed('--stage staging');
    assert.deepEqual(
      entries.map(({ reason, identity, recorded }) => [reason, identity, recorded]),
      [
        ['unsigned', 'claimed', true],
        ['signed', 'signed', true],
      ],
    );
    assert.match((await audit('--stage staging')).stdout, /Ana Nowak <ana@example\.com> \(signed\)/);
  });

  it('leaves out what is older than --since', async () => {
    assert.equal((await parsed('--since 2023-11-14T22:30:20Z')).entries.length, 2);
    assert.equal((await parsed('--since 2023-11-14')).entries.length, 3);
    assert.equal((await parsed('--since 2023-11-15')).entries.length, 0);
  });

  it('writes a file, and replaces none unasked', async () => {
    const first = await audit('--out trail.csv');
    assert.deepEqual([first.code, first.stdout, first.stderr], [0, '', 'trail.csv: 3 entries.\n']);
    const text = readFileSync(join(place.root, 'trail.csv'), 'utf8');
    assert.match(text, /^time,model,.*\r\n/);
    writeFileSync(join(place.root, 'trail.csv'), 'mine');
    const second = await audit('--out trail.csv');
    assert.deepEqual([second.code, second.stdout, second.stderr], [2, '', 'trail.csv is there already; --force replaces it.\n']);
    assert.equal(readFileSync(join(place.root, 'trail.csv'), 'utf8'), 'mine');
    assert.equal((await audit('--out trail.csv --force')).code, 0);
    assert.equal(readFileSync(join(place.root, 'trail.csv'), 'utf8'), text);
    assert.equal((await audit('--out trail.md --format json')).code, 0);
    assert.ok(JSON.parse(readFileSync(join(place.root, 'trail.md'), 'utf8')) !== null);
    assert.equal((await audit('--out no/such/folder.csv')).code, 2);
  });

  const wrong = [
    'a b',
    '--format xml',
    '--since yesterday',
    '--since 2026-02-30',
    '--model nobody',
    '--stage nowhere',
    '--force',
    '--what',
    'no/folder',
  ];
  for (const line of wrong)
    it(`takes ‘${line}’ for a mistake`, async () => {
      const { code, stdout, stderr } = await audit(line);
      assert.deepEqual([code, stdout, stderr.split('\n').length], [2, '', 2], stderr);
    });

  it('says that MLflow was not asked, and fails only where it was to be', async () => {
    place.write('airworthy.yaml', 'version: 1\nmodels:\n  - { name: churn, registry: mlflow }\n');
    const { code, stdout, stderr } = await audit('');
    assert.equal(code, 0);
    assert.match(stdout, /registered/);
    assert.match(stderr, /^MLflow was not asked/);
    assert.equal((await audit('--online')).code, 3);
  });

  it('reads ten thousand tags', async () => {
    const commits = Array.from({ length: 40 }, (_, index) => place.commit('metrics/eval.json', String(index)));
    writeTags(place, generateTags(commits, 10_000, 7));
    const start = process.cpuUsage();
    const { entries } = await parsed('');
    const { user, system } = process.cpuUsage(start);
    assert.ok(entries.length > 8000);
    // Generous, because other work may share the machine: a quadratic step would take many times as long.
    assert.ok(user + system < 8_000_000, `${String((user + system) / 1000)} ms`);
  });
});

describe('airworthy audit on the sample', function () {
  this.timeout(60_000);

  it('tells its story', async () => {
    const sample = sampleFolder('card-fraud');
    const run = (line: string, language: 'en' | 'pl') =>
      runCommand(runAudit, line.split(' '), { cwd: sample.path, env: { PATH: process.env['PATH'] ?? '' }, language });
    const { code, stdout } = await run('--model fraud --stage production', 'en');
    assert.equal(code, 0);
    assert.equal(stdout, golden);
    const polish = await run('--model fraud --stage production', 'pl');
    assert.match(polish.stdout, /powrót do wcześniejszej wersji, bez zapisu {2}\(v1\.4\.0\) → v1\.3\.0 {2}Piotr Mazur \(bez podpisu\)/);
    assert.match(polish.stdout, /mediana 40 godz\. 42 min, n = 1: v1\.4\.0 40 godz\. 42 min/);
    sample.remove();
  });
});

const golden = `fraud  production         v1.4.1  2026-11-05T08:30:00Z  Marta Zych (claimed)  git
fraud  production canary  v1.3.0  2026-10-05T07:40:00Z  Marta Zych (claimed)  kubernetes

Releases
  Time (UTC)            Model  Stage       What                                   Version            Who                    Recorded in
  2026-11-05T08:30:00Z  fraud  production  assigned, no record                    (v1.3.0) → v1.4.1  Marta Zych (claimed)   fraud#production#15
      All gates passed, accepted by risk
  2026-10-30T02:12:00Z  fraud  production  back to an earlier version, no record  (v1.4.0) → v1.3.0  Piotr Mazur (claimed)  fraud#production#13
      Roll back: 3 % of good payments blocked
  2026-10-28T09:30:00Z  fraud  production  assigned, no record                    (v1.3.0) → v1.4.0  Marta Zych (claimed)   fraud#production#12
      Risk asked for more recall
  2026-10-05T07:45:00Z  fraud  production  assigned, no record                    (v1.2.0) → v1.3.0  Marta Zych (claimed)   fraud#production#10
      Accepted by risk
  2026-10-05T07:40:00Z  fraud  production  changed by hand, canary                v1.1.0 → v1.3.0    Marta Zych (claimed)   k8s/fraud.yaml f13348cace
      Serve v1.3.0
      ! The manifest was changed by hand.
  2026-09-08T07:00:00Z  fraud  production  assigned, no record                    (v1.1.0) → v1.2.0  Marta Zych (claimed)   fraud#production#5
      A quiet week in shadow mode
  2026-07-20T07:50:00Z  fraud  production  assigned, no record                    (v1.0.0) → v1.1.0  Marta Zych (claimed)   fraud#production#3
      Canary was quiet for four days
  2026-07-20T07:45:00Z  fraud  production  changed by hand, canary                v1.0.0 → v1.1.0    Marta Zych (claimed)   k8s/fraud.yaml e14540b24f
      Serve v1.1.0
      ! The manifest was changed by hand.
  2026-06-25T11:00:00Z  fraud  production  assigned, no record                    v1.0.0             Marta Zych (claimed)   fraud#production#1
      Go live behind the rules
  2026-06-24T07:31:00Z  fraud  production  changed by hand, canary                v1.0.0             Marta Zych (claimed)   k8s/fraud.yaml 911f0675f6
      Add the scoring service and the model server
      ! The manifest was changed by hand.
Claimed: it is said so, and nothing proves it. Signed: a signature is there; check it with git tag -v or git verify-commit. A version in brackets follows from earlier events; no record says it.

Figures
  Model  Stage       Releases  Rollbacks  Release to rollback                            Alert to rollback
  fraud  production  6         1          median 40 h 42 min, n = 1: v1.4.0 40 h 42 min  –
`;
