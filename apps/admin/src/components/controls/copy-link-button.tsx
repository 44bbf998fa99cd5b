"use client";

import { useWords } from "@parley/words/react";
import { useEffect, useState } from "react";
import { CopyButton } from "./copy-button.tsx";

/** Copies the address of the page as it stands, with what is open. */
export function CopyLinkButton() {
  const say = useWords("shell");
  const [address, setAddress] = useState("");
  useEffect(() => {
    const read = () => setAddress(window.location.href);
    read();
    window.addEventListener("hashchange", read);
    return () => window.removeEventListener("hashchange", read);
  }, []);
  return <CopyButton text={address} label={say("copy.link")} showLabel />;
}
