import { baseName, folderOf, joinPath } from '../../project/paths.ts';
import type { YamlFormat } from '../format.ts';
import { checkShape, rootPlace } from '../yaml/shape.ts';
import type { DvcFileFacts } from './dvc-facts.ts';
import { dvcItems } from './dvc-items.ts';
import { dvcFileShape } from './dvc-shapes.ts';

/** `*.dvc`: data under DVC's care, one stage a file. */
export const dvcFile: YamlFormat<'dvc-file', DvcFileFacts> = {
  kind: 'yaml',
  id: 'dvc-file',
  ownsName: isDvcFileName,
  isSingle: true,
  recognise: (_root, path) => isDvcFileName(path),
  read: (root, source) => {
    const folder = joinPath(folderOf(source.path), root.get('wdir')?.text()?.value ?? '.');
    return {
      facts: {
        outs: dvcItems(root.get('outs'), folder),
        deps: dvcItems(root.get('deps'), folder),
        frozen: (root.get('frozen') ?? root.get('locked'))?.boolean()?.value ?? false,
      },
      // An empty file is one without data.
      problems: root.kind === 'null' ? [] : checkShape(dvcFileShape, root, rootPlace(root, baseName(source.path))),
    };
  },
  inspect: (facts) => ({
    outs: facts.outs.map((out) => ({ path: out.path.value, md5: out.md5?.value ?? null, size: out.size, nfiles: out.nfiles })),
    deps: facts.deps.map((dependency) => dependency.path.value),
  }),
};

/** A bare `.dvc` is DVC's own folder. */
function isDvcFileName(path: string): boolean {
  return /[^/]\.dvc$/.test(path);
}
