import { describe, expect, it } from "vitest";
import { escapeHtml } from "../../../src/core/escape-html";

describe("escapeHtml", () => {
  it("makes text of markup, and spaces of what nobody sees", () => {
    expect(escapeHtml(`<a href="x" b='y'>&amp;</a>`)).toBe(
      "&lt;a href=&quot;x&quot; b=&#39;y&#39;&gt;&amp;amp;&lt;/a&gt;",
    );
    expect(escapeHtml("a\0b\nc\u0085d")).toBe("a b c d");
  });
});
