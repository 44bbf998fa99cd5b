"use client";

import { createContext, type ReactNode, useContext, useMemo } from "react";
import { IntlProvider, useTranslations } from "use-intl/react";
import type { CompiledRoom } from "./compiled.ts";
import type { Room, Words } from "./index.ts";
import { intlLocales, type Language } from "./language.ts";

/** Rooms of the catalogue, as they are sent to a browser. */
export type SentRooms = { readonly [R in Room]?: CompiledRoom };

const Sent = createContext<{ language: Language; rooms: SentRooms }>({ language: "en", rooms: {} });

/** Gives the client leaves below their texts: those of `rooms`, and those of providers above. */
export function WordsProvider({ language, rooms, children }: WordsProviderProps) {
  const above = useContext(Sent).rooms;
  const sent = useMemo(() => ({ language, rooms: { ...above, ...rooms } }), [language, above, rooms]);
  return (
    <Sent value={sent}>
      <IntlProvider locale={intlLocales[language]} messages={sent.rooms} timeZone="UTC">
        {children}
      </IntlProvider>
    </Sent>
  );
}

interface WordsProviderProps {
  language: Language;
  rooms: SentRooms;
  children: ReactNode;
}

/** The words of one room in a client leaf. The page, or a layout above it, sends the room by `ClientWords`. */
export function useWords<R extends Room>(room: R): Words<R>;
export function useWords(room: Room): unknown {
  return useTranslations(room);
}

/** The language that a client leaf is shown in, for numbers and dates. */
export function useLanguage(): Language {
  return useContext(Sent).language;
}
