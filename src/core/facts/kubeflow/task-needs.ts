import type { Located } from '../../model/span.ts';
import type { YamlView } from '../yaml/yaml-view.ts';
import { field, fieldEntries } from './proto-shapes.ts';

/** The tasks of the same graph that a task of a compiled pipeline waits for: named outright, or by an output that it takes. */
export function taskNeeds(task: YamlView): readonly Located<string>[] {
  const inputs = field(task, 'inputs');
  const producers = [
    ...fieldEntries(inputs, 'parameters').flatMap(({ value }) => [field(value, 'taskOutputParameter'), field(value, 'taskFinalStatus')]),
    ...fieldEntries(inputs, 'artifacts').map(({ value }) => field(value, 'taskOutputArtifact')),
  ];
  return [...(field(task, 'dependentTasks')?.items() ?? []), ...producers.map((source) => field(source, 'producerTask'))].flatMap(
    (name) => name?.text() ?? [],
  );
}
