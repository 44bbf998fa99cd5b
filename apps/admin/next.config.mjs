// In plain JavaScript: for a file in TypeScript Next would load its compiler at each start, a hundred megabytes.
import { join } from "node:path";

const repository = join(import.meta.dirname, "../..");

// No `output: "standalone"`: `npm start` and the image both run server.mjs beside the workspace's own node_modules.
/** @type {import("next").NextConfig} */
const config = {
  // A stray lockfile above the repository must not move the root that the build watches and traces.
  outputFileTracingRoot: repository,
  turbopack: {
    root: repository,
    // A browser gets messages that were parsed on the server, and so no parser: 10 KB less of scripts.
    resolveAlias: {
      "use-intl/format-message": {
        browser: "use-intl/format-message/format-only",
        default: "@parley/words/format-message",
      },
    },
  },
  // Packages of ours that the pages use; they are TypeScript, as they stand.
  transpilePackages: ["@parley/limits", "@parley/words"],
  poweredByHeader: false,
  // src/server/serve.ts compresses, also by Brotli, and never a stream of events.
  compress: false,
  productionBrowserSourceMaps: false,
  images: { unoptimized: true },
  devIndicators: false,
  // `npm run check` checks the types (with gql.tada, which tsc alone is not enough for). A second time inside the
  // build would be three quarters of it, and the first `npm start` waits for the build.
  typescript: { ignoreBuildErrors: true },
};

export default config;
