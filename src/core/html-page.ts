import { escapeHtml } from "./escape-html";

interface HtmlPage {
  language: string;
  /** Escaped already, as is everything in `main`. */
  title: string;
  styles: string;
  main: string;
}

/** A page that a person keeps: no script, nothing from elsewhere, and a policy that says so. */
export const htmlPage = ({ language, title, styles, main }: HtmlPage): string => `<!doctype html>
<html lang="${escapeHtml(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<style>${styles}</style>
</head>
<body>
<main>
<h1>${title}</h1>
${main}
</main>
</body>
</html>
`;
