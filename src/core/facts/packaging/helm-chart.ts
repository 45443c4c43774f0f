import { type Text, message } from '../../l10n/message.ts';
import { baseName } from '../../project/paths.ts';
import type { Problem, YamlFormat } from '../format.ts';
import { listOf, mapOf, orNothing, record } from '../yaml/compound-shapes.ts';
import { anything, scalarText, text } from '../yaml/scalar-shapes.ts';
import { type Shape, checkShape, rootPlace, shorten } from '../yaml/shape.ts';
import type { YamlView } from '../yaml/yaml-view.ts';
import type { HelmChartFacts } from './packaging-facts.ts';

const texts = {
  api: { en: 'apiVersion must be v1 or v2.', pl: 'apiVersion musi być v1 albo v2.' },
  version: { en: '{version} is no semantic version.', pl: '{version} nie jest wersją semantyczną.' },
  name: { en: 'A chart’s name may not be a path: {name}.', pl: 'Nazwa chartu nie może być ścieżką: {name}.' },
  type: { en: 'type must be application or library.', pl: 'type musi być application albo library.' },
} satisfies Record<string, Text>;

const word = orNothing(scalarText);

/** Helm 3's `pkg/chart/metadata.go`: it passes unknown keys over. */
const shape: Shape = record(
  {
    apiVersion: text,
    name: scalarText,
    version: scalarText,
    appVersion: word,
    description: word,
    kubeVersion: word,
    type: word,
    keywords: orNothing(listOf(scalarText)),
    maintainers: orNothing(listOf(orNothing(mapOf(anything)))),
    annotations: orNothing(mapOf(word)),
    dependencies: orNothing(listOf(record({ name: word, version: word, repository: word, alias: word, condition: word }, { open: true }))),
  },
  { open: true, required: ['apiVersion', 'name', 'version'] },
);

const semver = /^v?\d+(?:\.\d+){0,2}(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?$/;

/** Chart.yaml, by its name. The templates beside it are nobody's: only Helm knows what becomes of them. */
export const helmChart: YamlFormat<'helm-chart', HelmChartFacts> = {
  kind: 'yaml',
  id: 'helm-chart',
  isSingle: true,
  ownsName: (path) => baseName(path) === 'Chart.yaml',
  recognise: (_root, path) => baseName(path) === 'Chart.yaml',
  read: (root) => ({ facts: readFacts(root), problems: problemsOf(root) }),
  inspect: ({ name, version, appVersion, type, dependencies }) => ({
    name: name?.value ?? null,
    version: version?.value ?? null,
    appVersion,
    type,
    dependencies: dependencies.map((dependency) => ({ ...dependency })),
  }),
};

function readFacts(root: YamlView): HelmChartFacts {
  const word = (view: YamlView | undefined): string | null => view?.text()?.value ?? null;
  return {
    name: root.get('name')?.text() ?? null,
    version: root.get('version')?.text() ?? null,
    appVersion: word(root.get('appVersion')),
    type: root.get('type')?.scalar === 'library' ? 'library' : 'application',
    dependencies: (root.get('dependencies')?.items() ?? []).flatMap((view) => {
      const name = word(view.get('name'));
      return name === null ? [] : [{ name, version: word(view.get('version')), repository: word(view.get('repository')) }];
    }),
  };
}

/** What `Metadata.Validate` refuses. */
function problemsOf(root: YamlView): readonly Problem[] {
  const problems: Problem[] = [...checkShape(shape, root, rootPlace(root, 'Chart.yaml'))];
  const [api, name, version, type] = ['apiVersion', 'name', 'version', 'type'].map((key) => root.get(key)?.text());
  if (api !== undefined && api.value !== 'v1' && api.value !== 'v2') problems.push({ message: message(texts.api), span: api.span });
  if (name !== undefined && /[/\\]/.test(name.value))
    problems.push({ message: message(texts.name, { name: shorten(name.value) }), span: name.span });
  if (version !== undefined && !semver.test(version.value))
    problems.push({ message: message(texts.version, { version: shorten(version.value) }), span: version.span });
  if (type !== undefined && !['', 'application', 'library'].includes(type.value))
    problems.push({ message: message(texts.type), span: type.span });
  return problems;
}
