import { canariesOf, frameworkOf, storageUriPath } from '../../facts/serving/kserve-predictor.ts';
import type { YamlView } from '../../facts/yaml/yaml-view.ts';
import type { NodePath, ServingForm, ServingSlot } from './serving-object.ts';
import { type ServingDocument, slotVersion } from './version-places.ts';

/** Which of KServe's ways of deploying an object asks for; `unsaid` is what the cluster is set to. */
export type DeploymentMode = 'knative' | 'standard' | 'unsaid';

/** The mode by the object's own annotation, in the words of any release, else by settings that only Knative has. */
export function deploymentModeOf(object: YamlView): DeploymentMode {
  const written = object.at('metadata', 'annotations', 'serving.kserve.io/deploymentMode')?.text()?.value;
  if (written === 'Serverless' || written === 'Knative') return 'knative';
  if (written !== undefined) return 'standard';
  const keys = [object.at('metadata', 'annotations'), object.at('spec', 'predictor', 'annotations')].flatMap((map) => map?.entries() ?? []);
  const isKnative = keys.some(({ key }) => /^(?:autoscaling|serving|networking)\.knative\.dev\//.test(key));
  return isKnative ? 'knative' : 'unsaid';
}

/** How an InferenceService splits its traffic. */
export function kserveForm(object: YamlView): ServingForm {
  if (object.at('spec', 'default') !== undefined) return 'old';
  if (object.at('spec', 'canary')?.kind === 'seq') return 'list';
  return deploymentModeOf(object) === 'standard' ? 'list' : 'percent';
}

/** The slots of an InferenceService that stands at a path. */
export function kserveSlots(document: ServingDocument, at: NodePath): readonly ServingSlot[] {
  const object = document.root.at(...at);
  if (object === undefined) return [];
  const labels = [
    [...at, 'metadata', 'labels'],
    [...at, 'metadata', 'annotations'],
  ];
  const form = kserveForm(object);
  if (form === 'old') return oldSlots(document, at, labels);
  const predictor = [...at, 'spec', 'predictor'];
  if (document.root.at(...predictor)?.kind !== 'map') return [];
  if (form === 'list') return listSlots(document, at, labels);
  const percent = document.root.at(...predictor, 'canaryTrafficPercent')?.number()?.value;
  const named = slotAt(document, predictor, labels);
  if (percent === undefined || percent >= 100) return [{ ...named, role: 'main', name: null, traffic: 100 }];
  return [
    { role: 'main', name: null, version: null, uri: null, line: null, traffic: 100 - percent, places: [], owner: null },
    { ...named, role: 'canary', name: null, traffic: percent },
  ];
}

/** In Standard mode a percentage beside the predictor has no effect. */
function listSlots(document: ServingDocument, at: NodePath, labels: readonly NodePath[]): readonly ServingSlot[] {
  const object = document.root.at(...at);
  const canaries = (object === undefined ? [] : canariesOf(object)).map((view, index): ServingSlot => {
    const path = [...at, 'spec', 'canary', index];
    return {
      ...slotAt(document, [...path, 'predictor'], []),
      role: 'canary',
      name: view.at('predictor', 'name')?.text()?.value ?? null,
      traffic: view.get('trafficPercent')?.number()?.value ?? null,
      owner: { document: document.document, path },
    };
  });
  const taken = canaries.reduce((sum, { traffic }) => sum + (traffic ?? 0), 0);
  const main = slotAt(document, [...at, 'spec', 'predictor'], labels);
  return [
    { ...main, role: 'main', name: null, traffic: canaries.some(({ traffic }) => traffic === null) ? null : 100 - taken },
    ...canaries,
  ];
}

function oldSlots(document: ServingDocument, at: NodePath, labels: readonly NodePath[]): readonly ServingSlot[] {
  const spec = document.root.at(...at, 'spec');
  const percent = spec?.get('canaryTrafficPercent')?.number()?.value ?? null;
  const main = slotAt(document, [...at, 'spec', 'default', 'predictor'], labels);
  if (spec?.get('canary')?.kind !== 'map') return [{ ...main, role: 'main', name: null, traffic: 100 }];
  const canary = slotAt(document, [...at, 'spec', 'canary', 'predictor'], []);
  return [
    { ...main, role: 'main', name: null, traffic: percent === null ? null : 100 - percent },
    { ...canary, role: 'canary', name: null, traffic: percent },
  ];
}

function slotAt(
  document: ServingDocument,
  predictor: NodePath,
  labels: readonly NodePath[],
): Pick<ServingSlot, 'version' | 'uri' | 'line' | 'places' | 'owner'> {
  const view = document.root.at(...predictor);
  const inside = storageUriPath(view) ?? storagePath(view);
  return {
    ...slotVersion(document, {
      uri: inside === null ? null : [...predictor, ...inside],
      labels: [...labels, [...predictor, 'labels'], [...predictor, 'annotations']],
    }),
    owner: { document: document.document, path: predictor },
  };
}

/** Storage that a secret names, with the model's path in it. */
function storagePath(predictor: YamlView | undefined): NodePath | null {
  const framework = frameworkOf(predictor);
  return framework?.value.at('storage', 'path')?.text() === undefined ? null : [framework.key, 'storage', 'path'];
}
