import type { Text } from '../../l10n/message.ts';

/** Why a manifest is not edited, each with what to do instead, and what should be known before it is. */
export const manifestWords = {
  broken: {
    en: '{path} has mistakes that hide what it says. Mend them first.',
    pl: '{path} ma błędy, które ukrywają treść. Najpierw je popraw.',
  },
  nothing: {
    en: '{path} serves no model that could be changed here: it holds no InferenceService, SeldonDeployment, Model or Experiment as plain YAML.',
    pl: '{path} nie serwuje modelu, który można tu zmienić: nie ma w nim InferenceService, SeldonDeployment, Model ani Experiment w zwykłym YAML.',
  },
  choose: {
    en: '{path} holds several objects and none of them is clearly {model}: {names}. Name one as “object” under “deploy”.',
    pl: '{path} zawiera kilka obiektów i żaden nie jest wyraźnie modelem {model}: {names}. Wskaż jeden jako „object” w „deploy”.',
  },
  badVersion: { en: '“{version}” cannot stand in a manifest as a version.', pl: '„{version}” nie może być wersją w manifeście.' },
  badPercent: {
    en: 'A canary takes between 1 and 99 percent, not {percent}.',
    pl: 'Wersja kanarkowa bierze od 1 do 99 procent, nie {percent}.',
  },
  badShare: {
    en: 'A share is a whole number between 0 and 100, not {percent}.',
    pl: 'Udział to liczba całkowita od 0 do 100, nie {percent}.',
  },
  noPlace: {
    en: 'No storage place of {name} names a version, so nothing here decides which model is loaded. Put the version into its URI.',
    pl: 'Żadne miejsce modelu {name} nie podaje wersji, więc nic tu nie decyduje, który model się załaduje. Wpisz wersję do URI.',
  },
  unclear: {
    en: 'It is not clear which part of {uri} is the model’s version. Change it by hand.',
    pl: 'Nie wiadomo, która część {uri} jest wersją modelu. Zmień ją ręcznie.',
  },
  template: {
    en: '{value} is filled in by another tool. Change the version where that tool takes it from.',
    pl: '{value} wypełnia inne narzędzie. Zmień wersję tam, skąd to narzędzie ją bierze.',
  },
  scheme: {
    en: '{version} does not fit where {old} stands ({place}): one is a number, the other a release. Change it by hand.',
    pl: '{version} nie pasuje tam, gdzie stoi {old} ({place}): jedno to numer, drugie wydanie. Zmień to ręcznie.',
  },
  shared: {
    en: '{place} comes from an anchor or is shared with other places, so a change here would reach them too. Change it by hand.',
    pl: '{place} pochodzi z kotwicy lub jest wspólne z innymi miejscami, więc zmiana sięgnęłaby też ich. Zmień to ręcznie.',
  },
  form: {
    en: '{place} is written in a form that cannot be changed here without changing more. Change it by hand.',
    pl: '{place} zapisano w postaci, której nie da się tu zmienić bez zmiany czegoś więcej. Zmień to ręcznie.',
  },
  running: {
    en: '{name} has a canary already ({version}). Promote it or end it first.',
    pl: '{name} ma już wersję kanarkową ({version}). Najpierw ją awansuj albo zakończ.',
  },
  noCanary: { en: '{name} has no canary.', pl: '{name} nie ma wersji kanarkowej.' },
  several: {
    en: '{name} splits its traffic over several canaries. Change their shares by hand.',
    pl: '{name} dzieli ruch między kilka wersji kanarkowych. Zmień ich udziały ręcznie.',
  },
  isMain: { en: '{version} is what {name} serves already.', pl: '{name} już serwuje {version}.' },
  noShadow: { en: '{name} has no shadow.', pl: '{name} nie ma wersji w trybie cienia.' },
  shadowRunning: {
    en: '{name} has a shadow already ({version}). End it first.',
    pl: '{name} ma już wersję w trybie cienia ({version}). Najpierw ją zakończ.',
  },
  kserveShadow: {
    en: 'KServe cannot copy requests to a shadow. Mirror them in Istio to a second InferenceService, or start a canary.',
    pl: 'KServe nie potrafi kopiować żądań do cienia. Powiel je w Istio do drugiej InferenceService albo uruchom wersję kanarkową.',
  },
  oldApi: {
    en: '{name} is written for v1alpha2, which KServe no longer reads. Move it to serving.kserve.io/v1beta1 first.',
    pl: '{name} zapisano dla v1alpha2, którego KServe już nie czyta. Najpierw przenieś go do serving.kserve.io/v1beta1.',
  },
  elsewhere: {
    en: 'The Model {name} is in another file. Change it there.',
    pl: 'Model {name} jest w innym pliku. Zmień go tam.',
  },
  invalid: {
    en: 'The changed file would not be valid: {en} Change it by hand.',
    pl: 'Zmieniony plik nie byłby poprawny: {pl} Zmień go ręcznie.',
  },
  otherwise: {
    en: 'The changed file would not say what was asked for. Change it by hand.',
    pl: 'Zmieniony plik nie mówiłby tego, o co proszono. Zmień go ręcznie.',
  },
  modeUnsaid: {
    en: '{name} does not say its deployment mode. canaryTrafficPercent works in Knative mode only: in Standard mode {version} gets all traffic at once.',
    pl: '{name} nie podaje trybu wdrożenia. canaryTrafficPercent działa tylko w trybie Knative: w trybie Standard {version} dostanie od razu cały ruch.',
  },
  keptUri: {
    en: 'The file still names {version}, now without traffic. Roll back to the version that answers to take it out.',
    pl: 'Plik nadal podaje {version}, teraz bez ruchu. Wycofaj do wersji, która odpowiada, aby ją usunąć.',
  },
  keptName: { en: 'The name {name} still says another version.', pl: 'Nazwa {name} nadal mówi o innej wersji.' },
  listForm: {
    en: 'The canary is an entry of spec.canary, since canaryTrafficPercent has no effect in Standard mode. KServe 0.20 or newer reads it.',
    pl: 'Wersja kanarkowa to wpis w spec.canary, bo canaryTrafficPercent nie działa w trybie Standard. Czyta go KServe 0.20 lub nowsze.',
  },
} satisfies Readonly<Record<string, Text>>;
