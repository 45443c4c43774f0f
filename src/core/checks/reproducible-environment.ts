import { type CheckAnswer, type EvidenceOffer, defineCheck } from '../engine/define-check.ts';
import type { Text } from '../l10n/message.ts';
import { offer } from '../project/evidence/offer.ts';
import { baseImages, dependencyFiles, lockFiles, openInstalls } from '../project/evidence/pinned-environment.ts';
import { weighEvidence } from '../project/evidence/weigh-evidence.ts';

const texts = {
  lock: { en: 'The lock file fixes every package.', pl: 'Plik blokady ustala wersję każdego pakietu.' },
  pinned: { en: 'Every dependency has an exact version.', pl: 'Każda zależność ma dokładną wersję.' },
  model: {
    en: 'MLflow wrote the exact versions that this model needs; the project itself leaves versions open.',
    pl: 'MLflow zapisał dokładne wersje potrzebne temu modelowi; sam projekt pozostawia wersje otwarte.',
  },
  image: { en: 'The base image {name} has a fixed tag.', pl: 'Obraz bazowy {name} ma ustalony tag.' },
  open: {
    en: '{name} has no exact version, and no lock file fixes it.',
    pl: '{name} nie ma dokładnej wersji i nie ustala jej plik blokady.',
  },
  moving: { en: 'The base image {name} moves: tomorrow it is another one.', pl: 'Obraz bazowy {name} się zmienia: jutro będzie inny.' },
  install: { en: 'The image installs {what} without an exact version.', pl: 'Obraz instaluje {what} bez dokładnej wersji.' },
  noImage: {
    en: 'Packages are fixed, but there is no Dockerfile with a tagged base image.',
    pl: 'Pakiety są ustalone, ale nie ma Dockerfile z otagowanym obrazem bazowym.',
  },
  imageOnly: {
    en: 'The base image {name} has a fixed tag, but the packages in it do not.',
    pl: 'Obraz bazowy {name} ma ustalony tag, ale pakiety w nim nie.',
  },
  missing: {
    en: 'No lock file, no exact versions and no tagged base image were found.',
    pl: 'Nie znaleziono pliku blokady, dokładnych wersji ani otagowanego obrazu bazowego.',
  },
} as const satisfies Record<string, Text>;

/** Whether the same environment comes out tomorrow. */
export const reproducibleEnvironment = defineCheck({
  id: 'reproducible-environment',
  group: 'pipeline',
  title: { en: 'Reproducible environment', pl: 'Odtwarzalne środowisko' },
  question: { en: 'Can the same environment be rebuilt?', pl: 'Czy można odtworzyć to samo środowisko?' },
  weight: 1,
  evidence: {
    met: {
      en: 'A lock file or exact versions for all dependencies, and a Dockerfile whose base images all have a fixed tag or digest and which installs nothing past the pins.',
      pl: 'Plik blokady lub dokładne wersje wszystkich zależności oraz Dockerfile, którego obrazy bazowe mają ustalony tag lub skrót i który nie instaluje niczego bez ustalonej wersji.',
    },
    partial: {
      en: 'One of the two, or exact versions for a model only (written by MLflow).',
      pl: 'Jedno z dwóch albo dokładne wersje tylko dla modelu (zapisane przez MLflow).',
    },
    missing: { en: 'Version ranges, names without versions, `latest`.', pl: 'Zakresy wersji, nazwy bez wersji, `latest`.' },
  },
  step: {
    title: {
      en: 'Pin every dependency and give the base image a fixed tag',
      pl: 'Ustal wersje wszystkich zależności i tag obrazu bazowego',
    },
    effort: 'minutes',
    fix: 'dependency-unpinned',
  },
  evaluate({ project }): CheckAnswer {
    const files = dependencyFiles(project);
    const locks = lockFiles(project);
    const own = files.filter((file) => file.of === 'project');
    const open = locks.length > 0 ? [] : own.filter((file) => file.state === 'open');
    const pins: readonly EvidenceOffer[] = [
      ...locks.map((place) => offer(place, texts.lock)),
      ...(open.length === 0 ? own.filter((file) => file.state === 'pinned').map((file) => offer(file.place, texts.pinned)) : []),
    ];
    const images = baseImages(project);
    const moving = images.filter((image) => image.state === 'moving');
    const tagged = moving.length === 0 ? images.filter((image) => image.state === 'tagged') : [];
    const installs = openInstalls(project);
    const against = [
      ...moving.map((image) => offer(image.place, texts.moving, { name: image.name })),
      ...installs.map((install) => offer(install.place, texts.install, { what: install.what })),
      ...open.map((file) => offer(file.place, texts.open, { name: file.firstOpen ?? '' })),
    ];
    const isWhole = pins.length > 0 && tagged.length > 0 && installs.length === 0;
    const models = files.filter((file) => file.of === 'model' && file.state === 'pinned').map((file) => offer(file.place, texts.model));
    const halves =
      pins.length > 0
        ? [
            ...(images.length === 0 || against.length === 0
              ? pins.map((pin) => ({ ...pin, why: { ...texts.noImage, args: {} } }))
              : against),
          ]
        : tagged.map((image) => offer(image.place, texts.imageOnly, { name: image.name }));
    return weighEvidence(project, {
      met: isWhole ? [...pins, ...tagged.map((image) => offer(image.place, texts.image, { name: image.name }))] : [],
      partial: halves.length > 0 ? [...halves, ...(pins.length > 0 ? [] : against)] : models.length > 0 ? [...models, ...against] : [],
      missing: texts.missing,
      against,
      looksIn:
        /(?:^|\/)(?:requirements[^/]*\.txt|[^/]*Dockerfile[^/]*|pyproject\.toml|(?:poetry|uv|pdm|conda-lock)[^/]*\.(?:lock|ya?ml)|Pipfile\.lock|environment\.ya?ml)$/,
    });
  },
});
