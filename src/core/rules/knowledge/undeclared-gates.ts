import { clusterDocuments } from '../../project/cluster-documents.ts';
import type { Project } from '../../project/project.ts';
import { isOutOfScope } from '../scope/is-out-of-scope.ts';

const thresholdTest = /accuracy|f1|auc|precision|recall|rmse|mae|threshold|quality|performance|metric/i;

/** Gates that need no manifest: MLflow's validation thresholds, Argo's analysis templates, tests that assert a metric. */
export function hasUndeclaredGate(project: Project): boolean {
  const code = project.documents('python').filter(({ path }) => !isOutOfScope(project, path));
  return (
    code.some(({ facts }) => facts.calls.some(({ callee }) => /(?:^|\.)(?:MetricThreshold|validate_evaluation_results)$/.test(callee))) ||
    code.some(({ facts }) =>
      facts.functions.some(({ name, assertions }) => assertions > 0 && name.startsWith('test') && thresholdTest.test(name)),
    ) ||
    clusterDocuments(project).some(({ objects }) => objects.some(({ kind }) => /^(?:Cluster)?AnalysisTemplate$/.test(kind.value)))
  );
}
