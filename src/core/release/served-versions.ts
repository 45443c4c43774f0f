import { chooseObject, readServing } from './serving/read-serving.ts';
import type { ServedVersion } from './trail-manifest.ts';

/** What a manifest's text serves for a model: the versions of the object that its `deploy` names or its name fits. Null where none does. */
export function versionsServed(
  text: string,
  path: string,
  choice: { readonly model: string; readonly object: string | undefined },
): readonly ServedVersion[] | null {
  const object = chooseObject(readServing(path, text), choice);
  return object === null ? null : object.slots.map(({ role, version }) => ({ role, version: version?.value ?? null }));
}
