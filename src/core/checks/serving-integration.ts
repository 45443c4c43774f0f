import { type CheckAnswer, type EvidenceOffer, defineCheck } from '../engine/define-check.ts';
import type { Text } from '../l10n/message.ts';
import { probeOf, servingObjects } from '../project/evidence/model-servers.ts';
import { type Place, offer } from '../project/evidence/offer.ts';
import { isOwnPath } from '../project/evidence/own-path.ts';
import { type CodeFile, callsTo, codeFile, importOf, placeOfCall } from '../project/evidence/python-code.ts';
import { importedFiles } from '../project/evidence/python-imports.ts';
import { frameworkOf, servingEntries, servingPath, unstartedServingCode } from '../project/evidence/serving-code.ts';
import { type TestModule, testModules } from '../project/evidence/test-suite.ts';
import { weighEvidence } from '../project/evidence/weigh-evidence.ts';
import type { Project } from '../project/project.ts';

const texts = {
  test: { en: 'CI tests the service’s answers here.', pl: 'CI testuje tutaj odpowiedzi usługi.' },
  contract: { en: 'The contract of requests and answers stands here.', pl: 'Tutaj zapisany jest kontrakt żądań i odpowiedzi.' },
  errors: { en: 'Bad requests and failures are handled here.', pl: 'Tutaj obsługiwane są błędne żądania i awarie.' },
  testNotRun: {
    en: 'The service’s answers are tested, but no CI step runs these tests.',
    pl: 'Odpowiedzi usługi są testowane, ale żaden krok CI nie uruchamia tych testów.',
  },
  untested: {
    en: 'The service answers requests, but no test looks at its answers.',
    pl: 'Usługa odpowiada na żądania, ale żaden test nie sprawdza odpowiedzi.',
  },
  unhandled: {
    en: 'The service is tested, but it shows no error handling, timeout or probe.',
    pl: 'Usługa jest testowana, ale nie widać obsługi błędów, limitu czasu ani sondy.',
  },
  uncontracted: {
    en: 'The service is tested, but no schema or specification says what a request looks like.',
    pl: 'Usługa jest testowana, ale żaden schemat ani specyfikacja nie mówi, jak wygląda żądanie.',
  },
  unstarted: {
    en: 'This code could answer requests, but no container, service or Procfile starts it.',
    pl: 'Ten kod mógłby odpowiadać na żądania, ale nie uruchamia go żaden kontener, usługa ani Procfile.',
  },
  server: {
    en: 'A model server is declared; nothing tests what it answers.',
    pl: 'Zadeklarowano serwer modelu; nic nie testuje jego odpowiedzi.',
  },
  missing: { en: 'Nothing serves the model to its surroundings.', pl: 'Nic nie udostępnia modelu otoczeniu.' },
} as const satisfies Record<string, Text>;

/** Whether the model's callers can rely on its answers. */
export const servingIntegration = defineCheck({
  id: 'serving-integration',
  group: 'serving',
  title: { en: 'Serving integration', pl: 'Integracja serwowania' },
  question: {
    en: 'Is the model integrated with its surroundings by a tested contract (API, database), with error handling?',
    pl: 'Czy model jest zintegrowany z otoczeniem przetestowanym kontraktem (API, baza danych), z obsługą błędów?',
  },
  weight: 1,
  evidence: {
    met: {
      en: 'A service that something starts, with a contract (request schema, OpenAPI, proto), tests of its answers that CI runs, and error handling (handlers, timeouts, probes).',
      pl: 'Uruchamiana usługa z kontraktem (schemat żądania, OpenAPI, proto), testami odpowiedzi w CI i obsługą błędów (wyjątki, limity czasu, sondy).',
    },
    partial: {
      en: 'A service or model server without one of these, or code that nothing starts.',
      pl: 'Usługa lub serwer modelu bez któregoś z tych elementów albo kod, którego nic nie uruchamia.',
    },
    missing: { en: 'No service, batch job or server.', pl: 'Brak usługi, zadania wsadowego i serwera.' },
  },
  step: {
    title: { en: 'Test the service’s answers in CI against its contract', pl: 'Testuj w CI odpowiedzi usługi względem kontraktu' },
    effort: 'hours',
    fix: null,
  },
  evaluate({ project }): CheckAnswer {
    const entries = servingEntries(project);
    const path = servingPath(project);
    const servers = servingObjects(project).filter((object) => object.kind !== 'workload');
    const tests = apiTests(project);
    const run = tests.filter((test) => test.runBy !== null);
    const contracts = contractsOf(project, path);
    const handlers = errorHandling(project, path);
    const isWhole = entries.length > 0 && run.length > 0 && contracts.length > 0 && handlers.length > 0;
    const met = isWhole
      ? [
          ...run.map((test) => offer(placeOfTest(test), texts.test)),
          ...contracts.map((place) => offer(place, texts.contract)),
          ...handlers.map((place) => offer(place, texts.errors)),
        ]
      : [];
    const lacks: EvidenceOffer[] = [];
    if (entries.length > 0) {
      const text =
        run.length > 0
          ? handlers.length === 0
            ? texts.unhandled
            : texts.uncontracted
          : tests.length > 0
            ? texts.testNotRun
            : texts.untested;
      lacks.push(
        ...(text === texts.testNotRun
          ? tests.map((test) => offer(placeOfTest(test), text))
          : entries.map((entry) => offer(entry.place, text))),
      );
    }
    const partial = [
      ...lacks,
      ...servers.map((server) => offer(server.place, texts.server)),
      ...unstartedServingCode(project).map((file) => offer({ path: file.path, span: null }, texts.unstarted)),
    ];
    return weighEvidence(project, { met, partial, missing: texts.missing });
  },
});

function placeOfTest(test: TestModule): Place {
  return { path: test.path, span: test.tests[0]?.nameSpan ?? null };
}

const client =
  /(?:^|\.)(?:test_client|TestClient|AsyncClient|APIClient|create_test_server|ASGITransport)$|^(?:requests|httpx)\.(?:get|post|put|request)$|^schemathesis\./;
const requestCall = /(?:^|\.)(?:get|post|put|patch|request|simulate_post|infer)$/;

/** Tests that ask the service through a client. */
function apiTests(project: Project): readonly TestModule[] {
  return testModules(project).filter((module) => {
    const file = codeFile(project, module.path);
    if (file === undefined || callsTo(file.code, client).length === 0) return false;
    const imported = file.code.imports
      .flatMap((entry) => importedFiles(project, module.path, entry))
      .flatMap((path) => codeFile(project, path) ?? []);
    return (
      callsTo(file.code, requestCall).length > 0 &&
      (imported.some((other) => frameworkOf(other) !== undefined) ||
        importOf(file.code, /^(?:requests|httpx|schemathesis)(?:\.|$)/) !== undefined)
    );
  });
}

const schemaCall =
  /^pydantic\.|^marshmallow\.|^jsonschema\.(?:validate|\w*Validator)|^flask_(?:smorest|pydantic|restx|openapi3)\.|^pandera\./;

/** Request schemas on the way of a request, and specifications in files. */
function contractsOf(project: Project, path: readonly CodeFile[]): readonly Place[] {
  const schemas = path.flatMap((file) => {
    const span = importOf(
      file.code,
      /^(?:pydantic|marshmallow|jsonschema|flask_smorest|flask_pydantic|flask_restx|attrs|msgspec|strawberry|grpc)(?:\.|$)/,
    );
    const call = callsTo(file.code, schemaCall)[0];
    // A schema of one's own: a function that says what is wrong with a request.
    const validator = file.code.functions.find((found) =>
      /^(?:validate|check|parse)_?(?:request|payload|input|body|payment|features?|row|schema)?$|^(?:problems|violations|schema_errors)$/.test(
        found.name,
      ),
    );
    const at = call?.calleeSpan ?? span ?? validator?.nameSpan;
    return at === undefined ? [] : [{ path: file.path, span: at }];
  });
  const files = [...project.tree.keys()].filter(
    (name) => (/(?:^|\/)(?:openapi|swagger)[^/]*\.(?:ya?ml|json)$/i.test(name) || name.endsWith('.proto')) && isOwnPath(project, name),
  );
  return [...schemas, ...files.map((name) => ({ path: name, span: null }))];
}

const errorCall = /(?:^|\.)(?:HTTPException|abort|exception_handler|errorhandler|add_exception_handler|RequestValidationError|BadRequest)$/;

/** Handlers on the way of a request, and timeouts and probes around it. */
function errorHandling(project: Project, path: readonly CodeFile[]): readonly Place[] {
  const calls = path.flatMap((file) =>
    callsTo(file.code, errorCall)
      .slice(0, 1)
      .map((call) => placeOfCall(file, call)),
  );
  const handlers = path
    .filter((file) => file.code.handlers > 0 && (frameworkOf(file) !== undefined || callsTo(file.code, /predict|infer|score/i).length > 0))
    .map((file) => ({ path: file.path, span: null }));
  const around = servingObjects(project).flatMap((object) => [object.timeout, probeOf(object)].filter((place) => place !== null));
  return [...calls, ...handlers, ...around];
}
