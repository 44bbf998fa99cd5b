"use client";

import { TEXT_MAX } from "@parley/limits";
import { useWords } from "@parley/words/react";
import { type FormEvent, useState } from "react";
import { Field } from "@/components/controls/field.tsx";
import { signIn } from "./sign-in/sign-in.ts";

const passwordLengthMin = 12;

/** Where somebody chooses the password that they sign in with from now on. */
export function ChosenPassword() {
  const say = useWords("entry");
  return (
    <Field
      label={say("signIn.password")}
      name="password"
      type="password"
      required
      minLength={passwordLengthMin}
      maxLength={TEXT_MAX.password}
      autoComplete="new-password"
      hint={say("firstRun.passwordHint", { count: passwordLengthMin })}
    />
  );
}

/**
 * Sends a form in which a password was chosen, signs its person in and opens the overview.
 *
 * @param send gives why it was refused, or null where they can sign in now
 */
export function useChosenPassword(
  send: (
    text: (name: string) => string,
    chosen: { email: string; password: string },
  ) => Promise<string | null>,
) {
  const say = useWords("entry");
  const [failure, setFailure] = useState<string | null>(null);
  const [isPending, setPending] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? "");
    const chosen = { email: text("email").trim(), password: text("password") };
    setFailure(null);
    setPending(true);
    const refused = await send(text, chosen);
    if (refused !== null) {
      setFailure(refused);
      setPending(false);
      return;
    }
    const { kind } = await signIn(chosen, say);
    // In place of this page: nobody comes back to a link, or a setup code, that is used.
    window.location.replace(kind === "in" ? "/" : "/sign-in");
  }

  return { failure, isPending, submit };
}
