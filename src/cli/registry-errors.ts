import { format } from '../core/l10n/message.ts';
import { registryProblem } from '../core/release/registry-words.ts';
import type { RegistryError } from '../core/release/versions-report.ts';
import type { CliIo } from './command.ts';
import { printable } from './table-text.ts';

/** Says which registries could not be read, a line each. Their own words are English, so that other languages put it in short before them. */
export function tellRegistryErrors(errors: readonly RegistryError[], { stderr, language }: Pick<CliIo, 'stderr' | 'language'>): void {
  for (const error of errors) {
    const words = printable(error.message);
    stderr(language === 'en' ? `${words}\n` : `${format(registryProblem(error), language)}: ${words}\n`);
  }
}
