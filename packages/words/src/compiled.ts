import compile from "icu-minify/compile";
import type { CompiledMessage } from "icu-minify/format";
import { type Language, messagesOf, type Room } from "./index.ts";

/** A room as it is sent to a browser: parsed already, so that no parser has to be sent along. */
export interface CompiledRoom {
  readonly [key: string]: CompiledMessage | CompiledRoom;
}

/** Each room is compiled once per process and language. */
export function compiledRoom(language: Language, room: Room): CompiledRoom {
  const key = `${language} ${room}`;
  const known = compiled.get(key);
  if (known !== undefined) return known;
  const made = compileAll(messagesOf(language, room));
  compiled.set(key, made);
  return made;
}

const compiled = new Map<string, CompiledRoom>();

function compileAll(messages: object): CompiledRoom {
  return Object.fromEntries(
    Object.entries(messages).map(([key, value]) => [
      key,
      typeof value === "string" ? plain(compile(value)) : compileAll(value),
    ]),
  );
}

/** The compiler's objects have no prototype, and React sends none of those to a browser. */
function plain(message: CompiledMessage): CompiledMessage {
  return JSON.parse(JSON.stringify(message));
}
