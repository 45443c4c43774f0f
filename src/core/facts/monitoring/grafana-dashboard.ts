import { type Text, message } from '../../l10n/message.ts';
import type { Located } from '../../model/span.ts';
import type { Parsed, TextFormat } from '../format.ts';
import { type JsonNode, jsonItems, parseJson } from '../json/parse-json.ts';
import type { DashboardPanel, GrafanaDashboardFacts } from './dashboard-facts.ts';
import { entriesOf, locatedText, nodeAt, numberOf, textOf } from './report-json.ts';

const texts = {
  noTitle: { en: 'A dashboard needs a title.', pl: 'Pulpit musi mieć tytuł.' },
  noPanels: { en: '“{key}” must be a list.', pl: '„{key}” musi być listą.' },
} satisfies Record<string, Text>;

const mostPanels = 2000;
/** Rows hold panels, and so do rows that were folded; nothing lies deeper. */
const deepest = 4;

/**
 * A dashboard of Grafana as it is exported or provisioned (its JSON model, https://grafana.com/docs/grafana/latest/dashboards/build-dashboards/view-dashboard-json-model/),
 * bare or as the `dashboard` of an answer of its API. Known by its schema's version beside panels or, in old ones, rows.
 */
export const grafanaDashboard: TextFormat<'grafana-dashboard', GrafanaDashboardFacts> = {
  kind: 'text',
  id: 'grafana-dashboard',
  recognise: (path, text) => /\.json$/i.test(path) && text !== undefined && isDashboard(text),
  parse: ({ text }) => readDashboard(text),
  inspect: ({ title, uid, schemaVersion, panels, variables }) => ({
    title: title?.value ?? null,
    uid,
    schemaVersion,
    panels: panels.flatMap((panel) => panel.title?.value ?? []),
    queries: panels.flatMap((panel) => panel.queries.map(({ value }) => value)),
    datasources: [...new Set(panels.flatMap(({ datasource }) => datasource ?? []))],
    variables: [...variables],
  }),
};

function isDashboard(text: string): boolean {
  return /"schemaVersion"\s*:\s*\d/.test(text) && /"(?:panels|rows)"\s*:/.test(text);
}

function readDashboard(text: string): Parsed<GrafanaDashboardFacts> {
  const { root, problems } = parseJson(text);
  const board = nodeAt(root, 'dashboard') ?? root;
  const title = locatedText(nodeAt(board, 'title'));
  const found = [...problems];
  if (board?.kind === 'object') {
    const start = board.entries[0]?.keySpan ?? { start: board.span.start, end: board.span.start };
    if ((title?.value ?? '') === '') found.push({ message: message(texts.noTitle), span: title?.span ?? start });
    for (const key of ['panels', 'rows']) {
      const list = nodeAt(board, key);
      if (list !== undefined && list.kind !== 'array' && list.kind !== 'null')
        found.push({ message: message(texts.noPanels, { key }), span: list.span });
    }
  }
  return {
    facts: {
      title,
      uid: textOf(nodeAt(board, 'uid')),
      schemaVersion: numberOf(nodeAt(board, 'schemaVersion')),
      panels: panelsIn(board),
      variables: jsonItems(nodeAt(board, 'templating', 'list')).flatMap((variable) => textOf(nodeAt(variable, 'name')) ?? []),
    },
    problems: found,
  };
}

function panelsIn(board: JsonNode | undefined): readonly DashboardPanel[] {
  const found: DashboardPanel[] = [];
  const collect = (node: JsonNode, depth: number): void => {
    if (depth > deepest || found.length >= mostPanels) return;
    for (const key of ['panels', 'rows'])
      for (const item of jsonItems(nodeAt(node, key))) {
        if (isPanel(item)) found.push(readPanel(item));
        collect(item, depth + 1);
      }
  };
  if (board !== undefined) collect(board, 0);
  return found;
}

/** Rows are titles over others. Those of old dashboards have no type. */
function isPanel(node: JsonNode): boolean {
  const type = textOf(nodeAt(node, 'type'));
  return type !== null && type !== 'row';
}

function readPanel(panel: JsonNode): DashboardPanel {
  const targets = jsonItems(nodeAt(panel, 'targets'));
  return {
    title: locatedText(nodeAt(panel, 'title')),
    type: textOf(nodeAt(panel, 'type')) ?? '',
    datasource: datasourceOf(panel) ?? targets.map(datasourceOf).find((one) => one !== null) ?? null,
    queries: targets.flatMap(queryOf),
  };
}

/** Its type; in old dashboards, which name it alone, its name. */
function datasourceOf(node: JsonNode): string | null {
  return textOf(nodeAt(node, 'datasource', 'type')) ?? textOf(nodeAt(node, 'datasource'));
}

/** What a target asks, under the key that its data source has for it: PromQL, LogQL, SQL and others. */
const queryKeys = ['expr', 'rawSql', 'rawQuery', 'query', 'target', 'queryText'];

function queryOf(target: JsonNode): readonly Located<string>[] {
  const keys = new Map(entriesOf(target).map(([key, value]) => [key, value]));
  for (const key of queryKeys) {
    const query = locatedText(keys.get(key));
    if (query !== null && query.value.trim() !== '') return [query];
  }
  return [];
}
