"use client";

import { useWords } from "@parley/words/react";
import { Button } from "@/components/controls/button.tsx";
import { Icon } from "@/components/display/icon.tsx";
import { useKeyboard } from "./keyboard.tsx";

/** Opens the palette from within a page. */
export function FindButton() {
  const say = useWords("shell");
  const { openPalette } = useKeyboard();
  return (
    <Button look="primary" onClick={openPalette}>
      <Icon name="search" size={14} />
      {say("frame.find")}
    </Button>
  );
}
