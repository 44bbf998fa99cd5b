"use client";

import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import type { IconName } from "@/components/display/icon.tsx";

/** Something that can be done with what a page shows; the palette offers it. */
export interface PageAct {
  /** In the operator's language, and unique on its page. */
  name: string;
  icon: IconName;
  does: { go: string } | { copy: string } | { run: () => void };
}

/** The acts of the pages that are open, each under a key of its own. */
type Registered = ReadonlyMap<symbol, readonly PageAct[]>;

const Present = createContext<readonly PageAct[]>([]);
const Register = createContext<(change: (before: Registered) => Registered) => void>(() => undefined);

/** Around the pages and the palette. */
export function ActsProvider({ children }: { children: ReactNode }) {
  const [registered, setRegistered] = useState<Registered>(new Map());
  const present = useMemo(() => [...registered.values()].flat(), [registered]);
  return (
    <Register value={setRegistered}>
      <Present value={present}>{children}</Present>
    </Register>
  );
}

/** What the page in view offers. */
export function usePresentActs(): readonly PageAct[] {
  return useContext(Present);
}

/** Offers acts in the palette while the component is mounted. `acts` is the same array until something changes. */
export function usePageActs(acts: readonly PageAct[]): void {
  const register = useContext(Register);
  useEffect(() => {
    const key = Symbol("acts");
    register((before) => new Map(before).set(key, acts));
    return () =>
      register((before) => {
        const after = new Map(before);
        after.delete(key);
        return after;
      });
  }, [register, acts]);
}

/** The same for a page of the server, whose acts go somewhere or copy something. */
export function PageActs({
  acts,
}: {
  acts: readonly (PageAct & { does: { go: string } | { copy: string } })[];
}) {
  usePageActs(acts);
  return null;
}
