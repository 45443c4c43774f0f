import { type Text, message } from '../../l10n/message.ts';
import type { Problem } from '../format.ts';
import { mapOf } from '../yaml/compound-shapes.ts';
import { anything } from '../yaml/scalar-shapes.ts';
import { type ShapeSetting, checkShape, missingKey, valuePlace } from '../yaml/shape.ts';
import { nearestWord } from '../nearest-word.ts';
import type { YamlEntry, YamlView } from '../yaml/yaml-view.ts';
import { composeShape, resourceKeys, serviceName, serviceShape } from './compose-shape.ts';

const texts = {
  service: { en: 'The service {name} must be a map of keys and values.', pl: 'Usługa {name} musi być mapą kluczy i wartości.' },
  name: { en: 'The service name {name} has characters that are not allowed.', pl: 'Nazwa usługi {name} zawiera niedozwolone znaki.' },
  source: { en: 'The service {name} has neither image nor build.', pl: 'Usługa {name} nie ma ani image, ani build.' },
  depends: {
    en: 'The service {name} depends on {other}, which does not exist.',
    pl: 'Usługa {name} zależy od {other}, a takiej usługi nie ma.',
  },
  network: { en: 'The network {other} is not declared under networks.', pl: 'Sieć {other} nie jest zadeklarowana w networks.' },
  volume: { en: 'The volume {other} is not declared under volumes.', pl: 'Wolumen {other} nie jest zadeklarowany w volumes.' },
} satisfies Record<string, Text>;

const setting = { isPlaceholder: (text: string) => /\$\{?[A-Za-z_]/.test(text), marks: 'values' } satisfies ShapeSetting;

/** Where a file is merged with others, what it lacks may stand there. */
export interface ComposeSetting {
  /** True for the names that Compose loads by themselves, without an `include`. */
  readonly standsAlone: boolean;
}

/** What Compose would refuse of a file. */
export function composeProblems(root: YamlView, { standsAlone }: ComposeSetting): readonly Problem[] {
  const place = valuePlace(root, 'compose.yaml');
  const problems = [...checkShape(composeShape, root, place, setting)];
  if (root.kind !== 'map') return problems;
  const services = root.get('services');
  if (services === undefined)
    return resourceKeys.some((key) => root.get(key) !== undefined) ? problems : [...problems, missingKey('services', place.span)];
  if (services.kind !== 'map') return [...problems, ...checkShape(mapOf(anything), services, valuePlace(services, 'services'))];
  problems.push(...services.entries().flatMap(serviceProblems));
  if (!standsAlone) return problems;
  const declared: Declared = {
    services: namesOf(services),
    networks: new Set(['default', ...namesOf(root.get('networks'))]),
    volumes: namesOf(root.get('volumes')),
  };
  return [...problems, ...services.entries().flatMap((service) => referenceProblems(service, declared))];
}

/** The names that a service may refer to. */
interface Declared {
  readonly services: ReadonlySet<string>;
  readonly networks: ReadonlySet<string>;
  readonly volumes: ReadonlySet<string>;
}

function namesOf(view: YamlView | undefined): ReadonlySet<string> {
  return new Set((view?.entries() ?? []).map(({ key }) => key));
}

function serviceProblems({ key, keySpan, value }: YamlEntry): readonly Problem[] {
  if (key.startsWith('x-')) return [];
  const problems: Problem[] = serviceName.test(key) ? [] : [{ message: message(texts.name, { name: key.slice(0, 60) }), span: keySpan }];
  if (value.kind !== 'map') return [...problems, { message: message(texts.service, { name: key.slice(0, 60) }), span: keySpan }];
  return [...problems, ...checkShape(serviceShape, value, valuePlace(value, key), setting)];
}

function referenceProblems({ key, keySpan, value }: YamlEntry, { services, networks, volumes }: Declared): readonly Problem[] {
  if (value.kind !== 'map' || value.get('extends') !== undefined) return [];
  const problems: Problem[] = [];
  if (['image', 'build', 'provider'].every((source) => value.get(source) === undefined)) {
    problems.push({ message: message(texts.source, { name: key }), span: keySpan });
  }
  problems.push(...unknownNames(value.get('depends_on'), { known: services, text: texts.depends, name: key }));
  problems.push(...unknownNames(value.get('networks'), { known: networks, text: texts.network, name: key }));
  for (const volume of value.get('volumes')?.items() ?? []) {
    const name = namedVolume(volume);
    if (name !== undefined && !volumes.has(name)) {
      problems.push({ message: message(texts.volume, { other: name.slice(0, 60) }), span: volume.span });
    }
  }
  return problems;
}

interface Names {
  readonly known: ReadonlySet<string>;
  readonly text: Text;
  readonly name: string;
}

function unknownNames(view: YamlView | undefined, { known, text, name }: Names): readonly Problem[] {
  const places =
    view?.kind === 'map'
      ? view.entries().map(({ key, keySpan }) => ({ value: key, span: keySpan }))
      : (view?.items() ?? []).map((item) => item.string()).filter((item) => item !== undefined);
  return places.flatMap(({ value, span }) => {
    if (known.has(value) || setting.isPlaceholder(value)) return [];
    const suggestion = nearestWord(value, [...known]);
    const problem = { message: message(text, { name, other: value.slice(0, 60) }), span };
    return [suggestion === undefined ? problem : { ...problem, suggestion }];
  });
}

/** The name of a volume in the short form `name:/path`, or in a map of the type volume; undefined for paths. */
function namedVolume(view: YamlView): string | undefined {
  if (view.kind === 'map') return view.get('type')?.string()?.value === 'volume' ? view.get('source')?.string()?.value : undefined;
  const short = view.string()?.value ?? '';
  const name = /^([a-zA-Z0-9][a-zA-Z0-9_.-]*):/.exec(short)?.[1];
  // `C:\data` is a path on Windows.
  return name === undefined || /^[A-Za-z]:[\\/]/.test(short) || setting.isPlaceholder(short) ? undefined : name;
}
