"use client";

import { useWords } from "@parley/words/react";
import { useEffect, useState } from "react";
import { Button } from "@/components/controls/button.tsx";
import { passkeysWork } from "@/components/person/passkey.ts";

/** Offers to sign in by a passkey, only where this browser can, at the address that passkeys are bound to. */
export function PasskeyButton({
  host,
  isPending,
  onPress,
}: {
  host: string | null;
  isPending: boolean;
  onPress: () => void;
}) {
  const say = useWords("entry");
  const [works, setWorks] = useState(false);
  useEffect(() => setWorks(passkeysWork(host)), [host]);
  if (!works) return null;
  return (
    <div className="mt-3 flex flex-col">
      <Button size="form" disabled={isPending} onClick={onPress}>
        {say("signIn.passkey")}
      </Button>
    </div>
  );
}
