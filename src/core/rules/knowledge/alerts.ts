import type { PrometheusRule } from '../../facts/monitoring/monitoring-facts.ts';
import type { SourceText } from '../../model/source-text.ts';
import type { Project } from '../../project/project.ts';
import { deployedManifests } from '../scope/deployed-manifests.ts';
import { isTestFile } from '../scope/is-out-of-scope.ts';

/** An alerting rule with its file. */
export interface FoundAlert {
  readonly path: string;
  readonly source: SourceText;
  readonly rule: PrometheusRule;
}

/** The project's alerts. Those that fire always on purpose, to prove that alerting works at all, are left out. */
export function alertsOf(project: Project): readonly FoundAlert[] {
  const manifests = deployedManifests(project);
  return project
    .documents('prometheus-rules')
    .flatMap(({ path, source, facts }) =>
      manifests.includes(path) && !isTestFile(project, path)
        ? facts.groups.flatMap(({ rules }) =>
            rules.filter((rule) => rule.kind === 'alert' && !isHeartbeat(rule)).map((rule) => ({ path, source, rule })),
          )
        : [],
    );
}

function isHeartbeat({ name, expr }: PrometheusRule): boolean {
  return (
    /^(?:watchdog|dead_?man'?s?_?(?:switch|snitch)|heartbeat)$/i.test(name.value) || /^\s*vector\(\s*1\s*\)\s*$/.test(expr?.value ?? '')
  );
}

/** Whether an alert has a filled label or annotation with one of these names. */
export function hasWord({ labels, annotations }: PrometheusRule, name: RegExp): boolean {
  return [...labels, ...annotations].some(({ key, value }) => name.test(key.value) && value.value.trim() !== '');
}
