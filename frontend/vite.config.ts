/** How the front end is built, served in development and tested. */
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { svelteTesting } from "@testing-library/svelte/vite";
import { defineConfig } from "vitest/config";
import { firstPage } from "./first-page.ts";
import { wordsParts } from "./words-parts.ts";

const BACKEND = process.env.VIVEIRO_DEV_BACKEND ?? "http://127.0.0.1:8000";

export default defineConfig({
  plugins: [wordsParts(), svelte({ configFile: false }), svelteTesting()],
  server: { host: "127.0.0.1", proxy: { "/api": { target: BACKEND, changeOrigin: true } } },
  build: {
    target: ["es2022", "chrome123", "edge123", "firefox120", "safari17.5"], // the first with light-dark()
    assetsInlineLimit: 0, // the content security policy refuses data: fonts
    modulePreload: { polyfill: false },
    manifest: true, // read by scripts/budget.js
    sourcemap: false,
    rolldownOptions: { output: { codeSplitting: { groups: [firstPage()] } } },
  },
  test: {
    environment: "jsdom",
    environmentOptions: { jsdom: { url: "http://localhost" } },
    include: ["src/**/*.test.ts"],
    setupFiles: ["src/core/testing/setup.ts"],
  },
});
