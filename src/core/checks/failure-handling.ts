import { type CheckAnswer, type EvidenceOffer, defineCheck } from '../engine/define-check.ts';
import type { Text } from '../l10n/message.ts';
import { documentsAbout } from '../project/evidence/documents.ts';
import { probeOf, servingObjects } from '../project/evidence/model-servers.ts';
import { type Place, offer } from '../project/evidence/offer.ts';
import { ownDocuments } from '../project/evidence/own-documents.ts';
import { type CodeFile, codeFile, importOf } from '../project/evidence/python-code.ts';
import { servingPath } from '../project/evidence/serving-code.ts';
import { testModules } from '../project/evidence/test-suite.ts';
import { weighEvidence } from '../project/evidence/weigh-evidence.ts';
import type { Project } from '../project/project.ts';
import { scenarioNeeds } from '../readiness/scenario.ts';

const texts = {
  replicas: { en: '{name} runs at least {count} {count|copy|copies}.', pl: '{name} działa w co najmniej {count} {count|kopii|kopiach}.' },
  probe: {
    en: '{name} is restarted or taken out when its probe fails.',
    pl: '{name} jest restartowany lub wyłączany z ruchu, gdy zawodzi sonda.',
  },
  healthcheck: { en: 'A health check watches the container.', pl: 'Kontener jest objęty kontrolą stanu.' },
  retries: { en: 'Failed calls are tried again or cut off here.', pl: 'Nieudane wywołania są tu ponawiane lub odcinane.' },
  fallback: {
    en: 'Another answer is given here when the model has none.',
    pl: 'Gdy model nie odpowiada, podawana jest tu inna odpowiedź.',
  },
  tested: { en: 'CI tests what happens on failure.', pl: 'CI testuje zachowanie przy awarii.' },
  documented: { en: 'The document says what happens on failure.', pl: 'Dokument opisuje zachowanie przy awarii.' },
  testNotRun: {
    en: 'Failure is tested here, but no CI step runs the test.',
    pl: 'Awaria jest tu testowana, ale żaden krok CI nie uruchamia testu.',
  },
  unproven: {
    en: 'There is protection against failure, but it is neither tested in CI nor documented.',
    pl: 'Jest ochrona przed awarią, ale nie jest testowana w CI ani udokumentowana.',
  },
  onlyWords: {
    en: 'The document describes failure, but nothing in the service protects from it.',
    pl: 'Dokument opisuje awarie, ale nic w usłudze przed nimi nie chroni.',
  },
  noFallback: {
    en: 'The profile fraud-detection also wants a fallback when the model has no answer.',
    pl: 'Profil fraud-detection wymaga też odpowiedzi zastępczej, gdy model nie odpowiada.',
  },
  missing: { en: 'Nothing protects the service from failure.', pl: 'Nic nie chroni usługi przed awarią.' },
} as const satisfies Record<string, Text>;

const failureTopic =
  /fail(?:ure|over|back|ing)|fallback|degrad|disaster|resilien|high availability|circuit breaker|awari|przełączanie awaryjne|tryb zastępczy|(?:api|service|server|model)[ -]?(?:is )?down|outage/i;
const failureTest =
  /fallback|failover|fail(?:s|ed|ing|ure)?(?:_|$)|timeout|unavailable|retry|retries|circuit|degrad|(?:model|server|service)_(?:does_not|is_down|down|error)|when_the_model/i;

/** Whether one broken part stops everything. */
export const failureHandling = defineCheck({
  id: 'failure-handling',
  group: 'serving',
  title: { en: 'Failure handling', pl: 'Obsługa awarii' },
  question: {
    en: 'Does the service survive failure (fallback, failover, retries), and is that tested or documented?',
    pl: 'Czy usługa przetrwa awarię (odpowiedź zastępcza, przełączanie awaryjne, ponowienia) i czy jest to przetestowane lub udokumentowane?',
  },
  weight: 1,
  evidence: {
    met: {
      en: 'Protection that takes effect (two copies or more with a probe, a fallback, retries or a circuit breaker on the way of a request), and a test of it in CI or a document about it.',
      pl: 'Działająca ochrona (co najmniej dwie kopie z sondą, odpowiedź zastępcza, ponowienia lub bezpiecznik na drodze żądania) oraz jej test w CI albo dokument o niej.',
    },
    partial: {
      en: 'Protection that is neither tested nor documented, a probe or a copy alone, or words alone.',
      pl: 'Ochrona bez testu i dokumentu, sama sonda lub sama kopia albo same słowa.',
    },
    missing: { en: 'One copy, no probe, no fallback, no document.', pl: 'Jedna kopia, bez sondy, odpowiedzi zastępczej i dokumentu.' },
  },
  step: {
    title: {
      en: 'Add a fallback or a second copy with probes, and test the failure in CI',
      pl: 'Dodaj odpowiedź zastępczą lub drugą kopię z sondami i testuj awarię w CI',
    },
    effort: 'days',
    fix: null,
  },
  evaluate({ project }): CheckAnswer {
    const objects = servingObjects(project);
    const copies = objects.filter((object) => (object.replicas ?? 1) > 1);
    const probes = objects.flatMap((object) => {
      const place = probeOf(object);
      return place === null ? [] : [offer(place, texts.probe, { name: object.name })];
    });
    const fallbacks = fallbackCode(servingPath(project)).map((place) => offer(place, texts.fallback));
    const code = [...fallbacks, ...retryCode(servingPath(project)).map((place) => offer(place, texts.retries))];
    const replicas = copies.map((object) => offer(object.place, texts.replicas, { name: object.name, count: object.replicas ?? 1 }));
    // KServe and Seldon put probes into their servers themselves.
    const isSpread = copies.some((object) => object.kind !== 'workload' || probeOf(object) !== null);
    const strong = [...code, ...(isSpread ? [...replicas, ...probes] : [])];
    const weak = [...replicas, ...probes, ...healthchecks(project).map((place) => offer(place, texts.healthcheck))];
    const tests = failureTests(project);
    const documents = documentsAbout(project, failureTopic)
      .filter((part) => !part.isBlank && part.words >= 12)
      .map((part) => offer(part.place, texts.documented));
    const proofs = [...tests.filter((test) => test.runBy !== null).map((test) => offer(test.place, texts.tested)), ...documents];
    const notRun = tests.filter((test) => test.runBy === null).map((test) => offer(test.place, texts.testNotRun));
    const lacksFallback = scenarioNeeds(project, 'fallback') && fallbacks.length === 0;
    const isMet = strong.length > 0 && proofs.length > 0;
    const partial: EvidenceOffer[] = [];
    if (isMet && lacksFallback) partial.push(...strong.map((found) => ({ ...found, why: { ...texts.noFallback, args: {} } })));
    else if (strong.length + weak.length > 0)
      partial.push(
        ...notRun,
        ...(strong.length > 0 ? strong : weak).map((found) =>
          proofs.length > 0 ? found : { ...found, why: { ...texts.unproven, args: {} } },
        ),
      );
    // A test that is named after failure proves nothing where no service is there to fail.
    else partial.push(...documents.map((found) => ({ ...found, why: { ...texts.onlyWords, args: {} } })));
    return weighEvidence(project, { met: isMet && !lacksFallback ? [...strong, ...proofs] : [], partial, missing: texts.missing });
  },
});

function retryCode(path: readonly CodeFile[]): readonly Place[] {
  return path.flatMap((file) => {
    const span = importOf(
      file.code,
      /^(?:tenacity|backoff|circuitbreaker|pybreaker|retrying|stamina|aiobreaker|urllib3\.util\.retry|aiohttp_retry|hystrix)(?:\.|$)/,
    );
    return span === undefined ? [] : [{ path: file.path, span }];
  });
}

/** A handled exception on the way of a request together with a function or module that is a fallback by name. */
function fallbackCode(path: readonly CodeFile[]): readonly Place[] {
  return path.flatMap((file) => {
    if (file.code.handlers === 0) return [];
    const named = file.code.functions.find((found) =>
      /fallback|default_(?:prediction|answer|response|score)|rule_based|backup_model/i.test(found.name),
    );
    const called = file.code.calls.find((call) =>
      /fallback|default_(?:prediction|answer|response|score)|rule_?based|backup|(?:^|\.)rules\./i.test(call.callee),
    );
    const span = called?.calleeSpan ?? named?.nameSpan;
    return span === undefined ? [] : [{ path: file.path, span }];
  });
}

function healthchecks(project: Project): readonly Place[] {
  return [
    ...ownDocuments(project, 'dockerfile').flatMap(({ path, facts }) =>
      facts.instructions
        .filter((instruction) => instruction.keyword === 'HEALTHCHECK' && !/^NONE\b/i.test(instruction.arguments))
        .map(({ span }) => ({ path, span: { start: span.start, end: span.start + 'HEALTHCHECK'.length } })),
    ),
    ...ownDocuments(project, 'compose').flatMap(({ path, facts }) =>
      facts.services.flatMap((service) => (service.healthcheck === null ? [] : [{ path, span: service.healthcheck }])),
    ),
  ];
}

function failureTests(project: Project): readonly { readonly place: Place; readonly runBy: Place | null }[] {
  return testModules(project).flatMap((module) => {
    const test = module.tests.find((found) => failureTest.test(found.name));
    return test === undefined || codeFile(project, module.path) === undefined
      ? []
      : [{ place: { path: module.path, span: test.nameSpan }, runBy: module.runBy }];
  });
}
