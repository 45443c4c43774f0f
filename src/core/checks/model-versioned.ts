import { type CheckAnswer, answer, defineCheck } from '../engine/define-check.ts';
import type { Text } from '../l10n/message.ts';
import { isModelPath } from '../project/evidence/data-paths.ts';
import { heldByDvc } from '../project/evidence/dvc-data.ts';
import { largeFilePatterns } from '../project/evidence/git-large-files.ts';
import { modelReferences } from '../project/evidence/model-references.ts';
import { type Place, offer, offerRef } from '../project/evidence/offer.ts';
import { isOwnPath } from '../project/evidence/own-path.ts';
import { callsTo, codeFiles, isTestPath, placeOfCall } from '../project/evidence/python-code.ts';
import { releasesOf } from '../project/evidence/releases.ts';
import { weighEvidence } from '../project/evidence/weigh-evidence.ts';
import { modelFile } from '../project/machine-learning.ts';
import type { Project } from '../project/project.ts';

const texts = {
  tags: {
    en: '{model} has {count} registered {count|version|versions} in Git tags.',
    pl: 'Model {model} ma w tagach Git {count} {count|zarejestrowaną wersję|zarejestrowane wersje|zarejestrowanych wersji}.',
  },
  dvc: {
    en: 'DVC keeps the model {path} with its hash, and a remote holds past ones.',
    pl: 'DVC przechowuje model {path} wraz ze skrótem, a zdalny magazyn ma poprzednie.',
  },
  lfs: {
    en: 'Git LFS keeps {count} model {count|file|files} ({pattern}).',
    pl: 'Git LFS przechowuje {count} {count|plik|pliki|plików} modelu ({pattern}).',
  },
  registry: {
    en: 'The training code registers each model as a new version.',
    pl: 'Kod treningowy rejestruje każdy model jako nową wersję.',
  },
  reference: { en: 'Serving names a version of the registry: {uri}.', pl: 'Serwowanie wskazuje wersję z rejestru: {uri}.' },
  mixed: {
    en: 'Serving names a registry version for some models, but {uri} names none.',
    pl: 'Serwowanie wskazuje wersję z rejestru dla części modeli, ale {uri} nie wskazuje żadnej.',
  },
  noRemote: {
    en: 'DVC keeps the model {path}, but no remote holds past ones.',
    pl: 'DVC przechowuje model {path}, ale żaden zdalny magazyn nie ma poprzednich.',
  },
  path: {
    en: 'Serving names a versioned path ({uri}), but nothing in the repository makes or keeps these versions.',
    pl: 'Serwowanie wskazuje wersjonowaną ścieżkę ({uri}), ale nic w repozytorium nie tworzy ani nie przechowuje tych wersji.',
  },
  onlyTag: {
    en: '{model} has one registered version, but its file is a binary in Git.',
    pl: 'Model {model} ma jedną zarejestrowaną wersję, ale jego plik jest binarny w Git.',
  },
  inGit: { en: 'The model {path} is committed to Git as a binary.', pl: 'Model {path} jest zapisany w Git jako plik binarny.' },
  notebook: { en: 'A notebook registers the model: a person has to run it.', pl: 'Model rejestruje notatnik: musi go uruchomić człowiek.' },
  hub: { en: 'The model is pushed to a hub without a version of its own.', pl: 'Model jest wysyłany do huba bez własnej wersji.' },
  artifact: {
    en: 'dvc.yaml declares the model {id}, but no version is registered.',
    pl: 'dvc.yaml deklaruje model {id}, ale nie zarejestrowano żadnej wersji.',
  },
  missing: { en: 'Nothing tells one model from the next.', pl: 'Nic nie odróżnia jednego modelu od następnego.' },
  unknown: {
    en: 'Git could not be asked for release tags and model files.',
    pl: 'Nie można było zapytać Git o tagi wydań i pliki modeli.',
  },
} as const satisfies Record<string, Text>;

/** Whether yesterday's model can be had again and told from today's. */
export const modelVersioned = defineCheck({
  id: 'model-versioned',
  group: 'model',
  title: { en: 'Model versioned', pl: 'Wersjonowanie modelu' },
  question: { en: 'Can any past model be recovered and told apart?', pl: 'Czy można odzyskać i odróżnić każdy poprzedni model?' },
  weight: 1,
  evidence: {
    met: {
      en: 'Versions registered as GTO tags, a model in DVC with a remote or in Git LFS, training code that registers its model (MLflow and its like), or serving that names a registry version.',
      pl: 'Wersje zarejestrowane jako tagi GTO, model w DVC ze zdalnym magazynem lub w Git LFS, kod treningowy rejestrujący model (MLflow i podobne) albo serwowanie wskazujące wersję z rejestru.',
    },
    partial: {
      en: 'DVC without a remote, a versioned path that nothing makes, a model committed to Git, a notebook that registers, or a declared model without a version.',
      pl: 'DVC bez zdalnego magazynu, wersjonowana ścieżka, której nic nie tworzy, model zapisany w Git, notatnik rejestrujący model albo zadeklarowany model bez wersji.',
    },
    missing: {
      en: 'A model file that is overwritten. Logging metrics to MLflow is no registry.',
      pl: 'Plik modelu, który jest nadpisywany. Zapis metryk w MLflow nie jest rejestrem.',
    },
  },
  step: {
    title: { en: 'Keep the model in DVC and register each release', pl: 'Przechowuj model w DVC i rejestruj każde wydanie' },
    effort: 'hours',
    fix: 'model-binary-in-git',
  },
  evaluate({ project }): CheckAnswer {
    const releases = releasesOf(project);
    const dvc = heldByDvc(project).filter((item) => item.kind === 'model');
    const registrations = registering(project);
    const references = modelReferences(project);
    const moving = references.filter((found) => found.version === 'none');
    const committed = committedModels(project);
    const tagged = releases.models
      .filter((model) => model.versions.length > 0)
      .toSorted((left, right) => right.versions.length - left.versions.length);
    // One tag on a binary in Git tells nothing apart yet; two and more do, whatever holds the file.
    const isOnlyBinary = (model: (typeof tagged)[number]): boolean =>
      model.versions.length === 1 && committed.length > 0 && dvc.length === 0;
    const met = [
      ...tagged
        .filter((model) => !isOnlyBinary(model))
        .map((model) => offerRef(model.versions[0]?.ref ?? '', texts.tags, { model: model.name, count: model.versions.length })),
      ...dvc
        .filter((item) => item.recoverable && item.committed !== false)
        .map((item) => offer(item.place, texts.dvc, { path: item.path })),
      ...largeFilePatterns(project).flatMap(({ place, pattern, files }) => {
        const models = files.filter((path) => isModelPath(path));
        return models.length > 0 ? [offer(place, texts.lfs, { count: models.length, pattern })] : [];
      }),
      ...registrations.filter((found) => found.kind === 'registry').map((found) => offer(found.place, texts.registry)),
      ...(moving.length > 0
        ? []
        : references
            .filter((found) => found.version === 'registry')
            .map((found) => offer(found.place, texts.reference, { uri: found.uri }))),
    ];
    const partial = [
      ...dvc
        .filter((item) => !item.recoverable || item.committed === false)
        .map((item) => offer(item.place, texts.noRemote, { path: item.path })),
      ...(references.some((found) => found.version === 'registry')
        ? moving.map((found) => offer(found.place, texts.mixed, { uri: found.uri }))
        : []),
      ...references.filter((found) => found.version === 'path').map((found) => offer(found.place, texts.path, { uri: found.uri })),
      ...tagged.filter(isOnlyBinary).map((model) => offerRef(model.versions[0]?.ref ?? '', texts.onlyTag, { model: model.name })),
      ...committed.map((path) => offer({ path, span: null }, texts.inGit, { path })),
      ...registrations
        .filter((found) => found.kind !== 'registry')
        .map((found) => offer(found.place, found.kind === 'hub' ? texts.hub : texts.notebook)),
      ...project
        .documents('dvc-yaml')
        .flatMap(({ path, facts }) =>
          facts.artifacts
            .filter((artifact) => artifact.type === 'model')
            .map((artifact) => offer({ path, span: artifact.id.span }, texts.artifact, { id: artifact.id.value })),
        ),
    ];
    if (met.length + partial.length === 0 && releases.known === 'unknown') return answer('unknown', texts.unknown);
    return weighEvidence(project, { met, partial, missing: texts.missing, looksIn: /(?:\.dvc|(?:^|\/)dvc\.(?:lock|yaml))$/ });
  },
});

function committedModels(project: Project): readonly string[] {
  return [...project.tree.values()]
    .filter((file) => file.tracked === true && modelFile.test(file.path) && isOwnPath(project, file.path) && !isTestPath(file.path))
    .map((file) => file.path);
}

interface Registration {
  readonly place: Place;
  readonly kind: 'registry' | 'notebook' | 'hub';
}

const registerCall =
  /^mlflow\.(?:\w+\.)*register_model$|(?:^|\.)create_model_version$|^wandb\.(?:\w+\.)*link_(?:model|artifact)$|(?:^|\.)link_artifact$|(?:^|\.)(?:register_model|create_registered_model)$|^google\.cloud\.aiplatform\.Model\.upload$|^comet_ml\..*register_model$/;

function registering(project: Project): readonly Registration[] {
  return codeFiles(project)
    .filter((file) => !file.isTest)
    .flatMap((file) => {
      const registered = file.code.calls.filter(
        (call) => registerCall.test(call.callee) || (call.keywords.has('registered_model_name') && /^mlflow\./.test(call.callee)),
      );
      const pushed = callsTo(file.code, /(?:^|\.)(?:push_to_hub|upload_folder)$|^bentoml\.(?:\w+\.)*save_model$/);
      return [
        ...registered.map((call) => ({
          place: placeOfCall(file, call),
          kind: file.isNotebook ? ('notebook' as const) : ('registry' as const),
        })),
        ...pushed.map((call) => ({ place: placeOfCall(file, call), kind: 'hub' as const })),
      ];
    });
}
