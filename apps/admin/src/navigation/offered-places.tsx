"use client";

import { createContext, type ReactNode, useContext, useMemo } from "react";
import { type Place, places } from "./places.ts";

const Offered = createContext<readonly Place[]>(places.filter(({ needs }) => needs === undefined));

/** Gives the frame the places that somebody with these permissions may enter. */
export function OfferedPlaces({ permissions, children }: OfferedPlacesProps) {
  const key = permissions.join(" ");
  const offered = useMemo(() => {
    const held = new Set(key.split(" "));
    return places.filter(({ needs }) => needs === undefined || held.has(needs));
  }, [key]);
  return <Offered value={offered}>{children}</Offered>;
}

interface OfferedPlacesProps {
  /** As the API names them. */
  permissions: readonly string[];
  children: ReactNode;
}

export function usePlaces(): readonly Place[] {
  return useContext(Offered);
}
