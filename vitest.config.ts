import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const fake = (name: string) => fileURLToPath(new URL(`test/unit/fakes/${name}`, import.meta.url));

export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  test: {
    projects: [
      {
        extends: true,
        resolve: { alias: { "webextension-polyfill": fake("browser.ts") } },
        test: { name: "unit", include: ["test/unit/**/*.test.{ts,tsx}"] },
      },
      { extends: true, test: { name: "house", include: ["test/house/**/*.test.ts"] } },
      {
        extends: true,
        test: {
          name: "live",
          include: ["test/live/**/*.live.ts"],
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
