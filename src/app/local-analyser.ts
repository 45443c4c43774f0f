import { createAnalysis } from '../core/engine/analysis.ts';
import type { Analysis, AnalysisSetup } from '../core/engine/analysis.ts';
import type { Analyser } from '../ports/analyser.ts';

const nothing: AnalysisSetup = {
  repository: { git: 'unavailable', shallow: false, head: null, tags: [], historyKnown: false },
  today: '1970-01-01',
  folderName: '',
};

/** An analyser in this thread, for the CLI and for tests. */
export function createLocalAnalyser(): Analyser {
  const analysis: Analysis = createAnalysis(nothing);
  return {
    configure: (setup) => {
      analysis.configure(setup);
      return Promise.resolve();
    },
    update: (changes) => {
      analysis.update(changes);
      return Promise.resolve(analysis.wanted());
    },
    judge: (options) => Promise.resolve({ reports: analysis.judge(options), stats: analysis.stats() }),
    inputs: () => Promise.resolve(analysis.inputs()),
    monitoring: (root, found) => Promise.resolve(analysis.monitoring(root, found)),
    start: (root, found) => Promise.resolve(analysis.start(root, found)),
  };
}
