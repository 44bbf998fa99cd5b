import { Server } from "node:net";
import { afterEach, expect, it, vi } from "vitest";
import { type FrontDoor, openFrontDoor } from "./front-door.ts";

let door: FrontDoor | null = null;
afterEach(() => {
  door?.close();
  door = null;
  vi.restoreAllMocks();
});

it("tells errors of the open port, and keeps it open", async () => {
  const listen = vi.spyOn(Server.prototype, "listen");
  const errors: string[] = [];
  door = await openFrontDoor(
    { host: "127.0.0.1", port: 0 },
    { onError: ({ message }) => errors.push(message) },
  );
  const [server] = listen.mock.contexts;
  if (!(server instanceof Server)) throw new Error("nothing listens");
  for (const message of ["accept EMFILE", "accept ENFILE"]) server.emit("error", new Error(message));
  expect(errors).toEqual(["accept EMFILE", "accept ENFILE"]);
  expect(server.listening).toBe(true);
});
