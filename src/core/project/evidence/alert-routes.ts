/** Whom Alertmanager tells of an alert, by its configuration's `route` and `receivers` (Alertmanager's docs, "Configuration"). */
import { isList } from '../../facts/data-file.ts';
import type { Json } from '../../facts/format.ts';
import type { Project } from '../project.ts';
import { ownDocuments } from './own-documents.ts';
import type { FoundRule } from './alert-rules.ts';
import { perProject } from './per-project.ts';
import { child } from './task-files.ts';

interface Routing {
  readonly route: Json;
  /** Receivers that send to somewhere: one without any is a black hole, which teams use to silence. */
  readonly sending: ReadonlySet<string>;
}

/** Each has a route and receivers. */
const routings = perProject((project): readonly Routing[] =>
  ownDocuments(project, 'alertmanager').flatMap(({ path }) => {
    const data = project.data(path);
    const [route, receivers] = [child(data, 'route'), child(data, 'receivers')];
    if (route === undefined || receivers === undefined || !isList(receivers)) return [];
    const sending = receivers.filter(isSending).flatMap((receiver) => textOf(child(receiver, 'name')) ?? []);
    return [{ route, sending: new Set(sending) }];
  }),
);

/** Whether some Alertmanager sends an alert to somebody, as far as its rule tells. */
export function isRouted(project: Project, { rule }: FoundRule): boolean {
  const labels = new Map(rule.labels.map(({ key, value }) => [key.value, value.value]));
  labels.set('alertname', rule.name.value);
  return routings(project).some(({ route, sending }) =>
    receiversOf(route, { labels, inherited: null, depth: 0 }).some((name) => sending.has(name)),
  );
}

function isSending(receiver: Json): boolean {
  if (typeof receiver !== 'object' || receiver === null || isList(receiver)) return false;
  return Object.entries(receiver).some(([key, value]) => key.endsWith('_configs') && isList(value) && value.length > 0);
}

interface Routed {
  readonly labels: ReadonlyMap<string, string>;
  /** The receiver of the route above. */
  readonly inherited: string | null;
  readonly depth: number;
}

const deepest = 20;

/** Names of the receivers that may get it: those of the first route below that matches, or the route's own where none surely does. */
function receiversOf(route: Json, { labels, inherited, depth }: Routed): readonly string[] {
  const own = textOf(child(route, 'receiver')) ?? inherited;
  const routes = child(route, 'routes');
  const found: string[] = [];
  let isTaken = false;
  for (const next of depth < deepest && routes !== undefined && isList(routes) ? routes : []) {
    const match = matches(next, labels);
    if (match === 'no') continue;
    found.push(...receiversOf(next, { labels, inherited: own, depth: depth + 1 }));
    if (match === 'maybe') continue;
    isTaken = true;
    if (child(next, 'continue') !== true) break;
  }
  return isTaken || own === null ? found : [...found, own];
}

type Match = 'yes' | 'no' | 'maybe';

function matches(route: Json, labels: ReadonlyMap<string, string>): Match {
  const all = [
    ...entriesOf(child(route, 'match')).map(([key, value]) => matchOf(labels, { key, operator: '=', value })),
    ...entriesOf(child(route, 'match_re')).map(([key, value]) => matchOf(labels, { key, operator: '=~', value })),
    ...matchersOf(child(route, 'matchers')).map((matcher) => matchOf(labels, matcher)),
  ];
  if (all.includes('no')) return 'no';
  return all.includes('maybe') ? 'maybe' : 'yes';
}

interface Matcher {
  readonly key: string;
  readonly operator: string;
  readonly value: string;
}

function matchersOf(value: Json | undefined): readonly Matcher[] {
  const texts = value === undefined ? [] : isList(value) ? value.map((one) => textOf(one) ?? '') : [textOf(value) ?? ''];
  return texts
    .flatMap((text) => text.replace(/^\s*\{|\}\s*$/g, '').split(/,(?=\s*[\w.]+\s*[!=])/))
    .flatMap((text) => {
      const [, key = '', operator = '', value = ''] = /^\s*([\w.]+)\s*(=~|!~|!=|=)\s*"?([^"]*)"?\s*$/.exec(text) ?? [];
      return key === '' ? [{ key: '', operator: '', value: '' }] : [{ key, operator, value }];
    });
}

/** Labels that rules set; series hardly ever bring them. */
const setByRules = /^(?:alertname|severity|priority|team|owner|squad|component|product)$/;

/** A label that the rule does not set may come with the series or from outside, so that nobody knows. */
function matchOf(labels: ReadonlyMap<string, string>, { key, operator, value }: Matcher): Match {
  const label = labels.get(key) ?? (setByRules.test(key) ? '' : undefined);
  if (label === undefined || operator === '' || label.includes('{{')) return 'maybe';
  if (operator === '=') return label === value ? 'yes' : 'no';
  if (operator === '!=') return label === value ? 'no' : 'yes';
  const fits = fitsPattern(label, value);
  if (fits === null) return 'maybe';
  return fits === (operator === '=~') ? 'yes' : 'no';
}

/** Alternatives of plain words and the catch-alls are read; no pattern of somebody else is run. Null for others. */
function fitsPattern(label: string, pattern: string): boolean | null {
  const plain = pattern.replace(/^\^|\$$/g, '').replace(/^\((?:\?:)?([^()]*)\)$/, '$1');
  if (plain === '.*') return true;
  if (plain === '.+') return label !== '';
  return /^[\w\s|-]*$/.test(plain) ? plain.split('|').includes(label) : null;
}

function entriesOf(value: Json | undefined): readonly (readonly [string, string])[] {
  if (typeof value !== 'object' || value === null || isList(value)) return [];
  return Object.entries(value).map(([key, inner]) => [key, textOf(inner) ?? ''] as const);
}

function textOf(value: Json | undefined): string | null {
  return typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}
