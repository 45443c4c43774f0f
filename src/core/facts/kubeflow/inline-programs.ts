import type { YamlView } from '../yaml/yaml-view.ts';

/** The Python programs in a container's command and arguments: words of several lines that define or import something. */
export function programsIn(container: YamlView | undefined): readonly string[] {
  return ['command', 'args']
    .flatMap((key) => container?.get(key)?.items() ?? [])
    .flatMap((word) => word.string()?.value ?? [])
    .filter((word) => /^(?:def|class|import|from) /m.test(word) && word.includes('\n'));
}
