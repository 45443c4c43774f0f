import { type CheckAnswer, answer, defineCheck } from '../engine/define-check.ts';
import type { Text } from '../l10n/message.ts';
import { isCommittedData, isDataPath } from '../project/evidence/data-paths.ts';
import { heldByDvc, unheldInputs } from '../project/evidence/dvc-data.ts';
import { largeFilePatterns } from '../project/evidence/git-large-files.ts';
import { type Place, offer } from '../project/evidence/offer.ts';
import { isOwnPath } from '../project/evidence/own-path.ts';
import { callsTo, codeFiles, isTestPath, placeOfCall } from '../project/evidence/python-code.ts';
import { weighEvidence } from '../project/evidence/weigh-evidence.ts';
import type { Project } from '../project/project.ts';

const texts = {
  dvc: {
    en: 'DVC keeps {path} with its hash, and a remote holds past states.',
    pl: 'DVC przechowuje {path} wraz ze skrótem, a zdalny magazyn ma stany z przeszłości.',
  },
  lfs: {
    en: 'Git LFS keeps {count} data {count|file|files} ({pattern}).',
    pl: 'Git LFS przechowuje {count} {count|plik|pliki|plików} danych ({pattern}).',
  },
  reference: { en: 'The data set is read at a fixed revision.', pl: 'Zbiór danych jest czytany w ustalonej rewizji.' },
  croissant: {
    en: 'Croissant metadata gives the checksums of the data files.',
    pl: 'Metadane Croissant podają sumy kontrolne plików danych.',
  },
  noRemote: {
    en: 'DVC keeps {path}, but no remote is set up: past states exist on one machine only.',
    pl: 'DVC przechowuje {path}, ale nie ustawiono zdalnego magazynu: dawne stany istnieją tylko na jednym komputerze.',
  },
  uncommitted: {
    en: '{file} is not in Git, so past hashes of {path} are lost.',
    pl: 'Pliku {file} nie ma w Git, więc dawne skróty {path} przepadają.',
  },
  noGit: {
    en: 'DVC keeps {path}, but without Git nothing remembers past states.',
    pl: 'DVC przechowuje {path}, ale bez Git nic nie pamięta stanów z przeszłości.',
  },
  unheld: { en: 'The pipeline reads {path}, which nothing versions.', pl: 'Potok czyta {path}, którego nic nie wersjonuje.' },
  inGit: {
    en: '{path} is committed to Git as it is: recoverable, but history grows with each change.',
    pl: '{path} jest zapisany w Git bezpośrednio: da się odzyskać, ale historia rośnie z każdą zmianą.',
  },
  moving: { en: 'The data set is read without a fixed revision.', pl: 'Zbiór danych jest czytany bez ustalonej rewizji.' },
  missing: { en: 'Nothing versions the data.', pl: 'Nic nie wersjonuje danych.' },
  unknown: {
    en: 'Git could not be asked whether it holds the data files.',
    pl: 'Nie można było zapytać Git, czy przechowuje pliki danych.',
  },
} as const satisfies Record<string, Text>;

/** Whether yesterday's data can be had again. */
export const dataVersioned = defineCheck({
  id: 'data-versioned',
  group: 'data',
  title: { en: 'Data versioned', pl: 'Wersjonowanie danych' },
  question: { en: 'Can the data of any past state be recovered?', pl: 'Czy można odzyskać dane z dowolnego stanu w przeszłości?' },
  weight: 3,
  evidence: {
    met: {
      en: 'Data in dvc.lock or a committed `.dvc` file with a DVC remote, data files in Git LFS, a data set read at a fixed commit or Delta version, or Croissant metadata with checksums.',
      pl: 'Dane w dvc.lock lub w pliku `.dvc` zapisanym w Git, ze zdalnym magazynem DVC; pliki danych w Git LFS; zbiór danych czytany w ustalonej rewizji lub wersji Delta; metadane Croissant z sumami kontrolnymi.',
    },
    partial: {
      en: 'DVC without a remote or without Git, a pipeline input that nothing versions, or data committed to Git as it is.',
      pl: 'DVC bez zdalnego magazynu lub bez Git, wejście potoku, którego nic nie wersjonuje, albo dane zapisane bezpośrednio w Git.',
    },
    missing: {
      en: 'Data on a disk, a bucket or a database without any version.',
      pl: 'Dane na dysku, w zasobniku lub bazie bez żadnej wersji.',
    },
  },
  step: {
    title: { en: 'Put the data under DVC with a remote', pl: 'Umieść dane w DVC ze zdalnym magazynem' },
    effort: 'hours',
    fix: 'model-binary-in-git',
  },
  evaluate({ project }): CheckAnswer {
    const unheld = unheldInputs(project).filter((input) => input.committed !== true);
    const dvc = heldByDvc(project).filter((item) => item.kind === 'data');
    const isWhole = (item: (typeof dvc)[number]): boolean =>
      item.recoverable && item.committed !== false && project.repository.git !== 'none';
    const lfs = largeFilePatterns(project).flatMap(({ place, pattern, files }) => {
      const data = files.filter((path) => isDataPath(path));
      return data.length > 0 ? [offer(place, texts.lfs, { count: data.length, pattern })] : [];
    });
    const met = [
      ...(unheld.length === 0 ? dvc.filter(isWhole).map((item) => offer(item.place, texts.dvc, { path: item.path })) : []),
      ...lfs,
      ...pinnedReferences(project).map((place) => offer(place, texts.reference)),
      ...croissants(project).map((place) => offer(place, texts.croissant)),
    ];
    const committed = committedData(project);
    const partial = [
      ...(dvc.length > 0 ? unheld.map((input) => offer(input.place, texts.unheld, { path: input.path })) : []),
      ...dvc
        .filter((item) => !isWhole(item))
        .map((item) => {
          const text = !item.recoverable ? texts.noRemote : item.committed === false ? texts.uncommitted : texts.noGit;
          return offer(item.place, text, { path: item.path, file: item.place.path });
        }),
      ...committed.map((path) => offer({ path, span: null }, texts.inGit, { path })),
    ];
    if (met.length + partial.length === 0 && project.repository.git === 'unavailable' && hasDataFiles(project))
      return answer('unknown', texts.unknown);
    const against = movingReferences(project).map((place) => offer(place, texts.moving));
    return weighEvidence(project, {
      met,
      partial,
      missing: texts.missing,
      against,
      looksIn: /(?:\.dvc|(?:^|\/)dvc\.(?:lock|yaml)|(?:^|\/)\.gitattributes)$/,
    });
  },
});

function committedData(project: Project): readonly string[] {
  const inLfs = new Set(largeFilePatterns(project).flatMap(({ files }) => files));
  return [...project.tree.values()]
    .filter(
      (file) =>
        file.tracked === true &&
        isCommittedData(file.path) &&
        isOwnPath(project, file.path) &&
        !isTestPath(file.path) &&
        !inLfs.has(file.path),
    )
    .map((file) => file.path);
}

function hasDataFiles(project: Project): boolean {
  return [...project.tree.values()].some((file) => isCommittedData(file.path));
}

const datasetCall =
  /^datasets\.(?:\w+\.)*load_dataset$|^huggingface_hub\.(?:hf_hub_download|snapshot_download)$|^tensorflow_datasets\.load$|^deltalake\.DeltaTable$|^lakefs\.(?:\w+\.)*ref$/;

function isPinned(keywords: ReadonlyMap<string, unknown>): boolean {
  const revision = keywords.get('revision');
  return (typeof revision === 'string' && /^[0-9a-f]{40}$/.test(revision)) || typeof keywords.get('version') === 'number';
}

function pinnedReferences(project: Project): readonly Place[] {
  return ownCode(project).flatMap((file) => [
    ...callsTo(file.code, datasetCall)
      .filter((call) => isPinned(call.keywords))
      .map((call) => placeOfCall(file, call)),
    ...callsTo(file.code, /(?:^|\.)option$/)
      .filter((call) => call.positional[0] === 'versionAsOf' && call.positional[1] !== null && call.positional[1] !== undefined)
      .map((call) => placeOfCall(file, call)),
  ]);
}

function movingReferences(project: Project): readonly Place[] {
  return ownCode(project).flatMap((file) =>
    callsTo(file.code, datasetCall)
      .filter((call) => !isPinned(call.keywords))
      .map((call) => placeOfCall(file, call)),
  );
}

function ownCode(project: Project): ReturnType<typeof codeFiles> {
  return codeFiles(project).filter((file) => !file.isTest && !file.isNotebook);
}

function croissants(project: Project): readonly Place[] {
  return project.files
    .filter(
      ({ source }) =>
        /croissant[^/]*\.json$|metadata\.json$/i.test(source.path) &&
        /mlcommons\.org\/croissant/.test(source.text) &&
        /"(?:sha256|md5)"\s*:\s*"[0-9a-f]{32,64}"/.test(source.text),
    )
    .map(({ source }) => ({ path: source.path, span: null }));
}
