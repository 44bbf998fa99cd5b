import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readSurroundings } from "./config.ts";

const folder = mkdtempSync(join(tmpdir(), "par-lab-config-"));

/** The address that is called with these lines in `.env` and these variables in the shell. */
function urlWith(lines: string, shell: Readonly<Record<string, string>> = {}): string {
  const file = join(folder, ".env");
  writeFileSync(file, lines);
  return readSurroundings(file, shell).defaultUrl;
}

describe("the server that is called where no option names one", () => {
  it("is the one that npm start runs without any setting", () => {
    expect(readSurroundings(join(folder, "none"), {}).defaultUrl).toBe("http://127.0.0.1:4000");
  });

  it.each([
    ["PORT=4100", {}, "http://127.0.0.1:4100"],
    ["PORT=4100", { PORT: "4200" }, "http://127.0.0.1:4200"],
    ["HOST=localhost\nPORT=4100", {}, "http://localhost:4100"],
    ["HOST=0.0.0.0", {}, "http://127.0.0.1:4000"],
    ["HOST=::", {}, "http://[::1]:4000"],
    ["HOST=::1", {}, "http://[::1]:4000"],
    ["PORT=\nAPI_URL=", {}, "http://127.0.0.1:4000"],
    ["API_URL=https://api.example\nPORT=4100", {}, "https://api.example"],
  ])("follows the .env %j under the shell's %j: %s", (lines, shell, url) => {
    expect(urlWith(lines, shell)).toBe(url);
  });
});
