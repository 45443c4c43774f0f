import { type FixOffer, defineRule } from '../engine/define-rule.ts';
import { ciSteps } from '../project/evidence/ci-commands.ts';
import { objectsOfKind } from '../project/evidence/cluster-objects.ts';
import { documentsAbout } from '../project/evidence/documents.ts';
import { codeFiles } from '../project/evidence/python-code.ts';
import { releasesOf } from '../project/evidence/releases.ts';
import { declaresSoftLaunch, softLaunches, softStage } from '../project/evidence/soft-launches.ts';
import type { Project } from '../project/project.ts';
import { appendEntry } from './edits/yaml-entry.ts';
import { type ModelPlace, placesOfServed } from './places/place-of-absent.ts';

const service = (canary: string): string =>
  `apiVersion: serving.kserve.io/v1beta1\nkind: InferenceService\nmetadata:\n  name: fraud\nspec:\n  predictor:\n${canary}    model:\n      modelFormat: { name: sklearn }\n      storageUri: s3://models/fraud/v1.4.0\n`;

/** A model whose next version decides everything from its first minute. */
export const noShadowOrCanary = defineRule({
  id: 'no-shadow-or-canary',
  title: { en: 'New versions start as a shadow or canary', pl: 'Nowe wersje zaczynają w trybie cienia lub jako kanarkowe' },
  severity: 'info',
  fix: 'suggested',
  why: {
    en: 'Offline tests do not see everything: a version that takes all traffic at once makes its first mistakes on every user.',
    pl: 'Testy offline nie widzą wszystkiego: wersja, która od razu przejmuje cały ruch, pierwsze błędy popełnia na wszystkich użytkownikach.',
  },
  remedy: {
    en: 'Copy requests to the new version, or give it a small share first (KServe `canaryTrafficPercent`, Seldon `shadow`, Argo Rollouts), and declare the step under `stages` or `deploy.strategy`.',
    pl: 'Kopiuj żądania do nowej wersji albo daj jej najpierw mały udział (KServe `canaryTrafficPercent`, `shadow` w Seldonie, Argo Rollouts) i zadeklaruj ten krok w `stages` lub `deploy.strategy`.',
  },
  checks: ['soft-launch'],
  texts: {
    missing: {
      en: 'Nothing here lets a new version of {model} run as a shadow or canary first.',
      pl: 'Nic tu nie uruchamia nowej wersji modelu {model} najpierw w trybie cienia lub jako kanarkowej.',
    },
    add: { en: 'Release by a canary of 10, 50 and 100 %', pl: 'Wdrażaj kanarkowo: 10, 50 i 100%' },
  },
  examples: {
    bad: { 'k8s/fraud.yaml': service('') },
    good: { 'k8s/fraud.yaml': service('    canaryTrafficPercent: 10\n') },
  },
  check({ project, report }) {
    if (isSoftSomewhere(project)) return;
    for (const place of placesOfServed(project, 'deploy')) {
      if (place.declared !== null && declaresSoftLaunch(place.declared.item)) continue;
      const fix = addCanary(project, place);
      report({
        path: place.path,
        span: place.span,
        messageId: 'missing',
        args: { model: place.model },
        identity: place.model,
        ...(fix && { fix }),
      });
    }
  },
});

const splitting =
  /^--(?:no-)?traffic(?:[-_=]|$)|^update-traffic$|^--to-(?:revisions|tags|latest)|^(?:canary|shadow)$|^--(?:canary|shadow|mirror)/i;
const splittingArgument =
  /^(?:traffic_split|traffic_percentage|initial_variant_weight|InitialVariantWeight|mirror_traffic|shadow_production_variants)$/;

/** Whether anything splits or copies traffic, or says that it is done; with tags that could not be read nobody knows. */
function isSoftSomewhere(project: Project): boolean {
  const releases = releasesOf(project);
  if (releases.known === 'unknown' || releases.known === 'shallow' || softLaunches(project).length > 0) return true;
  return (
    releases.models.some(({ stages, history }) =>
      [...stages.keys(), ...history.map(({ stage }) => stage ?? '')].some((stage) => softStage.test(stage)),
    ) ||
    hasRouter(project) ||
    ciSteps(project).some((step) => !step.off && step.commands.some(({ words }) => words.some((word) => splitting.test(word)))) ||
    codeFiles(project).some(({ code }) =>
      code.calls.some(({ keywords }) => [...keywords.keys()].some((key) => splittingArgument.test(key))),
    ) ||
    documentsAbout(project, /canary|shadow|soft[ -]launch|gradual rollout|kanark|tryb cienia|a\/b test/i).some((part) => !part.isBlank)
  );
}

/** KServe's graph that splits requests among services. */
function hasRouter(project: Project): boolean {
  return objectsOfKind(project, /^InferenceGraph$/).some(({ object }) =>
    (object.root.at('spec', 'nodes')?.entries() ?? []).some(({ value }) => value.get('routerType')?.scalar === 'Splitter'),
  );
}

/** Where a model has one target for all its stages and no strategy, and KServe can split its traffic. */
function addCanary(project: Project, { declared, path }: ModelPlace): FixOffer<'add'> | undefined {
  const source = project.manifestDocument?.source;
  const deploy = declared?.view.get('deploy');
  const written = deploy?.get('manifest')?.text()?.value;
  if (source === undefined || deploy?.kind !== 'map' || written === undefined || deploy.get('strategy') !== undefined) return undefined;
  if (deploy.get('steps') !== undefined || project.file(project.resolve(path, written) ?? '')?.format !== 'kserve') return undefined;
  const steps = appendEntry(source, deploy.span, { key: 'strategy', value: 'canary' });
  return { titleId: 'add', edits: [steps.kind === 'replace' ? { ...steps, text: withSteps(steps.text) } : steps] };
}

/** The steps stand behind the strategy, on a line of their own in block style. */
function withSteps(text: string): string {
  return text.replace(
    /(\n?[ \t]*|, |^ )strategy: canary/,
    (whole, lead: string) => `${whole}${lead.includes('\n') ? lead : ', '}steps: [10, 50, 100]`,
  );
}
