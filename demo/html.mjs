/** A demo page's HTML around its body; `root`: where the demo's files are, from that page. */
export function htmlPage(title, body, root = '/') {
  return `<!doctype html>
<html lang="en">
  <meta charset="utf-8" />
  <meta name="viewport" content="width=device-width" />
  <title>${escape(title)}</title>
  <link rel="icon" href="data:," />
  <link rel="stylesheet" href="${root}demo.css" />
  ${body}
</html>
`;
}

export function escape(text) {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
