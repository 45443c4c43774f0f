/** Mistakes in the arguments, in the words of both languages: one line on standard error, nothing on standard output, exit code 2. */
import { type Language, type Message, type MessageArgs, type Text, format, message } from '../core/l10n/message.ts';

const texts = {
  unknownCommand: {
    en: "Unknown command '{name}'. Run 'airworthy help' for the list.",
    pl: 'Nieznane polecenie „{name}”. Listę pokaże „airworthy help”.',
  },
  unknownOption: {
    en: "Unknown option {option}. Run 'airworthy help' for the list.",
    pl: 'Nieznana opcja {option}. Listę pokaże „airworthy help”.',
  },
  optionValue: {
    en: 'Option {option} lacks its value, or takes none.',
    pl: 'Opcji {option} brakuje wartości albo nie przyjmuje ona żadnej.',
  },
  oneOf: { en: '{option} {value} is not one of {values}.', pl: '{option} {value}: dozwolone wartości to {values}.' },
  oneFolder: { en: '{command} takes one folder.', pl: '{command} przyjmuje jeden katalog.' },
  noArguments: { en: '{command} takes no arguments.', pl: '{command} nie przyjmuje argumentów.' },
  oneRule: { en: 'explain takes one rule or check.', pl: 'explain przyjmuje jedną regułę lub jeden punkt listy.' },
  unknownRule: {
    en: "There is no rule or check named {id}; see 'airworthy rules'.",
    pl: 'Nie ma reguły ani punktu listy o nazwie {id}; zobacz „airworthy rules”.',
  },
  needsFile: { en: 'inspect needs at least one file.', pl: 'inspect wymaga co najmniej jednego pliku.' },
  unreadable: { en: '{path} cannot be read.', pl: 'Nie można odczytać {path}.' },
  noFile: {
    en: '{path} cannot be read: there is no such file, or it may not be opened.',
    pl: 'Nie można odczytać {path}: nie ma takiego pliku albo nie wolno go otworzyć.',
  },
  notAFile: { en: '{path} is not a file.', pl: '{path} nie jest plikiem.' },
  noFolder: {
    en: '{path} cannot be read: there is no such folder, or it may not be opened.',
    pl: 'Nie można odczytać {path}: nie ma takiego katalogu albo nie wolno go otworzyć.',
  },
  notAFolder: { en: '{path} is not a folder.', pl: '{path} nie jest katalogiem.' },
  outExists: { en: '{path} is there already; --force replaces it.', pl: 'Plik {path} już istnieje; --force go zastąpi.' },
  isThere: {
    en: '{path} is there already. Edit it, or remove it first.',
    pl: '{path} już istnieje. Zmień go albo najpierw usuń.',
  },
  unwritable: { en: '{path} cannot be written: {code}.', pl: 'Nie można zapisać {path}: {code}.' },
  badBaseline: {
    en: '{path} is no report of check --format json.',
    pl: '{path} nie jest raportem check --format json.',
  },
  noRevision: {
    en: 'There is no revision {revision} that the work here has anything in common with.',
    pl: 'Nie ma rewizji {revision}, z którą ta praca miałaby cokolwiek wspólnego.',
  },
  outEnding: {
    en: 'report needs --out FILE.html or --out FILE.md.',
    pl: 'Polecenie report wymaga --out PLIK.html albo --out PLIK.md.',
  },
  noRepository: { en: '{path} is not in a Git repository.', pl: '{path} nie leży w repozytorium Git.' },
  noModel: { en: 'There is no model {name}.', pl: 'Nie ma modelu {name}.' },
  notKnownWhat: {
    en: 'What {model} is made of is not known: give it a path in airworthy.yaml, or add --files or --data.',
    pl: 'Nie wiadomo, z czego składa się {model}: podaj jego path w airworthy.yaml albo dodaj --files lub --data.',
  },
  takes: { en: '{command} takes {words}.', pl: '{command} przyjmuje {words}.' },
  needs: { en: '{command} needs {words}.', pl: '{command} wymaga {words}.' },
  stageByTo: { en: 'promote takes its stage by --to, not --stage.', pl: 'promote przyjmuje etap przez --to, nie przez --stage.' },
  noTerminal: {
    en: 'There is no terminal to ask on: add --yes, or --dry-run.',
    pl: 'Nie ma terminala, na którym można zapytać: dodaj --yes albo --dry-run.',
  },
  protectedStage: {
    en: '{stage} is protected: add --confirm {model} and --reason TEXT.',
    pl: 'Etap {stage} jest chroniony: dodaj --confirm {model} i --reason TEKST.',
  },
  noRemote: {
    en: '--push needs a remote, and there is none.',
    pl: '--push wymaga zdalnego repozytorium, a nie ma żadnego.',
  },
  noOrigin: { en: '--push needs a remote named origin.', pl: '--push wymaga zdalnego repozytorium o nazwie origin.' },
  asSaid: { en: '{text}', pl: '{text}' },
} satisfies Record<string, Text>;

/** A mistake in the arguments. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly problem: Message;

  constructor(id: keyof typeof texts, args: MessageArgs = {}) {
    const problem = message(texts[id], args);
    super(format(problem, 'en'));
    this.problem = problem;
  }
}

/** The line that says what was wrong with the arguments; undefined where the error is about something else. */
export function usageLine(error: unknown, language: Language): string | undefined {
  const problem = error instanceof UsageError ? error.problem : parseProblem(error);
  return problem === undefined ? undefined : `${format(problem, language).split('\n')[0] ?? ''}\n`;
}

/** What Node's `parseArgs` refused; it names the option in quotes, perhaps with its short form and a placeholder. */
function parseProblem(error: unknown): Message | undefined {
  if (!(error instanceof TypeError) || !('code' in error) || !String(error.code).startsWith('ERR_PARSE_ARGS')) return undefined;
  const option = /--[\w-]+|'(-\w)/.exec(error.message)?.[0].replace("'", '');
  if (option === undefined) return message(texts.asSaid, { text: error.message });
  return message(error.code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION' ? texts.unknownOption : texts.optionValue, { option });
}
