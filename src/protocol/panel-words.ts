/**
 * The words of the drift panel's page by their keys; the host has them in each language. Beside each key stands its English text.
 * `{name}` stands for what the page fills in; numbers and times are formatted there, in the labels' language and in UTC.
 */
export const panelWordKeys = [
  // Filters and what stands above the charts.
  'project', // Project
  'model', // Model
  'stage', // Stage
  'version', // Version
  'all', // All, the first choice of a filter by model, stage or version
  'range', // Time range
  'last1h', // Last hour
  'last6h', // Last 6 hours
  'last24h', // Last 24 hours
  'last7d', // Last 7 days
  'last30d', // Last 30 days
  'last90d', // Last 90 days
  'rangeAll', // All
  'custom', // From … to …, the choice of an own range or of an own range to compare with
  'from', // From (UTC)
  'to', // To (UTC)
  'compareFrom', // Compared from (UTC)
  'compareTo', // Compared to (UTC)
  'apply', // Apply
  'badRange', // The start must lie before the end.
  'compare', // Compare with
  'compareNone', // Nothing
  'compareBefore', // The time before
  'refresh', // Refresh
  'autoRefresh', // Refresh every
  'auto0', // Off
  'auto30s', // 30 seconds
  'auto1m', // Minute
  'auto5m', // 5 minutes
  'zoom', // Zoom, the name of the group of the next three
  'zoomIn', // Zoom in
  'zoomOut', // Zoom out
  'zoomReset', // Reset zoom
  'export', // Export, the name of the group of the next three
  'exportPng', // Picture
  'exportCsv', // CSV
  'exportMarkdown', // Markdown
  'loading', // Loading charts…

  // The page.
  'attention', // Needs attention
  'groupDrift', // Drift
  'groupQuality', // Quality
  'groupTraffic', // Traffic
  'groupOperations', // Operations
  'groupTitle', // {group} ({count})
  'groupOfModel', // {model}: {group} ({count})
  'shown', // Shown: {start} – {end} UTC.
  'compared', // Dotted: {start} – {end} UTC, laid onto the same axis.
  'zoomed', // Zoomed to {start} – {end} UTC.
  'noChartFits', // No chart fits the filters.
  'legend', // ● fine · ▲ warning · ◆ alert · ✕ not enough data · │ release · ┊ rollback
  'keys', // In a chart: ← and → walk along the points, + and − zoom, Shift+← and Shift+→ move, 0 shows all. By mouse: Ctrl+wheel zooms, dragging moves, Shift+dragging zooms to what it covers.

  // States of a chart and verdicts of a point. The first two are those of charts of drift, the next two those of all others.
  'noDrift', // No drift
  'drift', // Drift
  'fine', // Within limits
  'alert', // Alert
  'warn', // Warning
  'unjudged', // No threshold, where a chart has none
  'notEnough', // Not enough data
  'noValue', // No value
  'chartLoading', // Loading…
  'failed', // No answer
  'stale', // Stale

  // A chart.
  'noPoint', // Click a point, or press the arrow keys in the chart, to see its numbers here.
  'noPoints', // There is no value in this time.
  'point', // {time}: {value}. {verdict}.
  'pointOfLine', // {line}, {time}: {value}. {verdict}.
  'pointRows', // Rows: {rows}.
  'pointRowsReference', // Rows: {rows} against {reference} in the reference.
  'pointFrom', // From {from}.
  'valueUnit', // {value} {unit}, and for % without the space where the language does so
  'comparedLine', // {line} (compared)
  'comparedOnly', // Compared, the name of the only line's counterpart
  'onlyLine', // Shown, the name of the only line in the legend where it is compared
  'nameOf', // {words}: {title}, what a screen reader says for a button of a chart
  'source', // Source: {source}
  'pointActions', // This point:
  'openManifest', // Open its line in the manifest
  'openRule', // Open its alert rule
  'openRunbook', // Open the runbook
  'copyQuery', // Copy the query
  'openInServer', // Open in the server
  'openSource', // Open the file or run
  'distribution', // Show the distribution
  'hideDistribution', // Hide the distribution
  'rollBack', // Roll back…
  'storeCredential', // Store a token…

  // A chart's data table.
  'table', // Data table: {title}
  'showTable', // Show the numbers
  'hideTable', // Hide the numbers
  'columnTime', // Time (UTC)
  'columnLine', // Line
  'columnValue', // Value
  'columnVerdict', // State
  'columnRows', // Rows
  'columnReference', // Rows of the reference
  'columnFrom', // From
  'columnNote', // Note
  'rowsShown', // {from}–{to} of {count}
  'newer', // Newer
  'older', // Older

  // Alerts.
  'alerts', // Alerts ({count})
  'firing', // Firing
  'pending', // Pending
  'silenced', // Silenced
  'noAlerts', // No alert is pending or firing.
  'alertsUnknown', // Alerts are not all known.

  // A feature's distribution.
  'distributionTitle', // Distribution: {title}
  'distributionLoading', // Reading the distribution…
  'bin', // Values
  'referenceShare', // Reference
  'currentShare', // Current
  'referenceRows', // Reference, rows
  'currentRows', // Current, rows
] as const;

/** One of the keys. */
export type PanelWord = (typeof panelWordKeys)[number];
