import assert from 'node:assert/strict';
import fc from 'fast-check';
import { kubernetes } from '../../../../src/core/facts/serving/kubernetes.ts';
import { checkTotal, parseText, truncations } from '../../../support/read-format.ts';

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: fraud-api
  namespace: payments
spec:
  replicas: 2
  selector:
    matchLabels: {app: fraud-api}
  template:
    metadata:
      labels: {app: fraud-api, tier: serving}
    spec:
      initContainers:
      - {name: wait, image: busybox:1.36}
      containers:
      - name: api
        image: reg/fraud-api:1.4.0
        command: ["uvicorn"]
        args: [app:api, "--port", "8080"]
        ports: [{containerPort: 8080}]
        env:
        - {name: MODEL, value: "s3://models/fraud/v7"}
        - {name: TOKEN, valueFrom: {secretKeyRef: {name: a, key: b}}}
        resources:
          limits: {cpu: 1, memory: 1.5Gi}
        readinessProbe:
          httpGet: {path: /health, port: http}
`;

const cronJob = `apiVersion: batch/v1
kind: CronJob
metadata: {name: retrain}
spec:
  schedule: "0 3 * * 1"
  suspend: true
  jobTemplate:
    spec:
      template:
        spec:
          containers:
          - {name: train, image: "reg/train:2", args: [dvc, repro]}
`;

const list = `apiVersion: v1
kind: List
items:
- {apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {b: c}}
- {apiVersion: v1, kind: Service, metadata: {name: d}}
`;

const object = (kind: string, rest: string, version = 'apps/v1'): string => `apiVersion: ${version}\nkind: ${kind}\n${rest}`;

const refused: readonly (readonly [string, string, readonly string[]])[] = [
  ['replicas in quotes', object('Deployment', 'metadata: {name: a}\nspec: {replicas: "2"}\n'), ['4:18 “replicas” must be a whole number.']],
  ['less than no replicas', object('Deployment', 'metadata: {name: a}\nspec: {replicas: -1}\n'), ['4:18 “replicas” must be at least 0.']],
  ['an object without a name', object('Deployment', 'metadata: {labels: {a: b}}\nspec: {}\n'), ['3:1 The key “name” is missing.']],
  [
    'a name with capitals',
    object('Service', 'metadata: {name: Fraud_API}\n', 'v1'),
    ['3:18 “Fraud_API” is no name for a Service: lower-case letters, digits and “-”, with a letter or digit at both ends.'],
  ],
  ['a label that is a number', object('Deployment', 'metadata: {name: a, labels: {version: 1.4}}\n'), ['3:39 “version” must be text.']],
  [
    'a variable that is a number',
    object('Pod', 'metadata: {name: a}\nspec: {containers: [{name: a, env: [{name: PORT, value: 8080}]}]}\n', 'v1'),
    ['4:57 “value” must be text.'],
  ],
  [
    'a container without a name',
    object('Pod', 'metadata: {name: a}\nspec:\n  containers:\n  - image: a:1\n', 'v1'),
    ['6:5 The key “name” is missing.'],
  ],
  [
    'containers that are a map',
    object('Pod', 'metadata: {name: a}\nspec:\n  containers: {name: a}\n', 'v1'),
    ['5:3 “containers” must be a list.'],
  ],
  [
    'a port that is text',
    object('Pod', 'metadata: {name: a}\nspec: {containers: [{name: a, ports: [{containerPort: http}]}]}\n', 'v1'),
    ['4:55 “containerPort” must be a whole number.'],
  ],
  [
    'a selector that misses its own pods',
    object('Deployment', 'metadata: {name: a}\nspec:\n  selector: {matchLabels: {app: a}}\n  template: {metadata: {labels: {app: b}}}\n'),
    ['5:33 The selector asks for app: a, but the pod template has another label.'],
  ],
  [
    'a schedule of too few fields',
    object('CronJob', 'metadata: {name: a}\nspec: {schedule: "0 3 * *"}\n', 'batch/v1'),
    ['4:18 “0 3 * *” is no cron schedule: five fields, or a name such as @daily.'],
  ],
  ['settings that are numbers', object('ConfigMap', 'metadata: {name: a}\ndata: {LIMIT: 5}\n', 'v1'), ['4:15 “LIMIT” must be text.']],
  [
    'a kind inside a list',
    'apiVersion: v1\nkind: List\nitems:\n- {apiVersion: apps/v1, kind: Deployment, metadata: {name: a}, spec: {replicas: x}}\n',
    ['4:81 “replicas” must be a whole number.'],
  ],
];

const accepted: readonly (readonly [string, string])[] = [
  ['unknown fields', object('Deployment', 'metadata: {name: a, x: 1}\nspec: {y: 2, template: {spec: {containers: [{name: a, z: 3}]}}}\n')],
  [
    'a patch of an overlay',
    object('Deployment', 'metadata: {name: a}\nspec: {template: {spec: {containers: [{name: api, image: "reg/a:2"}]}}}\n'),
  ],
  ['a kustomization, which has no name', object('Kustomization', 'resources: [a.yaml]\n', 'kustomize.config.k8s.io/v1beta1')],
  ['custom resources of any shape', object('Rollout', 'metadata: {name: a}\nspec: {replicas: "${N}"}\n', 'argoproj.io/v1alpha1')],
  ['names made by the server', object('Job', 'metadata: {generateName: a-}\nspec: {template: {spec: {}}}\n', 'batch/v1')],
  ['keys without values', object('Deployment', 'metadata: {name: a, labels: }\nspec: {replicas: , template: }\n')],
  ['templates in quotes', object('Deployment', 'metadata: {name: "{{ .Release.Name }}"}\n')],
  [
    'schedules by name and zone',
    object('CronJob', 'metadata: {name: a}\nspec: {schedule: "CRON_TZ=Europe/Warsaw 0 3 * * 1"}\n', 'batch/v1'),
  ],
];

describe('Kubernetes objects', () => {
  it('reads a workload with its containers, those that start first left out', () => {
    const { inspected, places, facts, recognised, source } = parseText(kubernetes, deployment, { path: 'k8s/api.yaml' });
    assert.equal(recognised, true);
    assert.deepEqual(places, []);
    assert.deepEqual(inspected, { objects: [{ kind: 'Deployment', name: 'fraud-api' }] });
    const [workload] = facts.objects;
    assert.deepEqual(
      [workload?.namespace, workload?.replicas?.value, workload?.suspended, workload?.schedule],
      ['payments', 2, false, null],
    );
    const [api, ...others] = workload?.containers ?? [];
    assert.equal(others.length, 0);
    assert.deepEqual([api?.name?.value, api?.image?.value, api?.command], ['api', 'reg/fraud-api:1.4.0', 'uvicorn app:api --port 8080']);
    assert.equal(api?.livenessProbe, null);
    assert.equal(source.text.slice(api.readinessProbe?.start, api.readinessProbe?.end), 'readinessProbe');
  });

  it('reads schedules', () => {
    const { places, facts } = parseText(kubernetes, cronJob, { path: 'k8s/retrain.yaml' });
    assert.deepEqual(places, []);
    const [job] = facts.objects;
    assert.deepEqual([job?.schedule?.value, job?.suspended, job?.containers[0]?.command], ['0 3 * * 1', true, 'dvc repro']);
    const scheduled = object(
      'ScheduledWorkflow',
      'metadata: {name: a}\nspec: {enabled: false, trigger: {cronSchedule: {cron: "0 0 3 * * *"}}}\n',
      'kubeflow.org/v1beta1',
    );
    const [workflow] = parseText(kubernetes, scheduled, { path: 'a.yaml' }).facts.objects;
    assert.deepEqual([workflow?.schedule?.value, workflow?.suspended], ['0 0 3 * * *', true]);
  });

  it('reads the objects of a list', () => {
    const { inspected, places } = parseText(kubernetes, list, { path: 'k8s/all.yaml' });
    assert.deepEqual(places, []);
    assert.deepEqual(inspected, {
      objects: [
        { kind: 'ConfigMap', name: 'a' },
        { kind: 'Service', name: 'd' },
      ],
    });
  });

  it('finds containers of other operators', () => {
    const images = (text: string): readonly (string | undefined)[] =>
      parseText(kubernetes, text, { path: 'a.yaml' }).facts.objects.flatMap((found) => found.containers.map((item) => item.image?.value));
    const training = object(
      'PyTorchJob',
      'metadata: {name: a}\nspec: {pytorchReplicaSpecs: {Master: {template: {spec: {containers: [{name: p, image: "a:1"}]}}}}}\n',
      'kubeflow.org/v1',
    );
    const workflow = object(
      'Workflow',
      'metadata: {name: a}\nspec: {templates: [{name: t, container: {image: "b:2"}}]}\n',
      'argoproj.io/v1alpha1',
    );
    assert.deepEqual([images(training), images(workflow)], [['a:1'], ['b:2']]);
  });

  for (const [says, text, places] of refused) {
    it(`refuses ${says}`, () => {
      const result = parseText(kubernetes, text, { path: 'a.yaml' });
      assert.equal(result.recognised, true);
      assert.deepEqual(result.places, places);
    });
  }

  for (const [says, text] of accepted) {
    it(`takes ${says}`, () => {
      const result = parseText(kubernetes, text, { path: 'a.yaml' });
      assert.equal(result.recognised, true);
      assert.deepEqual(result.places, []);
    });
  }

  it('leaves Helm templates and other files alone', () => {
    const recognised = (text: string): boolean => parseText(kubernetes, text, { path: 'chart/templates/a.yaml' }).recognised;
    assert.deepEqual(
      [
        'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: {{ include "a.fullname" . }}\n',
        'apiVersion: v1\nkind: Service\n{{- if .Values.enabled }}\nspec: {}\n{{- end }}\n',
        'apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - {{ toYaml .Values.container }}\n',
        'apiVersion: v2\nname: chart\n',
        'apiVersion: 1\nkind: x\n',
        'kind: x\n',
      ].map(recognised),
      [false, false, false, false, false, false],
    );
    assert.equal(
      recognised('apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: a, image: "x:{{ .Values.tag }}"}]}\n'),
      true,
    );
  });

  it('reads any text without failing', () => {
    for (const text of [deployment, cronJob, list].flatMap((whole) => truncations(whole, 25)))
      checkTotal(kubernetes, text, { path: 'a.yaml' });
    const key = fc.constantFrom(
      'metadata',
      'name',
      'spec',
      'template',
      'containers',
      'container',
      'image',
      'items',
      'replicas',
      'schedule',
      'selector',
      'matchLabels',
    );
    const { node } = fc.letrec((tie) => ({
      node: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom(null, 1, 'a', true),
        fc.array(tie('node'), { maxLength: 3 }),
        fc.dictionary(key, tie('node')),
      ),
    }));
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.dictionary(key, node).map((data) => JSON.stringify(data)),
        ),
        fc.constantFrom('Deployment', 'CronJob', 'List', 'X'),
        (text, kind) => {
          checkTotal(kubernetes, text, { path: 'a.yaml' });
          checkTotal(kubernetes, object(kind, `metadata: ${text}\nspec: ${text}\nitems: [${text}]\n`), { path: 'a.yaml' });
        },
      ),
    );
  }).timeout(30_000);
});
