/**
 * Validation results of Great Expectations, as its stores keep them and `to_json_dict` gives them: 0.x (`expectation_type`, the suite's name
 * in `meta`) and 1.x (`type`, `suite_name`). What a checkpoint's `describe` prints is a summary of several, without times, and is left alone.
 */
import { type JsonNode, jsonItems, parseJson } from '../json/parse-json.ts';
import type { Parsed, TextFormat } from '../format.ts';
import type { ExpectationFact, GreatExpectationsFacts } from './report-facts.ts';
import { booleanOf, locatedText, nodeAt, numberOf, textOf, timeOf } from './report-json.ts';

/** A validation result, known by its keys. */
export const greatExpectations: TextFormat<'great-expectations', GreatExpectationsFacts> = {
  kind: 'text',
  id: 'great-expectations',
  recognise: (path, text) =>
    /\.json$/i.test(path) && text !== undefined && ownWords.every((word) => text.includes(word)) && !text.includes(summaryWord),
  parse: (source) => readValidation(source.text),
  inspect: ({ suite, success, successPercent, expectations }) => ({
    suite,
    success,
    successPercent,
    expectations: expectations.map(({ type, column, success: isMet, unexpectedPercent }) => ({
      type: type.value,
      column,
      success: isMet,
      unexpectedPercent: unexpectedPercent === null || Number.isFinite(unexpectedPercent) ? unexpectedPercent : String(unexpectedPercent),
    })),
  }),
};

/** No expectation suite has statistics, and nothing else has all three. */
const ownWords = ['"results"', '"statistics"', '"evaluated_expectations"'];

/** A checkpoint's summary has it, around several results. */
const summaryWord = '"validation_results"';

function readValidation(text: string): Parsed<GreatExpectationsFacts> {
  const { root, problems } = parseJson(text);
  return { facts: validationFacts(root), problems };
}

/** Whether a document is a validation result. */
export function isValidation(root: JsonNode | undefined): boolean {
  return nodeAt(root, 'results')?.kind === 'array' && nodeAt(root, 'statistics', 'evaluated_expectations') !== undefined;
}

/** What a validation result says; empty for all else. */
export function validationFacts(root: JsonNode | undefined): GreatExpectationsFacts {
  const meta = nodeAt(root, 'meta');
  return {
    // The store files results under the run's time; when validation itself began is said by some.
    time:
      timeOf(nodeAt(meta, 'run_id', 'run_time')) ??
      timeOf(nodeAt(meta, 'validation_time')) ??
      timeOf(nodeAt(meta, 'batch_markers', 'ge_load_time')),
    suite: textOf(nodeAt(root, 'suite_name')) ?? textOf(nodeAt(meta, 'expectation_suite_name')),
    success: booleanOf(nodeAt(root, 'success')),
    successPercent: numberOf(nodeAt(root, 'statistics', 'success_percent')),
    expectations: jsonItems(nodeAt(root, 'results')).flatMap(expectationOf),
  };
}

function expectationOf(node: JsonNode): readonly ExpectationFact[] {
  const config = nodeAt(node, 'expectation_config');
  const type = locatedText(nodeAt(config, 'type')) ?? locatedText(nodeAt(config, 'expectation_type'));
  if (type === null) return [];
  return [
    {
      type,
      column: textOf(nodeAt(config, 'kwargs', 'column')),
      success: booleanOf(nodeAt(node, 'success')),
      unexpectedPercent: numberOf(nodeAt(node, 'result', 'unexpected_percent')),
      elements: numberOf(nodeAt(node, 'result', 'element_count')),
      mostly: numberOf(nodeAt(config, 'kwargs', 'mostly')) ?? 1,
    },
  ];
}
