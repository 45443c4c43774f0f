import assert from 'node:assert/strict';
import fc from 'fast-check';
import { airworthy } from '../../../../src/core/facts/manifest/airworthy.ts';
import { checkTotal, parseText, truncations } from '../../../support/read-format.ts';

const whole = `version: 1
project: card-fraud
scenario: fraud-detection            # profile
goal: { statement: Stop fraud, decision: Block a payment, metric: recall, target: ">= 0.85", owner: risk@example.com, accepted: 2026-10-01 }
owners: { business: risk, data: data-team, platform: ops, decides: { retrain: data-team } }
models:
  - name: fraud
    registry: git
    path: models/fraud.pkl
    stages: [shadow, canary, production]
    gates:
      - { metric: f1, from: metrics/eval.json#/test/f1, min: 0.85 }
      - { metric: latency_p95_ms, from: prometheus:live, query: "x", window: 1h, max: 120 }
      - { check: drift-monitoring }
      - { drift: Amount, stages: [production] }
    deploy: { manifest: k8s/fraud.yaml, strategy: canary, steps: [10, 50, 100] }
  - name: chargeback
    mlflow: { source: tracking, name: chargeback, aliases: { production: champion } }
    deploy:
      production: { manifest: k8s/chargeback.yaml, via: branch, apply: kubectl }
sources:
  live: { type: prometheus, url: http://127.0.0.1:9090, auth: { token: env:PROM_TOKEN } }
  tracking: { type: mlflow, url: http://127.0.0.1:5000, auth: { user: ci, password: secret } }
  batches: { type: files, reference: data/reference.csv, current: "data/batches/*.parquet" }
drift:
  - { title: Amount, source: live, query: 'feature_drift_psi{feature="amount"}', warn: 0.1, alert: 0.25, for: 1h30m }
retraining: { trigger: schedule, cadence: 30d, workflow: .github/workflows/retrain.yml }
runbooks: { incident: docs/incident.md, alerts: https://runbooks.example.com/alerts }
compliance: { dpia: docs/dpia.md, personalData: true, reviewed: 2026-09-01, reviewEvery: 365d }
reviews: [{ what: errors, document: docs/errors.md, every: 30d }]
attest: { iteration-review: { by: ana, until: 2027-01-01 } }
waive: [{ check: soft-launch, reason: one customer, until: 2027-01-01 }]
weights: { rollback: 5 }
`;

interface Case {
  readonly says: string;
  readonly text: string;
  readonly places: readonly string[];
  readonly path?: string;
}

const refused: readonly Case[] = [
  { says: 'a version that is missing', text: 'project: a\n', places: ['1:1 The key “version” is missing.'] },
  { says: 'a version in quotes', text: 'version: "1"\n', places: ['1:10 “version” must be 1.'] },
  {
    says: 'a list in place of the manifest',
    text: '- version: 1\n',
    places: ['1:1 The manifest must be a mapping that begins with “version: 1”.'],
  },
  {
    says: 'a number where text is meant',
    text: 'version: 1\nproject: 12\n',
    places: ['2:10 “project” must be text; put the value in quotes.'],
  },
  { says: 'an empty text', text: 'version: 1\nproject: ""\n', places: ['2:10 “project” must not be empty.'] },
  { says: 'a key without its value', text: 'version: 1\ngoal:\n', places: ['2:1 “goal” must be a mapping with keys.'] },
  {
    says: 'a word that is none of the choices',
    text: 'version: 1\nstage: prodction\n',
    places: ['2:8 “stage” must be one of: prototype, pilot, production, critical.'],
  },
  {
    says: 'formats',
    text: 'version: 1\nretraining: { cadence: 30 days }\ngoal: { accepted: 01.10.2026 }\nmodels: [{ name: a, stages: [prod., ok] }]\n',
    places: [
      '2:24 “cadence” must be a duration such as 30m, 1h30m or 30d.',
      '3:19 “accepted” must be a date such as 2026-10-01.',
      '4:30 “prod.” is no stage name: letters, digits, “-”, “_” and “/”, with a letter or digit at both ends.',
    ],
  },
  {
    says: 'a model without its name, at its first key',
    text: 'version: 1\nmodels:\n  - path: models/a.pkl\n',
    places: ['3:5 The key “name” is missing.'],
  },
  {
    says: 'numbers outside their limits, with the place in the list',
    text: 'version: 1\nmodels:\n  - name: a\n    deploy: { steps: [10, 120, -1] }\nweights: { rollback: -2 }\n',
    places: ['4:27 “steps[2]” must be at most 100.', '4:32 “steps[3]” must be at least 0.', '5:22 “rollback” must be at least 0.'],
  },
  {
    says: 'fractions of rows',
    text: 'version: 1\ndrift:\n  - { title: a, source: b, minRows: 1.5 }\n',
    places: ['3:37 “minRows” must be a whole number.'],
  },
  {
    says: 'a gate of no kind',
    text: 'version: 1\nmodels:\n  - name: a\n    gates:\n      - { min: 0.5 }\n      - {}\n      - recall\n',
    places: [
      '5:11 One of the keys metric, check, drift is needed.',
      '6:9 One of the keys metric, check, drift is needed.',
      '7:9 “gates[3]” must be a mapping with keys.',
    ],
  },
  {
    says: 'only the kind of gate that is meant',
    text: 'version: 1\nmodels:\n  - name: a\n    gates:\n      - { metric: f1, min: 0.5 }\n      - { metric: f1, from: m.json#/f1, min: "0.5" }\n      - { check: 5 }\n',
    places: ['5:11 The key “from” is missing.', '6:46 “min” must be a number.', '7:18 “check” must be text; put the value in quotes.'],
  },
  {
    says: 'a credential in place of its name',
    text: 'version: 1\nsources:\n  live: { type: prometheus, auth: { token: abc123 } }\n  b: { type: mlflow, auth: { password: env:X } }\n  c: { type: mlflow, auth: {} }\n',
    places: [
      '3:44 “token” must be env:NAME or secret; the credential itself never stands here.',
      '4:22 The key “user” is missing.',
      '5:22 One of the keys token, user is needed.',
    ],
  },
  {
    says: 'a deployment by stage, at the stage',
    text: 'version: 1\nmodels:\n  - name: a\n    deploy:\n      production: { strategy: blue }\n      "bad stage!": {}\n',
    places: [
      '5:31 “strategy” must be one of: direct, shadow, canary.',
      '6:7 “bad stage!” is no stage name: letters, digits, “-”, “_” and “/”, with a letter or digit at both ends.',
    ],
  },
  {
    says: 'paths that leave the repository',
    text: `version: 1
models:
  - name: a
    path: /srv/a.pkl
    gates: [{ metric: f1, from: "../m.json#/f1", min: 1 }]
    deploy: { manifest: ../k8s.yaml }
sources: { b: { type: files, reference: 's3://bucket/ref.csv', current: 'C:\\data\\*.csv' } }
runbooks: { incident: ftp://host/a.md, alerts: "https://host/a", rollback: docs/../../x.md }
`,
    places: [
      '4:11 The path “/srv/a.pkl” must be relative to this file and stay inside the repository.',
      '5:33 The path “../m.json#/f1” must be relative to this file and stay inside the repository.',
      '6:25 The path “../k8s.yaml” must be relative to this file and stay inside the repository.',
      '7:41 The path “s3://bucket/ref.csv” must be relative to this file and stay inside the repository.',
      '7:73 The path “C:\\data\\*.csv” must be relative to this file and stay inside the repository.',
      '8:23 The document “ftp://host/a.md” must be a path relative to this file inside the repository, or an http(s) URL.',
      '8:76 The document “docs/../../x.md” must be a path relative to this file inside the repository, or an http(s) URL.',
    ],
  },
  {
    says: 'as many steps up as the manifest lies deep, and no more',
    path: 'teams/fraud/airworthy.yaml',
    text: 'version: 1\nrunbooks: { incident: ../../docs/a.md, alerts: ../../../docs/b.md }\n',
    places: ['2:48 The document “../../../docs/b.md” must be a path relative to this file inside the repository, or an http(s) URL.'],
  },
];

describe('airworthy.yaml', () => {
  it('reads a whole manifest', () => {
    const result = parseText(airworthy, whole, { path: 'airworthy.yaml' });
    assert.deepEqual(result.places, []);
    assert.deepEqual(result.inspected, {
      project: 'card-fraud',
      models: ['fraud', 'chargeback'],
      sources: ['live', 'tracking', 'batches'],
    });
    assert.equal(result.facts.manifest.models?.[0]?.gates?.length, 4);
    assert.equal(result.facts.manifest.weights?.['rollback'], 5);
  });

  it('says null and empty lists where nothing is declared', () => {
    assert.deepEqual(parseText(airworthy, 'version: 1\n', { path: '.airworthy.yaml' }).inspected, {
      project: null,
      models: [],
      sources: [],
    });
  });

  it('is known by its exact name alone', () => {
    const recognised = (path: string): boolean => parseText(airworthy, 'version: 1\n', { path }).recognised;
    assert.deepEqual(['airworthy.yaml', 'a/b/.airworthy.yaml'].map(recognised), [true, true]);
    assert.deepEqual(['airworthy.yml', 'my-airworthy.yaml', 'a/airworthy.yaml.bak', 'version.yaml'].map(recognised), [
      false,
      false,
      false,
      false,
    ]);
  });

  for (const { says, text, places, path } of refused) {
    it(`refuses ${says}`, () => {
      const result = parseText(airworthy, text, { path: path ?? 'airworthy.yaml' });
      assert.deepEqual(result.places, places);
      assert.ok(result.problems.every((problem) => problem.kind === undefined));
    });
  }

  it('points at unknown keys, suggests the key that was meant, and stays valid', () => {
    const text =
      'version: 1\nprojct: a\nmodels:\n  - name: a\n    gates: [{ mertic: f1, from: m.json#/f1, metric: f1, max: 1 }]\n    deploy: { production: { manifst: a.yaml } }\nxyzzy: 1\n';
    const { problems, places, facts } = parseText(airworthy, text, { path: 'airworthy.yaml' });
    assert.deepEqual(places, [
      '2:1 Unknown key “projct”. Did you mean “project”?',
      '5:15 Unknown key “mertic”.',
      '6:29 Unknown key “manifst”. Did you mean “manifest”?',
      '7:1 Unknown key “xyzzy”.',
    ]);
    assert.deepEqual(
      problems.map((problem) => [problem.kind, problem.suggestion]),
      [
        ['unknown-key', 'project'],
        ['unknown-key', undefined],
        ['unknown-key', 'manifest'],
        ['unknown-key', undefined],
      ],
    );
    assert.equal(facts.manifest.models?.[0]?.gates?.length, 1);
  });

  it('suggests the choice that was meant', () => {
    const { problems } = parseText(airworthy, 'version: 1\nstage: prodction\n', { path: 'airworthy.yaml' });
    assert.equal(problems[0]?.suggestion, 'production');
  });

  it('keeps what can be read of a broken manifest', () => {
    const text = `version: 2
project: 5
stage: pilot
models:
  - path: models/nameless.pkl
  - name: b
    path: /abs.pkl
    registry: svn
    gates:
      - { metric: f1 }
      - { metric: f1, from: m.json#/f1, min: high, max: 1 }
      - { check: rollback }
    surprise: 1
runbooks: { incident: docs/incident.md, alerts: [] }
`;
    const { facts } = parseText(airworthy, text, { path: 'airworthy.yaml' });
    assert.deepEqual(facts.manifest, {
      version: 1,
      stage: 'pilot',
      models: [{ name: 'b', gates: [{ metric: 'f1', from: 'm.json#/f1', max: 1 }, { check: 'rollback' }] }],
      runbooks: { incident: 'docs/incident.md' },
    });
  });

  it('tells a doubled key as an error of the YAML', () => {
    const { places } = parseText(airworthy, 'version: 1\nproject: a\nproject: b\n', { path: 'airworthy.yaml' });
    assert.equal(places.length, 1);
    assert.match(places[0] ?? '', /^3:1 /);
  });

  it('counts places the same with CRLF line ends', () => {
    const { places } = parseText(airworthy, 'version: 1\r\nproject: 1\r\nstages: []\r\n', { path: 'airworthy.yaml' });
    assert.deepEqual(places, ['2:10 “project” must be text; put the value in quotes.', '3:1 Unknown key “stages”. Did you mean “stage”?']);
  });

  it('follows anchors and merge keys', () => {
    const text = 'version: 1\nmodels:\n  - &first { name: a, registry: git }\n  - { <<: *first, name: b }\n';
    assert.deepEqual(parseText(airworthy, text, { path: 'airworthy.yaml' }).inspected, { project: null, models: ['a', 'b'], sources: [] });
  });

  it('reads any text without failing', () => {
    const options = { path: 'airworthy.yaml' };
    for (const text of truncations(whole, 60)) checkTotal(airworthy, text, options);
    const key = fc.constantFrom(
      'version',
      'models',
      'name',
      'gates',
      'metric',
      'from',
      'deploy',
      'sources',
      'auth',
      'drift',
      'goal',
      'waive',
      'x',
    );
    const { node } = fc.letrec((tie) => ({
      node: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom(null, 1, 'a', '/a', true, ''),
        fc.array(tie('node'), { maxLength: 3 }),
        fc.dictionary(key, tie('node')),
      ),
    }));
    const texts = fc.oneof(
      fc.string(),
      fc.dictionary(key, node).map((data) => JSON.stringify(data)),
    );
    fc.assert(
      fc.property(texts, (text) => {
        checkTotal(airworthy, text, options);
      }),
    );
  }).timeout(30_000);
});
