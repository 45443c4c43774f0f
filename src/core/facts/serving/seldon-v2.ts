import type { Located } from '../../model/span.ts';
import type { YamlFormat } from '../format.ts';
import type { YamlView } from '../yaml/yaml-view.ts';
import { isForeignTemplate } from './foreign-template.ts';
import { isKubernetesObject, isOfGroup, keySpan, readObject, textsByKey } from './kubernetes-object.ts';
import { seldonV2Problems } from './seldon-v2-problems.ts';
import type { SeldonV2Facts } from './serving-facts.ts';

/** Seldon Core v2's resources: Model, Pipeline, Experiment, Server and what configures them. */
export const seldonV2: YamlFormat<'seldon-v2', SeldonV2Facts> = {
  kind: 'yaml',
  id: 'seldon-v2',
  recognise: (root, _path, source) =>
    isKubernetesObject(root) && isOfGroup(root, 'mlops.seldon.io') && isOne(root) && !isForeignTemplate(source),
  read: (root) => ({ facts: readResource(root), problems: seldonV2Problems(root) }),
  inspect: (facts) => ({
    kind: facts.kind.value,
    name: facts.name?.value ?? null,
    storageUri: facts.storageUri?.value ?? null,
    candidates: facts.candidates.map(({ name }) => name.value),
  }),
};

/** Lists of resources are read object by object, as those of all other kinds. */
function isOne(root: YamlView): boolean {
  return !(root.get('kind')?.text()?.value ?? '').endsWith('List');
}

function readResource(root: YamlView): SeldonV2Facts {
  const spec = root.get('spec');
  const kind = root.get('kind')?.text() ?? { value: '', span: root.span };
  const mirror = spec?.get('mirror');
  return {
    kind,
    name: root.at('metadata', 'name')?.text() ?? null,
    namespace: root.at('metadata', 'namespace')?.text()?.value ?? null,
    storageUri: spec?.get('storageUri')?.text() ?? null,
    artifactVersion: spec?.get('artifactVersion')?.number() ?? null,
    candidates: (spec?.get('candidates')?.items() ?? []).flatMap(readCandidate),
    defaultName: spec?.get('default')?.text() ?? null,
    mirror:
      mirror?.kind === 'map'
        ? { name: mirror.get('name')?.text() ?? null, percent: mirror.get('percent')?.number() ?? null, span: mirror.span }
        : null,
    logger: keySpan(spec, 'logger'),
    explainer: keySpan(spec, 'explainer'),
    labels: textsByKey(root.at('metadata', 'labels')),
    annotations: textsByKey(root.at('metadata', 'annotations')),
    object: readObject(root),
  };
}

function readCandidate(view: YamlView): readonly { readonly name: Located<string>; readonly weight: Located<number> | null }[] {
  const name = view.get('name')?.text();
  return name === undefined ? [] : [{ name, weight: view.get('weight')?.number() ?? null }];
}
