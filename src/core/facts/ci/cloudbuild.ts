import { type Text, message } from '../../l10n/message.ts';
import type { Problem, YamlFormat } from '../format.ts';
import { rootPlace, shorten } from '../yaml/shape.ts';
import type { YamlView } from '../yaml/yaml-view.ts';
import type { CloudBuildFacts, CloudBuildStep } from './cloudbuild-facts.ts';

const texts = {
  noSteps: { en: 'A build needs a list of steps.', pl: 'Build wymaga listy kroków (steps).' },
  noName: { en: 'The step has no name, which is the image that it runs in.', pl: 'Krok nie ma name, czyli obrazu, w którym działa.' },
  both: {
    en: 'A step with script takes neither args nor entrypoint.',
    pl: 'Krok ze script nie przyjmuje args ani entrypoint.',
  },
  substitution: {
    en: 'A substitution of one’s own begins with an underscore: {name} does not.',
    pl: 'Własne podstawienie zaczyna się od podkreślenia: {name} się nie zaczyna.',
  },
} satisfies Record<string, Text>;

const buildPath = /(?:^|\/)cloudbuild[^/]*\.(?:ya?ml|json)$/i;
const mostSteps = 5000;

/** Builds of Cloud Build by name, and elsewhere documents whose steps run in named images with arguments, as no other system writes them. */
export const cloudbuild: YamlFormat<'cloudbuild', CloudBuildFacts> = {
  kind: 'yaml',
  id: 'cloudbuild',
  isSingle: true,
  recognise: (root, path) => (buildPath.test(path) && root.kind === 'map') || isBuild(root),
  read: (root) => ({ facts: readFacts(root), problems: problemsOf(root) }),
  inspect: (facts) => ({
    steps: facts.steps.map(({ id, image, script }) => ({ id, image: image.value, script: script?.value ?? null })),
    images: facts.images.map((image) => image.value),
    substitutions: [...facts.substitutions.keys()],
  }),
};

function isBuild(root: YamlView): boolean {
  const steps = root.get('steps')?.items() ?? [];
  return steps.some(
    (step) => /^(?:gcr\.io\/|[\w-]+-docker\.pkg\.dev\/)/.test(step.get('name')?.text()?.value ?? '') && step.get('args') !== undefined,
  );
}

function readFacts(root: YamlView): CloudBuildFacts {
  return {
    steps: (root.get('steps')?.items() ?? []).slice(0, mostSteps).flatMap(readStep),
    images: (root.get('images')?.items() ?? []).map((image) => image.text()).filter((image) => image !== undefined),
    substitutions: new Map((root.get('substitutions')?.entries() ?? []).map(({ key, value }) => [key, value.text()?.value ?? ''])),
  };
}

function readStep(view: YamlView): readonly CloudBuildStep[] {
  const image = view.get('name')?.text();
  if (image === undefined) return [];
  return [
    {
      id: view.get('id')?.text()?.value ?? null,
      image,
      entrypoint: view.get('entrypoint')?.text()?.value ?? null,
      args: (view.get('args')?.items() ?? []).map((arg) => arg.text()?.value ?? ''),
      script: view.get('script')?.text() ?? null,
      folder: view.get('dir')?.text()?.value ?? '',
      forgiven: view.get('allowFailure')?.boolean()?.value === true || view.get('allowExitCodes') !== undefined,
      span: view.span,
    },
  ];
}

function problemsOf(root: YamlView): readonly Problem[] {
  const steps = root.get('steps');
  if (steps?.kind !== 'seq') return [{ message: message(texts.noSteps), span: steps?.span ?? rootPlace(root, 'build').span }];
  const problems: Problem[] = [];
  for (const step of steps.items().slice(0, mostSteps)) {
    const start = step.entries()[0]?.keySpan ?? { start: step.span.start, end: step.span.start };
    if (step.get('name') === undefined) problems.push({ message: message(texts.noName), span: start });
    const script = step.entries().find(({ key }) => key === 'script');
    if (script !== undefined && (step.get('args') !== undefined || step.get('entrypoint') !== undefined))
      problems.push({ message: message(texts.both), span: script.keySpan });
  }
  for (const { key, keySpan } of root.get('substitutions')?.entries() ?? []) {
    if (!key.startsWith('_')) problems.push({ message: message(texts.substitution, { name: shorten(key) }), span: keySpan });
  }
  return problems.slice(0, 200);
}
