import assert from 'node:assert/strict';
import fc from 'fast-check';
import { taskcluster } from '../../../../src/core/facts/ci/taskcluster.ts';
import { checkAnyTree, checkTotal, parseText, truncations } from '../../../support/read-format.ts';

const path = '.taskcluster.yml';
const file = `version: 1
reporting: checks-v1
policy: { pullRequests: collaborators }
tasks:
  $let:
    trust: 1
  in:
    $flatten:
      - $if: 'tasks_for in ["github-push", "github-pull-request"]'
        then:
          - taskId: { $eval: as_slugid("test") }
            metadata: { name: Tests, description: d, owner: o@example.com, source: s }
            payload:
              image: python:3.12
              maxRunTime: 3600
              command: [/bin/bash, '--login', '-c', 'pip install . && pytest']
      - $if: 'tasks_for == "github-release"'
        then:
          metadata: { name: Publish }
          payload:
            command:
              - [git, clone, url]
              - [twine, upload, dist]
        else: { metadata: { name: Other }, payload: { command: [true] } }
`;

describe('taskcluster', () => {
  const places = (text: string): readonly string[] => parseText(taskcluster, text, { path }).places;

  it('finds tasks wherever conditions put them, with the events that start them', () => {
    const { places: wrong, inspected, recognised } = parseText(taskcluster, file, { path });
    assert.ok(recognised);
    assert.deepEqual(wrong, []);
    assert.deepEqual(inspected, {
      version: 1,
      pullRequests: 'collaborators',
      tasks: [
        { name: 'Tests', image: 'python:3.12', command: 'pip install . && pytest', events: ['github-push', 'github-pull-request'] },
        { name: 'Publish', image: null, command: 'git clone url\ntwine upload dist', events: ['github-release'] },
        { name: 'Other', image: null, command: 'true', events: [] },
      ],
    });
  });

  it('reads files of the version before', () => {
    const old = `version: 0
allowPullRequests: public
tasks:
  - provisionerId: p
    extra: { github: { events: [push, pull_request.opened] } }
    payload: { image: node, command: [npm, test] }
    metadata: { name: old }
`;
    assert.deepEqual(parseText(taskcluster, old, { path }).inspected, {
      version: 0,
      pullRequests: 'public',
      tasks: [{ name: 'old', image: 'node', command: 'npm test', events: ['github-push', 'github-pull-request'] }],
    });
    assert.deepEqual(places(old), []);
  });

  it('says what Taskcluster refuses, at its place', () => {
    assert.deepEqual(places(file.replace('version: 1', 'version: 2')), ['1:10 version must be 0 or 1.']);
    assert.deepEqual(places(file.replace('collaborators', 'everyone')), [
      '3:25 pullRequests must be one of: public, collaborators, public_restricted, collaborators_quiet.',
    ]);
    assert.deepEqual(places('version: 1\n'), ['1:1 There are no tasks.']);
    assert.deepEqual(
      places(file.replace('reporting', 'reports')).map((one) => one.split(' ')[0]),
      ['2:1'],
    );
  });

  it('survives truncations, any text and any tree', () => {
    for (const text of truncations(file)) checkTotal(taskcluster, text, { path });
    fc.assert(fc.property(fc.string(), (text) => checkTotal(taskcluster, text, { path })));
    checkAnyTree(taskcluster, ['version', 'tasks', '$if', 'then', 'else', 'in', 'payload', 'command', 'image', 'metadata', 'extra'], {
      path,
    });
  }).timeout(30_000);
});
