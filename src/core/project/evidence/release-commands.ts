import type { Project } from '../project.ts';
import { ciSteps } from './ci-commands.ts';
import { type DocumentPart, codeLines, saysWhen } from './documents.ts';
import type { Place } from './offer.ts';
import { perProject } from './per-project.ts';
import { runCommands, withoutWrappers } from './run-commands.ts';
import { programOf, runsTraining } from './run-targets.ts';
import { shellCommands } from './shell-commands.ts';

/** Whether a command puts an earlier version back. */
export function isRollback(words: readonly string[]): boolean {
  const [, first = '', second = ''] = words;
  const line = words.join(' ');
  switch (programOf({ words, folder: '' })) {
    case 'kubectl':
    case 'oc':
      return (
        (first === 'rollout' && second === 'undo') ||
        (first === 'argo' && second === 'rollouts' && /\bundo\b|\babort\b/.test(line)) ||
        first === 'rollback'
      );
    case 'kubectl-argo-rollouts':
      return first === 'undo' || first === 'abort';
    case 'helm':
    case 'airworthy':
      return first === 'rollback';
    case 'argocd':
      return first === 'app' && second === 'rollback';
    case 'gto':
      return first === 'assign' || (first === 'deprecate' && /--unassign|#/.test(line));
    case 'git':
      return first === 'revert' || (first === 'checkout' && /v?\d+\.\d+|PREV|previous|tags?\//i.test(line));
    case 'aws':
      return /update-endpoint|update-service|rollback|update-alias/.test(line);
    case 'gcloud':
      return /update-traffic|rollback/.test(line);
    case 'docker':
      return (first === 'service' && second === 'rollback') || (first === 'stack' && second === 'deploy' && /prev/i.test(line));
    case 'bentoml':
      return first === 'deployment' && second === 'update';
    case 'mlflow':
      return /alias|transition|stage/.test(line);
    default:
      return false;
  }
}

/** Steps of any workflow, also of those started by hand, and scripts and make targets of the project that put an earlier version back. */
export const rollbackCommands = perProject((project): readonly Place[] => {
  const steps = ciSteps(project)
    .filter((step) => !step.off)
    .flatMap((step) =>
      step.commands
        .filter((command) => isRollback(command.words) && isNamedRollback(step.path, command.words))
        .map((command) => command.place),
    );
  const scripts = project.files.flatMap(({ source }) => {
    const isScript = /\.(?:sh|bash)$/.test(source.path);
    const isMake = /(?:^|\/)(?:GNUm|[Mm])akefile$|(?:^|\/)[Jj]ustfile$/.test(source.path);
    if (!isScript && !isMake) return [];
    return shellCommands(source.text.replace(/^([ \t]+)[@-]+/gm, (whole) => ' '.repeat(whole.length)))
      .filter(
        (command) =>
          isRollback(withoutWrappers(command.words)) && isNamedRollback(isMake ? 'Makefile' : source.path, withoutWrappers(command.words)),
      )
      .map((command) => ({ path: source.path, span: { start: command.start, end: command.end } }));
  });
  return [...steps, ...scripts];
});

/** Commands that also promote (`gto assign`, `git checkout`) count only in a file that is named after going back. */
function isNamedRollback(path: string, words: readonly string[]): boolean {
  const isUnambiguous = /undo|rollback|abort|revert/.test(words.join(' '));
  return isUnambiguous || /roll-?_?back|revert|restore/i.test(path);
}

/** A command in a document that does what the document speaks of. */
export function documentedCommand(project: Project, part: DocumentPart, kind: 'rollback' | 'training'): boolean {
  return codeLines(part.body).some((line) => {
    const place = part.place;
    const commands = runCommands(project, { text: line, folder: project.root, place, offset: null });
    return commands.some((command) =>
      kind === 'rollback'
        ? isRollback(command.words) || isRollback(withoutWrappers(shellCommands(line)[0]?.words ?? []))
        : runsTraining(project, command),
    );
  });
}

/** Whether a document gives the command and says when to use it. */
export function isConcrete(project: Project, part: DocumentPart, kind: 'rollback' | 'training'): boolean {
  return saysWhen(part.body) && documentedCommand(project, part, kind);
}
