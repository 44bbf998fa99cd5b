import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { REPOSITORY } from "./config.ts";
import { renderEnvExample } from "./settings.ts";

// `npm run env:example`: writes `.env.example` anew after a change of the table or its words.
writeFileSync(join(REPOSITORY, ".env.example"), renderEnvExample());
