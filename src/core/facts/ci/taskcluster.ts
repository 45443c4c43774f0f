import { type Text, message } from '../../l10n/message.ts';
import type { Located } from '../../model/span.ts';
import { baseName } from '../../project/paths.ts';
import type { Problem, YamlFormat } from '../format.ts';
import { mapOf, orNothing, record } from '../yaml/compound-shapes.ts';
import { anything, flag, text } from '../yaml/scalar-shapes.ts';
import { type Shape, checkShape, rootPlace } from '../yaml/shape.ts';
import type { YamlView } from '../yaml/yaml-view.ts';
import type { TaskclusterFacts, TaskclusterTask } from './taskcluster-facts.ts';

const texts = {
  version: { en: 'version must be 0 or 1.', pl: 'version musi być 0 albo 1.' },
  tasks: { en: 'There are no tasks.', pl: 'Brakuje zadań (tasks).' },
  policy: { en: 'pullRequests must be one of: {choices}.', pl: 'pullRequests musi mieć jedną z wartości: {choices}.' },
} satisfies Record<string, Text>;

const policies = ['public', 'collaborators', 'public_restricted', 'collaborators_quiet'];
const deepest = 30;
const mostTasks = 2000;
const mostNodes = 50_000;

/** Version 1 refuses every other key; version 0 is of before, and takes what it finds. */
const newShape: Shape = record({
  version: anything,
  reporting: orNothing(text),
  policy: orNothing(mapOf(anything)),
  autoCancelPreviousChecks: orNothing(flag),
  tasks: anything,
});
const oldShape: Shape = record({ version: anything, tasks: anything }, { open: true });

/** The tasks of a repository, which Taskcluster reads at its root alone. */
export const taskcluster: YamlFormat<'taskcluster', TaskclusterFacts> = {
  kind: 'yaml',
  id: 'taskcluster',
  isSingle: true,
  ownsName: (path) => /^\.taskcluster\.ya?ml$/.test(baseName(path)),
  recognise: (_root, path) => /^\.taskcluster\.ya?ml$/.test(baseName(path)),
  read: (root) => ({ facts: readFacts(root), problems: problemsOf(root) }),
  inspect: ({ version, pullRequests, tasks }) => ({
    version,
    pullRequests,
    tasks: tasks.map(({ name, image, command, events }) => ({
      name,
      image: image?.value ?? null,
      command: command?.value ?? null,
      events: [...events],
    })),
  }),
};

function readFacts(root: YamlView): TaskclusterFacts {
  const found: TaskclusterTask[] = [];
  const tasks = root.get('tasks');
  if (tasks !== undefined) collect(tasks, { found, events: [], left: { nodes: mostNodes } }, 0);
  return {
    version: root.get('version')?.number()?.value ?? null,
    pullRequests: (root.at('policy', 'pullRequests') ?? root.get('allowPullRequests'))?.text()?.value ?? null,
    tasks: found,
  };
}

interface Walk {
  readonly found: TaskclusterTask[];
  /** Events that the conditions around name. */
  readonly events: readonly string[];
  readonly left: { nodes: number };
}

/** JSON-e puts tasks anywhere: below `$let`'s `in`, below `then` and `else`, in lists of lists. A task is what has a payload. */
function collect(view: YamlView, walk: Walk, depth: number): void {
  walk.left.nodes -= 1;
  if (walk.left.nodes < 0 || depth > deepest || walk.found.length >= mostTasks) return;
  if (view.get('payload')?.kind === 'map') {
    walk.found.push(readTask(view, walk.events));
    return;
  }
  const condition = view.get('$if')?.text()?.value;
  for (const item of view.items()) collect(item, walk, depth + 1);
  for (const { key, value } of view.entries()) {
    // What stands in the other branch is run by other events, of which nothing is known.
    const events = key === 'then' && condition !== undefined ? eventsIn(condition) : key === 'else' ? [] : walk.events;
    collect(value, { ...walk, events }, depth + 1);
  }
}

/** `tasks_for == "github-push"`, also as one of several; `"github-push" in …` and the like. */
function eventsIn(condition: string): readonly string[] {
  return [...new Set([...condition.matchAll(/["']((?:github-[\w-]+)|cron|action)["']/g)].map(([, event = '']) => event))];
}

function readTask(view: YamlView, around: readonly string[]): TaskclusterTask {
  const payload = view.get('payload');
  const image = payload?.get('image');
  const old = (view.at('extra', 'github', 'events')?.items() ?? []).flatMap((event) => event.text()?.value ?? []);
  return {
    name: view.at('metadata', 'name')?.text()?.value ?? null,
    image: image?.text() ?? image?.get('name')?.text() ?? null,
    command: commandOf(payload?.get('command')),
    events: [...new Set([...around, ...old.map(eventOfOld)])],
    span: view.span,
  };
}

/** Version 0 has `push` and `pull_request.opened`. */
function eventOfOld(event: string): string {
  const kind = event.replace(/\..*$/, '').replaceAll('_', '-');
  return kind.startsWith('github-') ? kind : `github-${kind}`;
}

/** A list of words; where they start a shell, what the shell is told. Some workers take a list of whole commands, each a list again. */
function commandOf(view: YamlView | undefined): Located<string> | null {
  if (view === undefined) return null;
  const words = (list: YamlView): readonly string[] =>
    list.items().map((item) => item.text()?.value ?? item.get('$eval')?.text()?.value ?? item.get('$sprintf')?.text()?.value ?? '');
  const lines = view.items().some((item) => item.kind === 'seq') ? view.items().map(words) : [words(view)];
  const value = lines
    .map(asScript)
    .filter((line) => line !== '')
    .join('\n');
  return value === '' ? null : { value, span: view.items()[0]?.span ?? view.span };
}

function asScript(words: readonly string[]): string {
  const shell = words.findIndex((word) => /(?:^|\/)(?:ba|a|z)?sh$/.test(word));
  const flag = words.findIndex((word, index) => index > shell && /^-\w*c\w*$/.test(word));
  const told = shell >= 0 && flag > shell ? words[flag + 1] : undefined;
  return told ?? words.join(' ');
}

function problemsOf(root: YamlView): readonly Problem[] {
  const place = rootPlace(root, '.taskcluster.yml');
  const version = root.get('version');
  const problems: Problem[] = [...checkShape(version?.scalar === 0 ? oldShape : newShape, root, place)];
  if (root.kind !== 'map') return problems;
  if (version?.scalar !== 0 && version?.scalar !== 1) problems.push({ message: message(texts.version), span: version?.span ?? place.span });
  if (root.get('tasks') === undefined) problems.push({ message: message(texts.tasks), span: place.span });
  const policy = root.at('policy', 'pullRequests')?.text();
  if (policy !== undefined && !policies.includes(policy.value))
    problems.push({ message: message(texts.policy, { choices: policies.join(', ') }), span: policy.span });
  return problems;
}
