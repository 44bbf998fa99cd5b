import { language, words } from "@/words/server.tsx";
import type { OffReader } from "./item-state.ts";

/** Whoever asked for this page, as those who are told until when something is off. */
export async function offReader(): Promise<OffReader> {
  const [say, frame, asked] = await Promise.all([words("takeoff"), words("shell"), language()]);
  return { say, frame, language: asked };
}
