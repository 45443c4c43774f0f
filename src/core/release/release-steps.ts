/** A whole release: the registry's change with what goes along, as data that is shown, printed by `--dry-run`, compared and carried out. */
import type { Message } from '../l10n/message.ts';
import type { RegistryChange } from './release-plan.ts';

/** A serving manifest's edit, with the commit that will hold it. */
export interface ManifestCommit {
  /** Relative to the repository. */
  readonly path: string;
  /** The edited object's name. */
  readonly object: string;
  /** The work tree's text as it was planned on, and as it will be. */
  readonly oldText: string;
  readonly newText: string;
  /** What Git stores of the new text: the same but where it converts line ends. */
  readonly storedText: string;
  /** Id and mode of the blob that the parent holds. */
  readonly blob: string;
  readonly mode: string;
  /** Each value that changes, with its line (from 1) and its key. */
  readonly changes: readonly {
    readonly line: number;
    readonly key: string;
    readonly before: string | null;
    readonly after: string | null;
  }[];
  /** Full name of the branch that gets the commit, such as `refs/heads/main`, and whether it is a new one. */
  readonly branch: string;
  readonly isNewBranch: boolean;
  /** The commit that the new one follows. */
  readonly parent: string;
}

/** A program that a release starts when all is written and the person asked for it. Values go in as environment variables, never as text. */
export interface PlannedCommand {
  readonly kind: 'deploy' | 'kubectl';
  /** Exactly what a shell is given. */
  readonly command: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Where it runs, relative to the repository; '' at its root. */
  readonly folder: string;
}

/** What people ask for. */
export type ReleaseVerb = 'promote' | 'deploy' | 'rollback' | 'shadow' | 'canary' | 'unassign' | 'register';

/** Shares of traffic in percent. */
export interface Traffic {
  /** Null where the version got none by name. */
  readonly before: number | null;
  readonly after: number;
}

/** All that a release will write, and the state it was planned on. */
export interface ReleasePlan {
  readonly action: ReleaseVerb;
  readonly model: string;
  /** Null for a registration. */
  readonly stage: string | null;
  /** The version that leaves; null where there was none. */
  readonly from: string | null;
  /** The version that comes; null where the stage is left empty. */
  readonly to: string | null;
  /** The share of traffic that `to` gets, in percent, where the release sets one. */
  readonly traffic: Traffic | null;
  /** The commit of `to`; null where it is not known. */
  readonly commit: string | null;
  /** Null where only a manifest changes. */
  readonly change: RegistryChange | null;
  readonly manifest: ManifestCommit | null;
  /** The remote to push to; null where nothing is pushed. */
  readonly remote: string | null;
  readonly commands: readonly PlannedCommand[];
  /** What the person should know before saying yes. */
  readonly warnings: readonly Message[];
}

/** One thing that will be written or run, for people and for JSON. */
export interface PlanStep {
  readonly step:
    'create-tag' | 'set-alias' | 'delete-alias' | 'record' | 'edit-manifest' | 'commit' | 'push-tag' | 'push-branch' | 'run-command';
  /** What is written: the tag; the alias; file and line; the branch; remote and ref; the command. */
  readonly target: string;
  /** The value before; null where there is none. */
  readonly before: string | null;
  readonly after: string | null;
  /** The key whose value an edit changes; absent for all that is no edit. */
  readonly key?: string;
  /** Where a command runs, relative to the repository; absent at its root and for all that is no command. */
  readonly folder?: string;
}

/** The steps of a plan in the order in which they are taken. */
export function planSteps(plan: ReleasePlan): readonly PlanStep[] {
  const { from: before, to: after, change, manifest, remote, commands } = plan;
  const steps: PlanStep[] = [];
  if (change?.registry === 'git') steps.push({ step: 'create-tag', target: change.name, before, after });
  if (manifest !== null) {
    steps.push(
      ...manifest.changes.map((edit) => ({
        step: 'edit-manifest' as const,
        target: `${manifest.path}:${String(edit.line)}`,
        before: edit.before,
        after: edit.after,
        key: edit.key,
      })),
      { step: 'commit', target: shortBranch(manifest.branch), before: manifest.parent.slice(0, 10), after: manifest.path },
    );
  }
  if (change?.registry === 'mlflow') {
    const version = change.to ?? change.holder?.version ?? '';
    steps.push({ step: 'record', target: `models:/${change.artifact}/${version}`, before: null, after: recordName(change) });
    const step = change.to === null ? 'delete-alias' : 'set-alias';
    steps.push({ step, target: `models:/${change.artifact}@${change.name}`, before, after });
  }
  if (remote !== null && change?.registry === 'git') steps.push({ step: 'push-tag', target: `${remote} ${change.name}`, before, after });
  if (remote !== null && manifest !== null) {
    steps.push({ step: 'push-branch', target: `${remote} ${shortBranch(manifest.branch)}`, before, after });
  }
  steps.push(
    ...commands.map(({ command, folder }) => ({
      step: 'run-command' as const,
      target: command,
      before,
      after,
      ...(folder === '' ? {} : { folder }),
    })),
  );
  return steps;
}

function recordName({ action, stage }: RegistryChange): string {
  return stage === null ? action : `${action} ${stage}`;
}

/** A branch's name without `refs/heads/`. */
export function shortBranch(branch: string): string {
  return branch.replace(/^refs\/heads\//, '');
}
