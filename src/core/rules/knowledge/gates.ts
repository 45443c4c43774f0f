import type { ManifestGate } from '../../config/manifest-schema.ts';
import { documentPointer } from '../../config/pointer.ts';
import { valueAt } from '../../facts/data-file.ts';
import type { YamlView } from '../../facts/yaml/yaml-view.ts';
import type { Span } from '../../model/span.ts';
import type { Project } from '../../project/project.ts';
import { placedItems, placedModels } from './manifest-items.ts';
import type { Place } from '../places/place-of-absent.ts';

/** A gate on a recorded metric, with the number the work tree has for it. */
export interface GateVerdict {
  readonly model: string;
  readonly metric: string;
  /** The metric's name on the gate's line. */
  readonly place: Place;
  readonly file: string;
  readonly pointer: string;
  /** Null where the file has no number there; may be NaN. */
  readonly value: number | null;
  readonly valueSpan: Span;
  readonly min: number | undefined;
  readonly max: number | undefined;
}

/**
 * The gates whose metrics file could be read. A file that is not in the work tree (DVC may hold it) is nobody's fault here,
 * and a live metric cannot be judged from files.
 */
export function judgedGates(project: Project): readonly GateVerdict[] {
  const document = project.manifestDocument;
  if (document === null) return [];
  return placedModels(project).flatMap(({ item: model, view: modelView }) => {
    const isSame = (gate: ManifestGate, view: YamlView): boolean => 'metric' in gate && view.get('metric')?.text()?.value === gate.metric;
    const gates = (model.gates ?? []).filter((gate) => 'metric' in gate);
    return placedItems(gates, modelView.get('gates')?.items() ?? [], isSame).flatMap(({ item: gate, view }): readonly GateVerdict[] => {
      const target = documentPointer(gate.from);
      const file = target === undefined ? null : project.resolve(document.path, target.file);
      const data = file === null ? undefined : project.data(file);
      if (target === undefined || file === null || data === undefined) return [];
      const value = valueAt(data, target.pointer);
      return [
        {
          model: model.name,
          metric: gate.metric,
          place: { path: document.path, span: view.get('metric')?.span ?? view.span },
          file,
          pointer: target.pointer,
          value: typeof value === 'number' ? value : null,
          valueSpan: keyIn(project, file, target.pointer),
          min: gate.min,
          max: gate.max,
        },
      ];
    });
  });
}

/** Where the last key of a pointer stands in the file, as far as its text shows it at once; else the file's beginning. */
function keyIn(project: Project, file: string, pointer: string): Span {
  const text = project.file(file)?.source.text ?? '';
  let from = 0;
  for (const step of pointer.split('/').filter((part) => part !== '')) {
    const found = text.indexOf(step, from);
    if (found === -1) return { start: 0, end: 0 };
    from = found + step.length;
  }
  const last = pointer.slice(pointer.lastIndexOf('/') + 1);
  return { start: from - last.length, end: from };
}
