"use client";

import { Button } from "@/components/controls/button.tsx";

/** Saves a text as a file, made in the browser from what the page has already. */
export function SaveButton({ text, name, children }: { text: string; name: string; children: string }) {
  function save() {
    const address = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    const link = document.createElement("a");
    link.href = address;
    link.download = name;
    link.click();
    URL.revokeObjectURL(address);
  }
  return <Button onClick={save}>{children}</Button>;
}
