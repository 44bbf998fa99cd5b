import { readFile } from "node:fs/promises";
import { Refusal } from "./refusal.ts";

/** The bytes of a file that a command names. @throws Refusal where it cannot be read */
export async function readBytes(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : "unknown";
    throw new Refusal("file_unreadable", `${path} cannot be read (${String(code)}).`);
  }
}
