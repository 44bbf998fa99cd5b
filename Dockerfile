# One image, two services: `api` (default) and `admin`. The database is PostgreSQL beside them; see compose.yaml.
FROM node:24-bookworm-slim AS build
WORKDIR /parley
ENV TURBO_TELEMETRY_DISABLED=1 NEXT_TELEMETRY_DISABLED=1
COPY package.json package-lock.json .npmrc ./
COPY apps/admin/package.json apps/admin/
COPY apps/api/package.json apps/api/
COPY apps/par-lab/package.json apps/par-lab/
COPY apps/pos-simulator/package.json apps/pos-simulator/
COPY packages/bridge-contract/package.json packages/bridge-contract/
COPY packages/db/package.json packages/db/
COPY packages/limits/package.json packages/limits/
COPY packages/par-contract/package.json packages/par-contract/
COPY packages/words/package.json packages/words/
COPY bench/package.json bench/
COPY test/package.json test/
COPY patches patches
RUN npm ci
COPY . .
RUN npm run build && node scripts/build-programs.mjs
# The embedded PostgreSQL, the test browser, the build tools and the compilers of programs and of pages stay behind.
RUN npm prune --omit=dev && node --import tsx scripts/slim.ts

FROM node:24-bookworm-slim
WORKDIR /parley
ENV NODE_ENV=production HOST=0.0.0.0 PORT=4000 ADMIN_PORT=3000 DEMO=0 DATA_DIR=/parley/.data NEXT_TELEMETRY_DISABLED=1
COPY --from=build --chown=node:node /parley ./
RUN mkdir .data && chown node:node .data
USER node
EXPOSE 4000 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/readyz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--enable-source-maps", "dist/image/programs/api.mjs"]
