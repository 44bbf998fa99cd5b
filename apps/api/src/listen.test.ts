import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, it } from "vitest";

const CHILD = `
  const { takeFromParent } = await import(${JSON.stringify(new URL("listen.ts", import.meta.url).href)});
  takeFromParent(() => {}).start();`;

it("says that it took a connection whose socket was gone, so that the next is handed over", async () => {
  const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", CHILD], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const exited = once(child, "exit");
  const said: unknown[] = [];
  const taken = new Promise<void>((resolve) =>
    child.on("message", (message) => {
      said.push(message);
      if (said.length === 1) child.send({ kind: "connection", number: 7 });
      else resolve();
    }),
  );
  await Promise.race([taken, exited]);
  expect(said).toEqual([{ kind: "serving" }, { kind: "taken", number: 7 }]);
  child.kill();
  await exited;
});
