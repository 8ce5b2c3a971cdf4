import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** Where `npm start` listens by default; the development server passes API calls on to it. */
const gateway = "http://127.0.0.1:8080";

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    outDir: "dist",
    emptyOutDir: true,
    // Everything stays a file of our own origin: a data: URL would need a wider Content-Security-Policy.
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        // What changes seldom has a chunk of its own, which browsers keep when only the pages have changed.
        codeSplitting: {
          groups: [
            {
              name: "framework",
              test: /node_modules.(react|react-dom|react-router|scheduler|i18next|react-i18next)./,
            },
          ],
        },
      },
    },
  },
  worker: { format: "es" },
  server: { proxy: { "/api": gateway, "/docs": gateway, "/openapi.json": gateway } },
});
