import { type CheckCase, describeCheck } from '../../support/check-readiness.ts';
import { alertFile, prometheusYml } from '../../support/model-project.ts';

const prometheus = { 'monitoring/prometheus.yml': prometheusYml };
const owner = '        labels: { owner: platform }\n';
const link = (target: string): string => `        annotations: { runbook_url: "${target}" }\n`;
const runbook = {
  'docs/alerts.md':
    '# What to do when an alert comes\n\n## ChurnDown\n1. Look at the pods and read the last log lines.\n2. Undo the newest rollout if it fails to start, and tell marketing.\n',
};
const rule = (rest: string): Record<string, string> => ({
  ...prometheus,
  'monitoring/rules/a.yml': alertFile('ChurnDown', 'up == 0', rest),
});

describeCheck('alert-response', [
  {
    name: 'an alert with an owner and a runbook in the repository',
    status: 'met',
    files: { ...rule(owner + link('docs/alerts.md#churndown')), ...runbook },
    at: 'monitoring/rules/a.yml:4',
  },
  {
    name: 'an alert with an owner and a section with its name',
    status: 'met',
    files: { ...rule(owner), ...runbook },
    at: 'docs/alerts.md:3',
  },
  {
    name: 'an owner by Alertmanager',
    status: 'met',
    files: {
      ...rule(link('https://wiki.example.com/churn')),
      'monitoring/alertmanager.yml':
        'route: { receiver: team }\nreceivers:\n  - name: team\n    email_configs: [{ to: team@example.com }]\n',
    },
  },
  ...(
    [
      ['a receiver that sends nothing', 'partial', 'route: { receiver: nobody }\nreceivers:\n  - name: nobody\n'],
      ['a receiver with no address', 'partial', 'route: { receiver: team }\nreceivers:\n  - name: team\n    slack_configs: []\n'],
      [
        'a receiver that no route names',
        'partial',
        'route: { receiver: nobody }\nreceivers:\n  - name: nobody\n  - name: team\n    slack_configs: [{ channel: "#churn" }]\n',
      ],
      [
        'a route for the alerts of others',
        'partial',
        'route:\n  receiver: nobody\n  routes:\n    - receiver: team\n      matchers: [\'severity="critical"\', \'team=~"infra|web"\']\nreceivers:\n  - name: nobody\n  - name: team\n    slack_configs: [{ channel: "#infra" }]\n',
      ],
      [
        'a route that sends it into nothing before all others',
        'partial',
        'route:\n  receiver: team\n  routes:\n    - receiver: nobody\n      match: { alertname: ChurnDown }\nreceivers:\n  - name: nobody\n  - name: team\n    slack_configs: [{ channel: "#all" }]\n',
      ],
      [
        'a route that matches it, after one that goes on',
        'met',
        'route:\n  receiver: nobody\n  routes:\n    - receiver: nobody\n      match_re: { alertname: "Churn.*|ChurnDown" }\n      continue: true\n    - receiver: team\n      matchers: ["alertname=ChurnDown"]\nreceivers:\n  - name: nobody\n  - name: team\n    slack_configs: [{ channel: "#churn" }]\n',
      ],
      [
        'a route by a label that only the series knows',
        'met',
        'route:\n  receiver: nobody\n  routes:\n    - receiver: team\n      matchers: [\'namespace="churn"\']\nreceivers:\n  - name: nobody\n  - name: team\n    webhook_configs: [{ url: "http://pager" }]\n',
      ],
    ] as const
  ).map(([name, status, text]): CheckCase => ({
    name: `an owner by Alertmanager: ${name}`,
    status,
    files: { ...rule(link('https://wiki.example.com/churn')), 'monitoring/alertmanager/config.yml': text },
  })),
  { name: 'a runbook that does not exist', status: 'partial', files: rule(owner + link('docs/alerts.md')) },
  { name: 'no owner', status: 'partial', files: { ...rule(link('docs/alerts.md')), ...runbook } },
  { name: 'no runbook', status: 'partial', files: rule(owner) },
  {
    name: 'an alert that nothing loads',
    status: 'partial',
    files: { 'monitoring/rules/a.yml': alertFile('ChurnDown', 'up == 0', owner), ...runbook },
  },
  { name: 'a runbook without alerts', status: 'partial', files: runbook },
  { name: 'neither', status: 'missing', files: { 'train.py': 'import sklearn\n' } },
  {
    name: 'a blank runbook without alerts',
    status: 'missing',
    files: { 'docs/runbook.md': '# Runbook\n\n## When\nTODO\n\n## What\nTBD\n\n## Who\n...\n' },
  },
]);
