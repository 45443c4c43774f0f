import { predictorsOf, unitViews } from '../../facts/serving/seldon-graph.ts';
import type { ContainerFact } from '../../facts/serving/serving-facts.ts';
import type { Project } from '../project.ts';
import { clusterObjects, workload } from './cluster-objects.ts';
import type { Place } from './offer.ts';
import { ownDocuments } from './own-documents.ts';
import { perProject } from './per-project.ts';

/** An object that serves a model, or a workload of the project's own. */
export interface ServingObject {
  readonly kind: 'kserve' | 'seldon' | 'workload';
  readonly name: string;
  readonly place: Place;
  /** How many copies run at least; null where it is not said (one, or what an autoscaler decides). */
  readonly replicas: number | null;
  readonly containers: readonly ContainerFact[];
  readonly timeout: Place | null;
  readonly logger: Place | null;
  readonly explainer: Place | null;
  readonly outlierDetector: Place | null;
}

const infrastructure =
  /prometheus|grafana|alertmanager|postgres|redis|kafka|zookeeper|minio|mysql|mongo|rabbitmq|mlflow|airflow|nginx|traefik|elasticsearch|kibana|jaeger|loki/i;

/** InferenceServices, SeldonDeployments, Seldon Models and the project's workloads; the infrastructure's own are left out. */
export const servingObjects = perProject((project): readonly ServingObject[] => [...kserve(project), ...others(project)]);

function kserve(project: Project): readonly ServingObject[] {
  return ownDocuments(project, 'kserve').map(({ path, facts }) => ({
    kind: 'kserve' as const,
    name: facts.name?.value ?? 'InferenceService',
    place: { path, span: facts.anchor },
    replicas: facts.minReplicas?.value ?? null,
    containers: facts.containers,
    timeout: facts.timeout === null ? null : { path, span: facts.timeout },
    logger: facts.logger === null ? null : { path, span: facts.logger },
    explainer: facts.explainer === null ? null : { path, span: facts.explainer },
    outlierDetector: null,
  }));
}

function others(project: Project): readonly ServingObject[] {
  return clusterObjects(project).flatMap(({ object, path, place, name }): readonly ServingObject[] => {
    const isSeldon = object.apiVersion.includes('seldon.io/') && /^(?:SeldonDeployment|Model|Pipeline|Experiment)$/.test(object.kind.value);
    if (!isSeldon && (!workload.test(object.kind.value) || infrastructure.test(name))) return [];
    const predictors = predictorsOf(object.root);
    const find = (...keys: readonly string[]): Place | null => {
      for (const holder of [...predictors, ...predictors.flatMap(unitViews), object.root.get('spec')]) {
        for (const key of keys) {
          const view = holder?.get(key);
          if (isSeldon && view !== undefined && view.kind !== 'null') return { path, span: view.span };
        }
      }
      return null;
    };
    const detector = predictors.find((predictor) =>
      unitViews(predictor).some((unit) => /outlier/i.test(unit.get('name')?.text()?.value ?? '')),
    );
    return [
      {
        kind: isSeldon ? 'seldon' : 'workload',
        name,
        place,
        replicas: object.replicas?.value ?? predictors[0]?.get('replicas')?.number()?.value ?? null,
        containers: object.containers,
        timeout: null,
        logger: find('logger'),
        explainer: find('explainer'),
        outlierDetector: detector === undefined ? null : { path, span: detector.span },
      },
    ];
  });
}

/** The first probe of an object's containers; null where none has one. */
export function probeOf(object: ServingObject): Place | null {
  const container = object.containers.find((found) => found.readinessProbe !== null || found.livenessProbe !== null);
  const span = container?.readinessProbe ?? container?.livenessProbe ?? null;
  return span === null ? null : { path: object.place.path, span };
}
