import type { PythonCall } from '../../facts/python/python-facts.ts';
import type { Place } from './offer.ts';
import { type CodeFile, importOf } from './python-code.ts';

/** Names and headings of documents that describe where decisions are kept. */
export const decisionLogTopic = /decision log|prediction (?:log|table|store)|where decisions|rejestr decyzji|inference (?:log|table)/i;

const store =
  /^(?:kafka|confluent_kafka|aiokafka|sqlalchemy|psycopg2?|psycopg|pymongo|motor|boto3|google\.cloud\.(?:bigquery|pubsub_v1|firestore)|sqlite3|clickhouse_driver|clickhouse_connect|elasticsearch|pika|redis|azure\.(?:eventhub|cosmos)|asyncpg|snowflake|sqlmodel|peewee|databases)(?:\.|$)/;
/** Verbs that only stores have; `add`, `save` and their like are everybody's. */
const storing =
  /(?:^|\.)(?:send_and_wait|produce|insert_one|insert_many|insert_rows_json|insert_rows|put_item|put_record|put_records|basic_publish|xadd|create_item|send_batch|to_sql)$/;
const sending = /(?:^|\.)(?:send|publish)$/;
const adding = /(?:^|\.)(?:add|add_all|create|save)$/;
const topicLibrary = /^(?:kafka|confluent_kafka|aiokafka|pika|google\.cloud\.pubsub_v1|azure\.eventhub)(?:\.|$)/;
const rowClass = /(?:^|\.)(?:Prediction|Decision|Inference|ScoreLog|ScoringLog)(?:Log|Record|Row|Entry|Event|Model|Table)?$/;
const insertion = /insert\s+into\s+\S*(?:predict|decision|inference|scor)/i;
/** Words of functions, tables and topics that hold predictions. */
export const predictionWord = /predict|decision|inference|score|scoring|audit/i;
const captureLibrary = /^(?:whylogs|arize|fiddler|langfuse|seldon_core\.request_logger)(?:\.|$)/;

/** A call that writes predictions to a store: told by an SQL text, by a row's class, or by the name of its function, table or topic. */
export function predictionWriter(file: CodeFile): Place | undefined {
  const capture = importOf(file.code, captureLibrary);
  if (capture !== undefined && file.code.calls.some((call) => /(?:^|\.)log(?:_\w+)?$/.test(call.callee))) {
    return { path: file.path, span: capture };
  }
  if (importOf(file.code, store) === undefined) return undefined;
  const hasTopics = importOf(file.code, topicLibrary) !== undefined;
  const call = file.code.calls.find((found) => storesPrediction(found, hasTopics) || addsRow(file, found));
  return call === undefined ? undefined : { path: file.path, span: call.calleeSpan };
}

function storesPrediction(call: PythonCall, hasTopics: boolean): boolean {
  const texts = [...call.positional, ...call.keywords.values()].filter((value) => typeof value === 'string');
  if (/(?:^|\.)execute(?:many)?$/.test(call.callee)) return texts.some((text) => insertion.test(text));
  if (!storing.test(call.callee) && !(hasTopics && sending.test(call.callee))) return false;
  return predictionWord.test(call.within ?? '') || texts.some((text) => predictionWord.test(text));
}

/** `session.add(Prediction(…))`: the row is made and added in one function. */
function addsRow(file: CodeFile, call: PythonCall): boolean {
  if (!adding.test(call.callee)) return false;
  return file.code.calls.some((other) => other.within === call.within && rowClass.test(other.callee));
}
