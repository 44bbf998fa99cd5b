import { type Language, type Room, type Words, wordsIn } from "@parley/words";
import { compiledRoom } from "@parley/words/compiled";
import { type SentRooms, WordsProvider } from "@parley/words/react";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { languageOfRequest } from "./language.ts";

/** The language that this page is read in. */
export async function language(): Promise<Language> {
  return languageOfRequest(await headers());
}

/** The words of one room, in a server component: `const say = await words("orders")`. */
export async function words<R extends Room>(room: R): Promise<Words<R>> {
  return wordsIn(await language())(room);
}

/**
 * Sends rooms to the client leaves below, which read them by `useWords`. Only what leaves need is sent, so a room
 * that is large and of the server is not named here.
 */
export async function ClientWords({ rooms, children }: { rooms: readonly Room[]; children: ReactNode }) {
  const asked = await language();
  const sent: SentRooms = Object.fromEntries(rooms.map((room) => [room, compiledRoom(asked, room)]));
  return (
    <WordsProvider language={asked} rooms={sent}>
      {children}
    </WordsProvider>
  );
}
