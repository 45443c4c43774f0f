import { describeCheck } from '../../support/check-readiness.ts';

const full = `# Incident playbook

The on-call engineer of the platform team leads until the incident is closed.

1. Within 15 minutes on-call decides whether to roll back and tells the data team in the channel #churn-incident.
2. Within 30 minutes the data team says which customers are touched.
3. Business (marketing) informs customer service what to answer.
4. Within a day all three write down what changes.
`;
const plan = `# Plan postępowania na wypadek incydentu

Dyżurny inżynier platformy prowadzi działania aż do zamknięcia incydentu.

1. W ciągu 15 minut dyżurny decyduje o wycofaniu wersji i powiadamia zespół danych.
2. Zespół danych mówi, których klientów dotyczy problem, i podaje wersję modelu.
3. Biznes informuje obsługę klienta, co odpowiadać, i decyduje o ręcznej obsłudze spraw.
4. W ciągu doby wszyscy zapisują przyczynę oraz zmiany, które trzeba wprowadzić.
`;

describeCheck('incident-playbook', [
  { name: 'a playbook with communication', status: 'met', files: { 'docs/incident.md': full }, at: 'docs/incident.md:1' },
  { name: 'a playbook in Polish', status: 'met', files: { 'docs/incydenty.md': plan } },
  {
    name: 'a runbook without communication',
    status: 'partial',
    files: {
      'docs/runbook.md':
        '# Runbook\n\nLook at the pods. Read the last log lines. Undo the newest rollout if it fails to start. Then look at the memory of the nodes and at the disk, and clean what is full.\n',
    },
  },
  {
    name: 'a blank template',
    status: 'partial',
    files: {
      'docs/incident-playbook.md':
        '# Incident playbook\n\n## Who leads\nTODO\n\n## Communication between IT, business and data\nTBD\n\n## Steps\n...\n',
    },
  },
  {
    name: 'a declared document that does not exist',
    status: 'missing',
    files: { 'airworthy.yaml': 'version: 1\nrunbooks: { incident: docs/incident.md }\n' },
    at: 'airworthy.yaml:2',
  },
  {
    name: 'an address that was not looked at',
    status: 'partial',
    files: { 'airworthy.yaml': 'version: 1\nrunbooks: { incident: "https://wiki.example.com/incident" }\n' },
  },
  { name: 'nothing', status: 'missing', files: { 'train.py': 'import sklearn\n' } },
  {
    name: 'a change log that names an incident',
    status: 'missing',
    files: { 'CHANGELOG.md': '# Changes\n\n## 1.2\nFixed the incident of May.\n' },
  },
  {
    name: 'a runbook for engineers',
    status: 'partial',
    files: {
      'docs/runbook.md':
        '# Runbook\n\nContact the platform engineer on call when the data volume is full or an incident is open. Look at the pods, read the last log lines, then clean the disk and restart the job that writes the data. Notify the channel when it is done.\n',
    },
  },
]);
