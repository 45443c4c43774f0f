import type { PrometheusRule } from '../../facts/monitoring/monitoring-facts.ts';
import { folderOf, joinPath } from '../paths.ts';
import type { FoundDocument, Project } from '../project.ts';
import { clusterObjects } from './cluster-objects.ts';
import type { Place } from './offer.ts';
import { isBroken, ownDocuments } from './own-documents.ts';
import { perProject } from './per-project.ts';
import { promqlMetrics } from './promql-metrics.ts';

/** Why a rule takes effect, or why not. */
export type RuleLoad = 'operator' | 'config' | 'broken' | 'unloaded';

/** An alerting or recording rule with its file. */
export interface FoundRule {
  readonly path: string;
  readonly rule: PrometheusRule;
  readonly load: RuleLoad;
  /** The rule's name. */
  readonly place: Place;
  readonly name: string;
  /** The metrics of its expression, recording rules followed to what they are made of. */
  readonly metrics: readonly string[];
  readonly expression: string;
}

/** All rules in path order. Prometheus refuses a broken rule file whole, so its rules take no effect. */
export const foundRules = perProject((project): readonly FoundRule[] => {
  const documents = ownDocuments(project, 'prometheus-rules');
  const recorded = new Map<string, readonly string[]>();
  for (const { facts } of documents) {
    for (const rule of facts.groups.flatMap((group) => group.rules)) {
      if (rule.kind === 'record') recorded.set(rule.name.value, promqlMetrics(rule.expr?.value ?? ''));
    }
  }
  return documents.flatMap((document) => {
    const load = loadOf(project, document);
    return document.facts.groups
      .flatMap((group) => group.rules)
      .map((rule) => {
        const direct = promqlMetrics(rule.expr?.value ?? '');
        return {
          path: document.path,
          rule,
          load,
          place: { path: document.path, span: rule.name.span },
          name: rule.name.value,
          metrics: [...new Set(direct.flatMap((name) => [name, ...(recorded.get(name) ?? [])]))],
          expression: rule.expr?.value ?? '',
        };
      });
  });
});

/** Whether a rule takes effect. */
export function isLoaded(found: FoundRule): boolean {
  return found.load === 'operator' || found.load === 'config';
}

function loadOf(project: Project, document: FoundDocument<'prometheus-rules'>): RuleLoad {
  if (isBroken(project, document.path)) return 'broken';
  if (document.facts.objectName !== null) return 'operator';
  return ownDocuments(project, 'prometheus-config').some((config) => names(project, config, document.path)) ? 'config' : 'unloaded';
}

/** Whether a configuration's `rule_files` name a file, relative to it or through a folder that a compose service mounts. */
function names(project: Project, config: FoundDocument<'prometheus-config'>, path: string): boolean {
  const mounts = mountsOf(project);
  return config.facts.ruleFiles.some(({ value }) => {
    const relative = joinPath(folderOf(config.path), value);
    if (relative !== null && globMatches(relative, path)) return true;
    const inside = value.startsWith('/')
      ? value
      : mounts
          .filter((mount) => mount.source === config.path || mount.source === folderOf(config.path))
          .map((mount) => joinInside(mount, config.path, value))[0];
    return (
      inside !== undefined &&
      mounts.some((mount) => isUnder(mount.source, path) && globMatches(inside, mount.target + path.slice(mount.source.length)))
    );
  });
}

interface Mount {
  /** Relative to the repository. */
  readonly source: string;
  /** Inside the container. */
  readonly target: string;
}

const mountsOf = perProject((project): readonly Mount[] =>
  ownDocuments(project, 'compose').flatMap((document) =>
    document.facts.services.flatMap((service) =>
      service.volumes.flatMap(({ value }) => {
        const [from = '', to = ''] = value.split(':');
        const source = joinPath(folderOf(document.path), from);
        return source === null || !to.startsWith('/') ? [] : [{ source, target: to.replace(/\/$/, '') }];
      }),
    ),
  ),
);

function joinInside(mount: Mount, configPath: string, value: string): string {
  const folder = mount.source === configPath ? mount.target.slice(0, mount.target.lastIndexOf('/')) : mount.target;
  return `${folder}/${value}`;
}

function isUnder(folder: string, path: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

function globMatches(glob: string, path: string): boolean {
  const pattern = glob
    .split('*')
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
    .join('[^/]*');
  return new RegExp(`^${pattern}$`).test(path);
}

/** Whether something collects metrics: a scrape job, a ServiceMonitor or a pod's annotation. */
export const scrapers = perProject((project): readonly Place[] => {
  const jobs = ownDocuments(project, 'prometheus-config').flatMap((config) =>
    config.facts.jobs
      .filter((job) => !/^(?:prometheus|node|alertmanager|pushgateway|cadvisor|grafana)$/i.test(job.name.value))
      .map((job) => ({ path: config.path, span: job.name.span })),
  );
  const served = ownDocuments(project, 'kserve').flatMap((service) => {
    const wanted =
      service.facts.annotations.get('serving.kserve.io/enable-prometheus-scraping') ??
      service.facts.annotations.get('prometheus.io/scrape');
    return wanted?.value === 'true' ? [{ path: service.path, span: wanted.span }] : [];
  });
  const objects = clusterObjects(project).flatMap(({ path, object, place }) => {
    if (/^(?:Service|Pod|VMService|VMPod)Monitor$|^VM(?:Service|Pod)Scrape$|^PodMonitoring$/.test(object.kind.value)) return [place];
    const annotated = [object.root.at('spec', 'template', 'metadata', 'annotations'), object.root.at('metadata', 'annotations')]
      .map((view) => view?.get('prometheus.io/scrape')?.text())
      .find((text) => text !== undefined);
    return annotated?.value === 'true' ? [{ path, span: annotated.span }] : [];
  });
  return [...jobs, ...objects, ...served];
});
