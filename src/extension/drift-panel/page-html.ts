/** What the page is made of; texts and addresses may hold any characters. */
export interface PageParts {
  /** Characters that are safe in a header: base64url. */
  readonly nonce: string;
  readonly cspSource: string;
  readonly script: string;
  readonly style: string;
  readonly lang: string;
  readonly title: string;
  /** Shown until the first snapshot comes. */
  readonly loading: string;
  /** Shown where none comes. */
  readonly failed: string;
}

/**
 * The page: one script and one style of ours, and nothing else may load, run or be asked. The meta element `csp-nonce` is where the
 * toolkit looks for the nonce of the one style element that it makes (`canUseFocusVisible` of fast-web-utilities).
 */
export function pageHtml({ nonce, cspSource, script, style, lang, title, loading, failed }: PageParts): string {
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src ${cspSource} 'nonce-${nonce}'`,
    `base-uri 'none'`,
    `form-action 'none'`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${escaped(lang)}">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="${escaped(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta property="csp-nonce" content="${escaped(nonce)}">
<link rel="stylesheet" href="${escaped(style)}">
<title>${escaped(title)}</title>
</head>
<body>
<div id="app" data-loading="${escaped(loading)}" data-failed="${escaped(failed)}"></div>
<script nonce="${escaped(nonce)}" src="${escaped(script)}"></script>
</body>
</html>`;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
