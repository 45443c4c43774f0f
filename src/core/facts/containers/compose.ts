import type { Located } from '../../model/span.ts';
import type { ParseContext, YamlFormat } from '../format.ts';
import type { YamlEntry, YamlView } from '../yaml/yaml-view.ts';
import type { ComposeFacts, ComposeService } from './container-facts.ts';
import { composeProblems } from './compose-problems.ts';
import { resourceKeys } from './compose-shape.ts';
import { parseImageReference } from './image-reference.ts';
import { substituteVariables } from './shell-variables.ts';

const dockerCompose = /(?:^|\/)docker-compose[^/]*\.ya?ml$/i;
const composeName = /(?:^|\/)(?:docker-)?compose(?:[.-][^/]*)?\.ya?ml$/i;
const mainName = /(?:^|\/)(?:docker-)?compose\.ya?ml$/i;
/** Other tools name files compose.yaml too (Hydra does): one of these keys tells them apart. */
const composeKeys = [...resourceKeys, 'version'];

/**
 * Compose files: by name, and elsewhere any document whose `services` are maps with an image or a build.
 * Variables get their defaults and what an `.env` file beside the file says, as Compose does it; merge keys are followed.
 */
export const compose: YamlFormat<'compose', ComposeFacts> = {
  kind: 'yaml',
  id: 'compose',
  ownsName: (path) => dockerCompose.test(path),
  recognise: (root, path) =>
    dockerCompose.test(path) || (composeName.test(path) && composeKeys.some((key) => root.get(key) !== undefined)) || holdsServices(root),
  read: (root, source, context) => {
    const isOldLayout = isFirstLayout(root);
    const variables = readVariables(source.path, context);
    const services = isOldLayout ? root.entries() : (root.get('services')?.entries() ?? []).filter(({ key }) => !key.startsWith('x-'));
    const standsAlone = mainName.test(source.path) && root.get('include') === undefined;
    return {
      facts: { services: services.map((service) => readService(service, variables)) },
      problems: isOldLayout ? [] : composeProblems(root, { standsAlone }),
    };
  },
  inspect: (facts) => ({ services: facts.services.map((service) => ({ name: service.name.value, image: service.image?.value ?? null })) }),
};

function holdsServices(root: YamlView): boolean {
  // Kubernetes objects may have a field of that name; other CI systems have lists of services.
  if (root.get('apiVersion') !== undefined || root.get('jobs') !== undefined) return false;
  return (
    root
      .get('services')
      ?.entries()
      .some(({ value }) => value.get('image') !== undefined || value.get('build') !== undefined) === true
  );
}

/** The first layout of docker-compose (2014) has its services at the top; Compose 1.x still loads it. */
function isFirstLayout(root: YamlView): boolean {
  const entries = root.entries();
  if (entries.length === 0 || composeKeys.some((key) => root.get(key) !== undefined)) return false;
  return entries.every(({ value }) => value.kind === 'map' && (value.get('image') ?? value.get('build')) !== undefined);
}

type Variables = ReadonlyMap<string, string>;

/** The variables of the `.env` file in the same folder; the shell's own, which would win, are not known here. */
function readVariables(path: string, context: ParseContext): Variables {
  const text = context.read(`${path.slice(0, path.lastIndexOf('/') + 1)}.env`) ?? '';
  const lines = text.matchAll(/^[ \t]*(?:export[ \t]+)?([A-Za-z_][A-Za-z0-9_]*)[ \t]*=[ \t]*(.*?)[ \t\r]*$/gm);
  return new Map([...lines].map(([, name = '', value = '']) => [name, plainValue(value)]));
}

function plainValue(value: string): string {
  const quoted = /^(["'])(.*?)\1/.exec(value);
  return quoted?.[2] ?? value.replace(/[ \t]+#.*$/, '');
}

function readService({ key, keySpan, value }: YamlEntry, variables: Variables): ComposeService {
  const written = value.get('image')?.text();
  const image = written === undefined ? null : { value: fill(written.value, variables), span: written.span };
  return {
    name: { value: key, span: keySpan },
    image,
    reference: image === null ? null : parseImageReference(image.value),
    build: buildContext(value.get('build')),
    command: commandLine(value.get('command')),
    volumes: (value.get('volumes')?.items() ?? []).flatMap(readVolume),
    ports: (value.get('ports')?.items() ?? []).flatMap((port) => readPort(port, variables)),
    healthcheck: healthcheckOf(value.get('healthcheck')),
    replicas: countOf(value.at('deploy', 'replicas') ?? value.get('scale'), variables),
  };
}

function fill(text: string, variables: Variables): string {
  return substituteVariables(text, { escape: 'dollar', lookup: (name) => variables.get(name) }).text;
}

function buildContext(build: YamlView | undefined): string | null {
  if (build?.kind === 'map') return build.get('context')?.text()?.value ?? '.';
  return build?.text()?.value ?? null;
}

function commandLine(command: YamlView | undefined): string | null {
  if (command?.kind === 'seq')
    return command
      .items()
      .map((word) => word.text()?.value ?? '')
      .join(' ');
  return command?.text()?.value ?? null;
}

function readVolume(volume: YamlView): readonly Located<string>[] {
  const short = volume.text();
  if (short !== undefined) return [short];
  const parts = [volume.get('source')?.text()?.value, volume.get('target')?.text()?.value].filter((part) => part !== undefined);
  return parts.length === 0 ? [] : [{ value: parts.join(':'), span: volume.span }];
}

/** The long form is written as the short one; a port without one of this machine is published at any that is free, which nobody can know. */
function readPort(port: YamlView, variables: Variables): readonly Located<string>[] {
  const short = port.text();
  const part = (key: string): string => port.get(key)?.text()?.value ?? '';
  const long = part('published') === '' ? '' : [part('host_ip'), part('published'), part('target')].filter((text) => text !== '').join(':');
  const written = fill(short?.value ?? long, variables);
  return written.includes(':') ? [{ value: written, span: port.span }] : [];
}

function healthcheckOf(view: YamlView | undefined): ComposeService['healthcheck'] {
  if (view?.kind !== 'map' || view.get('disable')?.boolean()?.value === true) return null;
  const test = view.get('test');
  const first = test?.kind === 'seq' ? test.items()[0]?.text()?.value : test?.text()?.value;
  return first === 'NONE' ? null : view.span;
}

function countOf(view: YamlView | undefined, variables: Variables): number | null {
  const written = view?.text()?.value;
  if (written === undefined) return null;
  const count = fill(written, variables);
  return /^\d+$/.test(count) ? Number(count) : null;
}
