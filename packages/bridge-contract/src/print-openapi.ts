import { writeFileSync } from "node:fs";
import { buildOpenApi } from "./openapi.ts";

// Writes the published document; `npm run openapi:print -w @parley/bridge-contract` formats it too.
writeFileSync(new URL("../openapi.json", import.meta.url), `${JSON.stringify(buildOpenApi(), null, 2)}\n`);
