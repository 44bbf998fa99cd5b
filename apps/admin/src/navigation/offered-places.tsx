"use client";

import { createContext, type ReactNode, useContext, useMemo } from "react";
import { type Place, places } from "./places.ts";

const Offered = createContext<readonly Place[]>(places.filter(({ needs }) => needs === undefined));

/** A part of the settings, in the reader's words. */
export interface OfferedSetting {
  id: string;
  href: string;
  name: string;
  /** What is found there. */
  about: string;
}

const Settings = createContext<readonly OfferedSetting[]>([]);

/** Gives the frame the places that somebody with these permissions may enter, and the parts of the settings that they may use. */
export function OfferedPlaces({ permissions, settings, children }: OfferedPlacesProps) {
  const key = permissions.join(" ");
  const offered = useMemo(() => {
    const held = new Set(key.split(" "));
    return places.filter(({ needs }) => needs === undefined || held.has(needs));
  }, [key]);
  return (
    <Offered value={offered}>
      <Settings value={settings}>{children}</Settings>
    </Offered>
  );
}

interface OfferedPlacesProps {
  /** As the API names them. */
  permissions: readonly string[];
  settings: readonly OfferedSetting[];
  children: ReactNode;
}

export function usePlaces(): readonly Place[] {
  return useContext(Offered);
}

export function useOfferedSettings(): readonly OfferedSetting[] {
  return useContext(Settings);
}
