import { expect, it } from "vitest";
import { htmlText } from "../../../../src/core/message/html-text";

it.each([
  ["paragraphs", "<p>One</p><p>Two</p>", "One\n\nTwo"],
  ["line ends and spaces", "a\r\n  b<br>c<BR/>d", "a b\nc\nd"],
  ["a list", "<ul><li>one</li><li>two</li></ul>", "- one\n\n- two"],
  ["a table", "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\n\nc"],
  [
    "entities",
    "&lt;b&gt; &amp;amp; &eacute;&#233;&#xe9; &euro; &#146; &nosuch; &#0;",
    "<b> &amp; ééé € ’ &nosuch; \ufffd",
  ],
  ["an entity without its end", "caf&eacute", "café"],
  [
    "no script, style or title",
    "<title>t</title><style>p{}</style><script>if(a<b){}</script>text",
    "text",
  ],
  ["no comments", "a<!-- <b>no</b> -->b", "ab"],
  [
    "the words of a picture, and no picture",
    '<img src="http://x/y.png" alt="Our &quot;logo&quot;">',
    '[Our "logo"]',
  ],
  ["a bare <", "1 < 2 and 2 <3", "1 < 2 and 2 <3"],
  ["an open comment", "seen<!-- gone", "seen"],
  ["an open script", "seen<script>gone", "seen"],
  ["an open tag", "seen<a href=", "seen"],
  ["hard spaces", "a&nbsp;&nbsp;b\u00a0c", "a b c"],
  [
    "no markup that is made of entities",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<script>alert(1)</script>",
  ],
])("tells %s", (_what, html, text) => {
  expect(htmlText(html)).toBe(text);
});

it.each([
  ["open tags", "<a ".repeat(300_000)],
  ["bare <", "<".repeat(500_000)],
  ["open comments", "<!--".repeat(300_000)],
  ["open styles", "<style>".repeat(200_000)],
  ["ampersands", "&".repeat(500_000)],
  ["long attribute", `<img alt="${"a".repeat(1_000_000)}`],
  ["nested lists", "<ul><li>".repeat(200_000)],
])("ends at once: %s", (_what, html) => {
  expect(typeof htmlText(html)).toBe("string");
});
