/** The events that start a workflow, with the shape of what `on` may say of each: GitHub's own workflow schema, 2026. */
import { eitherOf, listOf, mapOf, orNothing, record } from '../yaml/compound-shapes.ts';
import { filledText as filled, flag, nothing, oneOf, scalarText } from '../yaml/scalar-shapes.ts';
import type { Shape } from '../yaml/shape.ts';

const words = (list: string): readonly string[] => list.split(' ');

const oneOrMany = eitherOf(filled, listOf(filled));
const anyText = orNothing(scalarText);
const bare = nothing;

const filters = ['branches', 'branches-ignore', 'paths', 'paths-ignore', 'tags', 'tags-ignore'];

function eventWith(keys: readonly string[], types: readonly string[] = []): Shape {
  const activity = oneOf(types);
  const known: Record<string, Shape> = Object.fromEntries(keys.map((key) => [key, oneOrMany]));
  if (types.length > 0) known['types'] = eitherOf(activity, listOf(activity));
  return orNothing(record(known));
}

const changed = ['created', 'edited', 'deleted'];
const pullRequestTypes = words(
  'assigned unassigned labeled unlabeled opened edited closed reopened synchronize converted_to_draft locked unlocked ' +
    'enqueued dequeued milestoned demilestoned ready_for_review review_requested review_request_removed auto_merge_enabled ' +
    'auto_merge_disabled stacked',
);
const pullRequest = eventWith(['branches', 'branches-ignore', 'paths', 'paths-ignore'], pullRequestTypes);
const discussionTypes = words(
  'created edited deleted transferred pinned unpinned labeled unlabeled locked unlocked category_changed answered ' +
    'unanswered closed reopened',
);
const issueTypes = words(
  'opened edited deleted transferred pinned unpinned closed reopened assigned unassigned labeled unlabeled locked unlocked ' +
    'milestoned demilestoned field_added field_removed typed untyped',
);

const inputKeys: Readonly<Record<string, Shape>> = {
  description: anyText,
  deprecationMessage: anyText,
  required: flag,
  default: anyText,
};

const workflowCall = orNothing(
  record({
    inputs: mapOf(record({ ...inputKeys, type: oneOf(['string', 'boolean', 'number']) }, { required: ['type'] })),
    secrets: mapOf(orNothing(record({ description: anyText, required: flag }))),
    outputs: mapOf(record({ description: anyText, value: anyText }, { required: ['value'] })),
  }),
);

const dispatchInput = record({
  ...inputKeys,
  type: oneOf(['string', 'boolean', 'number', 'environment', 'choice']),
  options: listOf(anyText),
});

const workflowDispatch = orNothing(record({ inputs: orNothing(mapOf(orNothing(dispatchInput))) }));

/** Each event's name with the shape of its configuration. */
export const githubEvents: Readonly<Record<string, Shape>> = {
  branch_protection_rule: eventWith([], changed),
  check_run: eventWith([], ['completed', 'created', 'rerequested', 'requested_action']),
  check_suite: eventWith([], ['completed', 'requested', 'rerequested']),
  create: bare,
  delete: bare,
  deployment: bare,
  deployment_status: bare,
  discussion: eventWith([], discussionTypes),
  discussion_comment: eventWith([], changed),
  fork: bare,
  gollum: bare,
  image_version: eventWith(['names', 'versions'], ['created', 'ready', 'deleted']),
  issue_comment: eventWith([], changed),
  issues: eventWith([], issueTypes),
  label: eventWith([], changed),
  merge_group: eventWith(['branches', 'branches-ignore'], ['checks_requested', 'destroyed']),
  milestone: eventWith([], ['created', 'closed', 'opened', 'edited', 'deleted']),
  page_build: bare,
  project: eventWith([], ['created', 'updated', 'closed', 'reopened', 'edited', 'deleted']),
  project_card: eventWith([], ['created', 'moved', 'converted', 'edited', 'deleted']),
  project_column: eventWith([], ['created', 'updated', 'moved', 'deleted']),
  public: bare,
  pull_request: pullRequest,
  pull_request_comment: eventWith([], changed),
  pull_request_review: eventWith([], ['submitted', 'edited', 'dismissed']),
  pull_request_review_comment: eventWith([], changed),
  pull_request_target: pullRequest,
  push: eventWith(filters),
  registry_package: eventWith([], ['published', 'updated']),
  release: eventWith([], ['published', 'unpublished', 'created', 'edited', 'deleted', 'prereleased', 'released']),
  repository_dispatch: orNothing(record({ types: oneOrMany })),
  schedule: listOf(record({ cron: filled, timezone: filled }, { required: ['cron'] })),
  status: bare,
  watch: eventWith([], ['started']),
  workflow_call: workflowCall,
  workflow_dispatch: workflowDispatch,
  workflow_run: eventWith(['workflows', 'branches', 'branches-ignore'], ['requested', 'completed', 'in_progress']),
};

/** Filters of which an event may have only one of each pair. */
export const exclusiveFilters = [
  ['branches', 'branches-ignore'],
  ['paths', 'paths-ignore'],
  ['tags', 'tags-ignore'],
] as const;
