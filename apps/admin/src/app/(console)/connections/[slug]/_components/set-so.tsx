"use client";

import { Button } from "@/components/controls/button.tsx";
import { useSwitchWrites } from "./switch-writes.tsx";

/** Sets a switch as PAR's calls show it; what it was comes back by "Undo". */
export function SetSo({ connectionId, version, row, to, word, said }: SetSoProps) {
  const { isWriting, set } = useSwitchWrites();
  const { name, isDefault, value } = row;
  const before = { name, value: isDefault ? null : value };
  return (
    <Button
      size="row"
      disabled={isWriting}
      onClick={() => void set({ connectionId, version, to: { name, value: to }, before, said })}
    >
      {word}
    </Button>
  );
}

interface SetSoProps {
  connectionId: string;
  /** The version of the connection that is shown. */
  version: number;
  row: { name: string; value: string; isDefault: boolean };
  to: string;
  /** What the button says. */
  word: string;
  /** What is said when it is done. */
  said: { what: string; value: string };
}
