import { type Text, message } from '../../l10n/message.ts';
import { baseName } from '../../project/paths.ts';
import type { Problem, YamlFormat } from '../format.ts';
import { eitherOf, listOf, mapOf, orNothing, record } from '../yaml/compound-shapes.ts';
import { anything, integer, scalarText, text } from '../yaml/scalar-shapes.ts';
import { type Shape, checkShape, rootPlace } from '../yaml/shape.ts';
import type { YamlView } from '../yaml/yaml-view.ts';
import type { ImageOverride, KustomizationFacts } from './packaging-facts.ts';

const texts = {
  image: { en: 'An image needs a name.', pl: 'Obraz musi mieć nazwę (name).' },
  both: { en: 'newTag and digest exclude each other.', pl: 'newTag i digest się wykluczają.' },
} satisfies Record<string, Text>;

const every = (names: string, shape: Shape): Readonly<Record<string, Shape>> =>
  Object.fromEntries(names.split(' ').map((name) => [name, shape]));

const paths = orNothing(listOf(text));
const block = orNothing(mapOf(anything));
const blocks = orNothing(listOf(block));

/** Kustomize's `api/types/kustomization.go` of 5.x, with keys of older releases; it refuses every other key. */
const shape: Shape = record({
  ...every('apiVersion kind namePrefix nameSuffix namespace', orNothing(text)),
  ...every('metadata commonLabels commonAnnotations sortOptions openapi generatorOptions helmGlobals', block),
  ...every('resources components crds bases configurations generators transformers validators buildMetadata patchesStrategicMerge', paths),
  ...every(
    'labels patchesJson6902 patches imageTags replacements vars configMapGenerator secretGenerator helmCharts helmChartInflationGenerator',
    blocks,
  ),
  images: orNothing(listOf(record({ ...every('name newName newTag digest', orNothing(scalarText)), tagSuffix: orNothing(text) }))),
  replicas: orNothing(listOf(record({ name: orNothing(text), count: orNothing(eitherOf(integer, text)) }))),
  inventory: block,
});

/** A kustomization, by its name or its kind. */
export const kustomization: YamlFormat<'kustomization', KustomizationFacts> = {
  kind: 'yaml',
  id: 'kustomization',
  isSingle: true,
  ownsName: (path) => /^kustomization\.ya?ml$/.test(baseName(path)),
  recognise: (root, path) =>
    (/^kustomization\.ya?ml$/.test(baseName(path)) && !isOfFlux(root)) ||
    root.get('apiVersion')?.text()?.value.startsWith('kustomize.config.k8s.io/') === true,
  read: (root) => ({ facts: readFacts(root), problems: problemsOf(root) }),
  inspect: ({ kind, namespace, resources, patches, images, generated }) => ({
    kind,
    namespace,
    resources: resources.map(({ value }) => value),
    patches: patches.map(({ value }) => value),
    images: images.map(({ name, newName, newTag, digest }) => ({
      name: name.value,
      newName,
      newTag: newTag?.value ?? null,
      digest: digest?.value ?? null,
    })),
    generated: [...generated],
  }),
};

/** Flux has a kind of the same name, which is an object of the cluster. */
function isOfFlux(root: YamlView): boolean {
  return root.get('apiVersion')?.text()?.value.startsWith('kustomize.toolkit.fluxcd.io/') === true;
}

const textsIn = (root: YamlView, key: string) => (root.get(key)?.items() ?? []).flatMap((item) => item.text() ?? []);

function readFacts(root: YamlView): KustomizationFacts {
  return {
    kind: root.get('kind')?.scalar === 'Component' ? 'Component' : 'Kustomization',
    namespace: root.get('namespace')?.text()?.value ?? null,
    resources: ['resources', 'bases', 'components'].flatMap((key) => textsIn(root, key)),
    patches: [
      // What is written out below the key is a patch itself, not a file's name.
      ...textsIn(root, 'patchesStrategicMerge').filter(({ value }) => !value.includes('\n')),
      ...['patches', 'patchesJson6902'].flatMap((key) =>
        (root.get(key)?.items() ?? []).flatMap((patch) => patch.get('path')?.text() ?? []),
      ),
    ],
    images: (root.get('images')?.items() ?? []).flatMap(readImage),
    generated: ['configMapGenerator', 'secretGenerator'].flatMap((key) =>
      (root.get(key)?.items() ?? []).flatMap((one) => one.get('name')?.text()?.value ?? []),
    ),
  };
}

function readImage(view: YamlView): readonly ImageOverride[] {
  const name = view.get('name')?.text();
  if (name === undefined) return [];
  return [
    {
      name,
      newName: view.get('newName')?.text()?.value ?? null,
      newTag: view.get('newTag')?.text() ?? null,
      digest: view.get('digest')?.text() ?? null,
    },
  ];
}

function problemsOf(root: YamlView): readonly Problem[] {
  const problems: Problem[] = [...checkShape(shape, root, rootPlace(root, 'kustomization.yaml'))];
  for (const image of root.get('images')?.items() ?? []) {
    const [first] = image.entries();
    if (first === undefined) continue;
    if (image.get('name') === undefined) problems.push({ message: message(texts.image), span: first.keySpan });
    const digest = image.entries().find(({ key }) => key === 'digest');
    if (digest !== undefined && image.get('newTag') !== undefined) problems.push({ message: message(texts.both), span: digest.keySpan });
  }
  return problems.slice(0, 200);
}
