import { join } from "node:path";
import type { NextConfig } from "next";

const repository = join(import.meta.dirname, "../..");

// No `output: "standalone"`: `npm start` and the image both run server.mjs beside the workspace's own node_modules.
const config: NextConfig = {
  // A stray lockfile above the repository must not move the root that the build watches and traces.
  outputFileTracingRoot: repository,
  turbopack: { root: repository },
  // The only package of ours that the pages use; it is TypeScript, as it stands.
  transpilePackages: ["@parley/limits"],
  poweredByHeader: false,
  // The admin sits beside its browser or behind a proxy that compresses; a gzip pass would delay streams.
  compress: false,
  productionBrowserSourceMaps: false,
  images: { unoptimized: true },
  devIndicators: false,
  // `npm run check` checks the types (with gql.tada, which tsc alone is not enough for). A second time inside the
  // build would be three quarters of it, and the first `npm start` waits for the build.
  typescript: { ignoreBuildErrors: true },
};

export default config;
