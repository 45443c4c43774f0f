import type { DeployTarget } from '../core/config/manifest-schema.ts';
import { parseYaml } from '../core/facts/yaml/parse-yaml.ts';
import { message, type Message } from '../core/l10n/message.ts';
import { createSourceText } from '../core/model/source-text.ts';
import { isForeignPath } from '../core/project/evidence/own-path.ts';
import type { PlannedCommand } from '../core/release/release-steps.ts';
import type { ReleaseContext } from './release-context.ts';

const texts = {
  healed: {
    en: '{path} lets a controller put the cluster back to what Git says, so kubectl would be undone; the commit alone counts. Push it.',
    pl: '{path} każe kontrolerowi przywracać klaster do stanu z Git, więc kubectl zostałby cofnięty; liczy się sam commit. Wyślij go.',
  },
  unmerged: {
    en: 'kubectl is left out: {path} changes on a branch of its own. Apply it once that is merged.',
    pl: 'Pominięto kubectl: {path} zmienia się na osobnej gałęzi. Zastosuj plik po jej scaleniu.',
  },
} as const;

/** What the commands of a release are about. */
export interface CommandRequest {
  readonly model: string;
  readonly stage: string;
  /** The folder of the `airworthy.yaml` that declares the target, relative to the repository; '' at its root. */
  readonly folder: string;
  readonly target: DeployTarget | null;
  /** The serving manifest's path, relative to the repository; null where there is none. */
  readonly path: string | null;
  readonly from: string | null;
  readonly to: string | null;
}

/**
 * The commands that a target declares: its own, and `kubectl apply` only where `apply: kubectl` says so. Where Argo CD or Flux keeps the
 * cluster at what Git says, `kubectl` is left out, with the reason. The target's own command runs in the folder of the `airworthy.yaml`
 * that declares it, as its paths are meant there, and gets the serving manifest's path as it stands there; `kubectl` runs at the
 * repository's root, where the plan's paths begin.
 */
export async function commandsOf(
  context: ReleaseContext,
  { model, stage, folder, target, path, from, to }: CommandRequest,
  signal: AbortSignal,
): Promise<{ readonly commands: readonly PlannedCommand[]; readonly warnings: readonly Message[] }> {
  if (target === null) return { commands: [], warnings: [] };
  const environment = {
    AIRWORTHY_MODEL: model,
    AIRWORTHY_STAGE: stage,
    AIRWORTHY_FROM: from ?? '',
    AIRWORTHY_VERSION: to ?? '',
    AIRWORTHY_MANIFEST: target.manifest ?? '',
  };
  const commands: PlannedCommand[] = target.command === undefined ? [] : [{ kind: 'deploy', command: target.command, environment, folder }];
  if (target.apply !== 'kubectl' || path === null) return { commands, warnings: [] };
  // The work tree keeps the old text until the branch is merged.
  if (target.via === 'branch') return { commands, warnings: [message(texts.unmerged, { path })] };
  const healer = await findHealer(context, signal);
  if (healer !== null) return { commands, warnings: [message(texts.healed, { path: healer })] };
  const apply = { kind: 'kubectl' as const, command: `kubectl apply -f ${quoted(path)}`, environment: {}, folder: '' };
  return { commands: [...commands, apply], warnings: [] };
}

/** A path as one word of a POSIX shell. */
function quoted(path: string): string {
  return /^[\w./-]+$/.test(path) && !path.startsWith('-') ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}

/** A file that tells Argo CD to heal by itself, or Flux to reconcile, which always does. Null where the repository has none. */
async function findHealer({ repository, tree }: ReleaseContext, signal: AbortSignal): Promise<string | null> {
  const words = ['argoproj.io/', 'kustomize.toolkit.fluxcd.io/'];
  const paths = (await repository.filesContaining(words, ['yaml', 'yml'], signal)).filter((path) => !isForeignPath(path));
  for (const path of paths.toSorted()) {
    const file = await tree.read(path, signal);
    if (file.kind !== 'text') continue;
    const heals = parseYaml(createSourceText(path, file.text)).some(({ root }) => {
      const kind = root.get('kind')?.scalar;
      const group = String(root.get('apiVersion')?.scalar ?? '');
      if (kind === 'Kustomization' && group.startsWith('kustomize.toolkit.fluxcd.io/')) return root.at('spec', 'suspend')?.scalar !== true;
      const spec = kind === 'ApplicationSet' ? root.at('spec', 'template', 'spec') : root.get('spec');
      return group.startsWith('argoproj.io/') && spec?.at('syncPolicy', 'automated', 'selfHeal')?.scalar === true;
    });
    if (heals) return path;
  }
  return null;
}
