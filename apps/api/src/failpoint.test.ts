import { spawnSync } from "node:child_process";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { parseFailpoints } from "./failpoint.ts";

const MODULE = pathToFileURL(new URL("failpoint.ts", import.meta.url).pathname).href;

/** Reaches cp07 three times in a process of its own. */
function reach(points: unknown) {
  const program = `
    import { armFailpoints, failpoint } from ${JSON.stringify(MODULE)};
    armFailpoints(${JSON.stringify(points)});
    for (const time of [1, 2, 3]) { failpoint("cp07"); console.log(time); }
  `;
  return spawnSync(process.execPath, ["--import", "tsx", "--input-type=module", "-e", program], {
    encoding: "utf8",
  });
}

describe("a failpoint", () => {
  it("does nothing where no setting names it", () => {
    const run = reach(parseFailpoints("cp14:kill"));
    expect([run.status, run.stdout, run.stderr]).toEqual([0, "1\n2\n3\n", ""]);
  });

  it("ends the process at once, at the time that was named, and says so before", () => {
    const run = reach(parseFailpoints("cp07:kill@2"));
    expect([run.signal, run.stdout, run.stderr]).toEqual(["SIGKILL", "1\n", "failpoint cp07 kill\n"]);
  });

  it("is read from a list of places, actions and counts", () => {
    expect(parseFailpoints("cp07:kill@3,cp20:stop")).toEqual([
      { name: "cp07", action: "kill", at: 3 },
      { name: "cp20", action: "stop", at: 1 },
    ]);
    expect(parseFailpoints("")).toEqual([]);
  });

  it.each(["cp07", "cp99:kill", "cp07:explode", "cp07:kill@0", "cp07:kill@", "cp07:toString"])(
    "is refused as %j",
    (text) => {
      expect(parseFailpoints(text)).toBeNull();
    },
  );
});
