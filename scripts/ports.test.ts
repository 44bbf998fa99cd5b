import { once } from "node:events";
import { createServer } from "node:net";
import { describe, expect, it } from "vitest";
import { requireFreePorts } from "./ports.ts";

describe("requireFreePorts", () => {
  it("names the port, who needs it and the variable that changes it", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const wanted = [{ variable: "PORT", port, what: "the API" }];
    await expect(requireFreePorts("127.0.0.1", wanted)).rejects.toThrow(
      `port ${port} on 127.0.0.1, which the API needs, is in use by another program; free it, or choose another with PORT=….`,
    );
    server.close();
    await once(server, "close");
    await expect(requireFreePorts("127.0.0.1", wanted)).resolves.toBeUndefined();
  });

  it("says so when the address is not this machine's", async () => {
    const wanted = [{ variable: "PORT", port: 4000, what: "the API" }];
    await expect(requireFreePorts("192.0.2.1", wanted)).rejects.toThrow(/cannot listen on 192\.0\.2\.1:4000/);
  });

  it("refuses a port that no browser calls", async () => {
    const wanted = [{ variable: "ADMIN_PORT", port: 6000, what: "the admin" }];
    await expect(requireFreePorts("127.0.0.1", wanted)).rejects.toThrow(
      "port 6000, for the admin, is one that browsers and HTTP clients refuse to call; choose another with ADMIN_PORT=….",
    );
  });
});
