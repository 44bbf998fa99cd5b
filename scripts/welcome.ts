import { fallbackOf } from "../apps/api/src/settings/table.ts";
import type { StartConfig } from "./config.ts";

/** The lines shown when everything is ready: where it is, how to get in, and what to do first. */
export function welcome(config: StartConfig, urls: { admin: string; api: string }): string[] {
  const toApi = String(config.port) === fallbackOf("PORT") ? "" : ` --url ${config.apiUrl}`;
  const lines = ["", "Parley is ready.", "", `  Admin      ${urls.admin}`, `  API        ${urls.api}`];
  if (config.demo)
    lines.push(`  Simulator  http://${config.host}:${config.posSimulatorPort}  (the POS of the demo stores)`);
  lines.push(`  Data       ${config.dataDir}  (logs in logs/)`, "");
  if (config.demo) {
    lines.push(
      "  Sign in as admin@parley.example or support@parley.example, password parley-demo-2026",
      "",
      "Send a first order as PAR would, in another terminal:",
      "",
      `  npm run lab -- submit${toApi}`,
      "",
      "It prints what was signed, sent and answered; then open the order in the admin under Orders.",
      `A steady flow of orders: npm run lab -- stream --rate 20 --for 60s${toApi}`,
    );
  } else {
    lines.push(
      "  Open the admin to make the first operator; the code that it asks for: npm run parley -- setup-code",
      "  Then a connection with PAR's SharedId, brands, stores and their mappings: npm run parley -- --help",
    );
  }
  lines.push("", "Ctrl-C stops everything.", "");
  return lines;
}
