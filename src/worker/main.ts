/** The analysis worker: keeps one analysis a repository and answers the host's calls in order. May not read files or talk to anyone else. */
import { parentPort } from 'node:worker_threads';
import { type Analysis, type AnalysisSetup, createAnalysis } from '../core/engine/analysis.ts';
import type { ReleaseTag } from '../core/release/release-tag.ts';
import type { AnalysisAnswers, AnalysisCall, AnalysisReply } from '../protocol/analysis.ts';

const analyses = new Map<string, Analysis>();
/** Tags of setups that are not whole yet. */
const tagsToCome = new Map<number, readonly ReleaseTag[]>();

const unset: AnalysisSetup = {
  repository: { git: 'unavailable', shallow: false, head: null, tags: [], historyKnown: false },
  today: '1970-01-01',
  folderName: '',
};

function analysisOf(repository: string): Analysis {
  const known = analyses.get(repository) ?? createAnalysis(unset);
  analyses.set(repository, known);
  return known;
}

function answer({ repository, request }: AnalysisCall): AnalysisAnswers[keyof AnalysisAnswers] {
  switch (request.kind) {
    case 'tags':
      tagsToCome.set(request.setupId, [...(tagsToCome.get(request.setupId) ?? []), ...request.tags]);
      return null;
    case 'configure':
      analysisOf(repository).configure(withTags(request.setup, request.setupId));
      return null;
    case 'update': {
      const analysis = analysisOf(repository);
      analysis.update(request);
      return analysis.wanted();
    }
    case 'judge': {
      const analysis = analysisOf(repository);
      return { reports: analysis.judge(request.options), stats: analysis.stats() };
    }
    case 'inputs':
      return analysisOf(repository).inputs();
    case 'monitoring':
      return analysisOf(repository).monitoring(request.root, request.found);
    case 'start':
      return analysisOf(repository).start(request.root, request.found);
    case 'close':
      analyses.delete(repository);
      return null;
  }
}

function withTags(setup: AnalysisSetup, setupId: number): AnalysisSetup {
  const first = tagsToCome.get(setupId) ?? [];
  tagsToCome.delete(setupId);
  return { ...setup, repository: { ...setup.repository, tags: [...first, ...setup.repository.tags] } };
}

parentPort?.on('message', (call: AnalysisCall) => {
  parentPort?.postMessage(replyTo(call));
});

function replyTo(call: AnalysisCall): AnalysisReply {
  try {
    return { id: call.id, ok: true, answer: answer(call) };
  } catch (error) {
    return { id: call.id, ok: false, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
