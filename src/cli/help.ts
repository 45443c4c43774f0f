import { type Language, type Text, format, message } from '../core/l10n/message.ts';

const help: Text = {
  en: `airworthy: is this model project fit for production, and what is missing?

  airworthy check [DIR]                 verdict, checklist and findings
      --format text|json|sarif|junit|markdown|html|github
                                        default text
      --baseline FILE                   an earlier --format json: only what is new counts
      --changed-since REVISION          only findings in files changed since then
      --fail-on no-go|error|warning|never
                                        what makes the exit code 1, default error
      --no-cache                        judge anew, keep nothing for the next run
      --online --allow-env NAME         asks the servers that airworthy.yaml declares
  airworthy report [DIR] --out FILE.html|FILE.md
                                        the report as a file to hand on
      --force --online --allow-env NAME
  airworthy init [DIR]                  begins an airworthy.yaml with what was found
      --dry-run                         prints it, writes nothing
  airworthy inspect FILE...             what was understood of each file, as JSON
  airworthy versions [DIR]              models, versions, stages and their history
      --format text|json  --online
  airworthy compare MODEL LEFT RIGHT    what differs between two versions: a version, #STAGE or a commit
      --format text|json|markdown  --dir DIR
  airworthy fetch MODEL VERSION --out DIR
                                        copies a version's artefacts from Git, DVC's cache or a remote
      --files --data --dry-run --format text|json --dir DIR
  airworthy promote MODEL VERSION --to STAGE
      --reason TEXT --dry-run --yes --override-gates --confirm MODEL --push --dir DIR
      --online --allow-env NAME         a protected stage wants --confirm and --reason with --yes
  airworthy rollback MODEL --stage STAGE
      --to VERSION --reason TEXT --dry-run --yes --push --dir DIR --online --allow-env NAME
      --go-on-without                   what cannot be reached stays pending, see recover
  airworthy deploy MODEL VERSION --to STAGE
                                        promotes, and edits and commits the serving manifest
      as promote, and --run-commands    runs the commands that the plan shows
  airworthy shadow MODEL VERSION        copies requests to a version
  airworthy canary MODEL --percent N    shifts the traffic of the canary that runs
  airworthy undo MODEL                  takes the last release back
      --stage STAGE
  airworthy register MODEL VERSION      names a commit a version
      --commit REVISION --reason TEXT --dry-run --yes --push --dir DIR
  airworthy unassign MODEL --stage STAGE
      --reason TEXT --dry-run --yes --push --dir DIR
  airworthy recover [DIR]               shows an interrupted or pending release
      --finish | --undo | --forget --yes  --online
  airworthy audit [DIR]                 who released what, when, why and on which gates
      --model NAME --stage STAGE --since DATE --online
      --format text|json|csv|markdown --out FILE --force
  airworthy drift --reference FILE --current FILE
      --column NAME --type NAME=numeric|categorical|boolean --format text|json
  airworthy rules                       all rules and checks
  airworthy explain RULE                what a rule or check is about

  --lang en|pl                          language of texts (JSON is always English)
  --tracking-uri URL                    with --online: an MLflow server that no manifest names, also for a folder
                                        without Git; --allow-env MLFLOW_TRACKING_URI takes it from the environment

Exit codes: 0 fine, 1 findings, 2 wrong usage, 3 unreachable, 4 blocked by a gate, 5 conflict.
`,
  pl: `airworthy: czy ten projekt modelu jest gotowy do produkcji i czego brakuje?

  airworthy check [KATALOG]             werdykt, lista kontrolna i znaleziska
      --format text|json|sarif|junit|markdown|html|github
                                        domyślnie text
      --baseline PLIK                   wcześniejszy --format json: liczy się tylko to, co nowe
      --changed-since REWIZJA           tylko znaleziska w plikach zmienionych od tej rewizji
      --fail-on no-go|error|warning|never
                                        co daje kod wyjścia 1, domyślnie error
      --no-cache                        oceń od nowa, nie zachowuj niczego na następny raz
      --online --allow-env NAZWA        pyta serwery zadeklarowane w airworthy.yaml
  airworthy report [KATALOG] --out PLIK.html|PLIK.md
                                        raport jako plik do przekazania
      --force --online --allow-env NAZWA
  airworthy init [KATALOG]              zaczyna airworthy.yaml od tego, co znaleziono
      --dry-run                         wypisuje, niczego nie zapisuje
  airworthy inspect PLIK...             co odczytano z każdego pliku, jako JSON
  airworthy versions [KATALOG]          modele, wersje, etapy i ich historia
      --format text|json  --online
  airworthy compare MODEL LEWA PRAWA    czym różnią się dwie wersje: wersja, #ETAP albo commit
      --format text|json|markdown  --dir KATALOG
  airworthy fetch MODEL WERSJA --out KATALOG
                                        kopiuje pliki wersji z Git, pamięci podręcznej DVC albo zdalnego magazynu
      --files --data --dry-run --format text|json --dir KATALOG
  airworthy promote MODEL WERSJA --to ETAP
      --reason TEKST --dry-run --yes --override-gates --confirm MODEL --push --dir KATALOG
      --online --allow-env NAZWA        chroniony etap wymaga przy --yes też --confirm i --reason
  airworthy rollback MODEL --stage ETAP
      --to WERSJA --reason TEKST --dry-run --yes --push --dir KATALOG --online --allow-env NAZWA
      --go-on-without                   to, co nieosiągalne, zostaje na później, zobacz recover
  airworthy deploy MODEL WERSJA --to ETAP
                                        awansuje, zmienia manifest serwowania i zapisuje go w commicie
      jak promote, oraz --run-commands  uruchamia polecenia pokazane w planie
  airworthy shadow MODEL WERSJA         kopiuje żądania do wersji
  airworthy canary MODEL --percent N    zmienia ruch działającego kanarka
  airworthy undo MODEL                  cofa ostatnie wydanie
      --stage ETAP
  airworthy register MODEL WERSJA       nadaje commitowi wersję
      --commit REWIZJA --reason TEKST --dry-run --yes --push --dir KATALOG
  airworthy unassign MODEL --stage ETAP
      --reason TEKST --dry-run --yes --push --dir KATALOG
  airworthy recover [KATALOG]           pokazuje przerwane lub niedokończone wydanie
      --finish | --undo | --forget --yes  --online
  airworthy audit [KATALOG]             kto, co, kiedy, dlaczego i na jakich bramkach wydał
      --model NAZWA --stage ETAP --since DATA --online
      --format text|json|csv|markdown --out PLIK --force
  airworthy drift --reference PLIK --current PLIK
      --column NAZWA --type NAZWA=numeric|categorical|boolean --format text|json
  airworthy rules                       wszystkie reguły i punkty listy
  airworthy explain REGUŁA              czego dotyczy reguła lub punkt listy

  --lang en|pl                          język tekstów (JSON jest zawsze po angielsku)
  --tracking-uri URL                    z --online: serwer MLflow, którego nie wskazuje żaden manifest, także bez Git;
                                        --allow-env MLFLOW_TRACKING_URI bierze go ze środowiska

Kody wyjścia: 0 w porządku, 1 znaleziska, 2 błędne użycie, 3 nieosiągalne, 4 zatrzymane przez bramkę, 5 konflikt.
`,
};

/** The list of commands. */
export function helpText(language: Language): string {
  return format(message(help), language);
}
