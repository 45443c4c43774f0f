import type { Text } from '../l10n/message.ts';
import type { Method } from './statistics.ts';

/** The statistics' names as people are shown them. */
export const methodNames: Readonly<Record<Method, Text>> = {
  psi: { en: 'PSI', pl: 'PSI' },
  ks: { en: 'Kolmogorov-Smirnov p-value', pl: 'Wartość p testu Kołmogorowa-Smirnowa' },
  chiSquare: { en: 'Chi-square p-value', pl: 'Wartość p testu chi-kwadrat' },
  zTest: { en: 'Z-test p-value', pl: 'Wartość p testu z' },
  jensenShannon: { en: 'Jensen-Shannon distance', pl: 'Odległość Jensena-Shannona' },
  wasserstein: { en: 'Wasserstein distance', pl: 'Odległość Wassersteina' },
  wassersteinNormed: { en: 'Wasserstein distance (normed)', pl: 'Odległość Wassersteina (unormowana)' },
  hellinger: { en: 'Hellinger distance', pl: 'Odległość Hellingera' },
};
