import { joinPath } from '../../project/paths.ts';
import type { YamlView } from '../yaml/yaml-view.ts';
import type { DvcItem } from './dvc-facts.ts';

/**
 * The entries of a lock's or a `.dvc` file's `deps` or `outs` that name a path.
 * `folder` is the one their paths are relative to; null where that lies outside of the repository.
 */
export function dvcItems(list: YamlView | undefined, folder: string | null): readonly DvcItem[] {
  return (list?.items() ?? []).flatMap((item) => {
    const path = item.get('path')?.text();
    if (path === undefined) return [];
    const md5 = item.get('md5')?.text() ?? null;
    return [
      {
        path,
        resolved: folder === null ? null : joinPath(folder, path.value),
        md5: md5 === null || md5.value === '' ? null : md5,
        // DVC 3 marks its own digests; without the mark they fold line ends.
        legacyMd5: md5 !== null && item.get('hash')?.text()?.value !== 'md5',
        size: item.get('size')?.number()?.value ?? null,
        nfiles: item.get('nfiles')?.number()?.value ?? null,
        isExecutable: item.get('isexec')?.boolean()?.value ?? false,
        otherHash: hasOtherHash(item),
        cache: item.get('cache')?.boolean()?.value ?? true,
        push: item.get('push')?.boolean()?.value ?? true,
        remote: item.get('remote')?.text()?.value ?? null,
      },
    ];
  });
}

function hasOtherHash(item: YamlView): boolean {
  const addresses = [item.get('etag'), item.get('checksum'), item.get('version_id'), item.at('repo', 'rev_lock')];
  if (addresses.some((address) => (address?.text()?.value ?? '') !== '')) return true;
  return (item.get('cloud')?.entries().length ?? 0) > 0 || (item.get('files')?.items().length ?? 0) > 0;
}
