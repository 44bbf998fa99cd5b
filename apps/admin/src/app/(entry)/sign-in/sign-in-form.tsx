"use client";

import { TEXT_MAX } from "@parley/limits";
import { useWords } from "@parley/words/react";
import Link from "next/link";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/controls/button.tsx";
import { Field } from "@/components/controls/field.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import type { DemoAccount } from "./demo-accounts.ts";
import { PasskeyButton } from "./passkey-button.tsx";
import { type Provider, ProviderLink } from "./provider.tsx";
import { type SignInOutcome, signIn, signInByPasskey } from "./sign-in.ts";

export function SignInForm({ returnPath, demoAccounts, passkeyHost, provider }: SignInFormProps) {
  const say = useWords("entry");
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [asksCode, setAsksCode] = useState(false);
  const [code, setCode] = useState("");
  const [failure, setFailure] = useState<string | null>(null);
  const [isPending, setPending] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    setPending(true);
    setFailure(null);
    follow(await signIn({ email, password, ...(asksCode && { code }) }, say));
  }

  async function byPasskey() {
    setPending(true);
    setFailure(null);
    follow(await signInByPasskey(say));
  }

  function follow(outcome: SignInOutcome) {
    // A whole new page: nothing that was read while signed out may be shown again.
    if (outcome.kind === "in") return window.location.assign(returnPath);
    if (outcome.kind === "code") setAsksCode(true);
    else setFailure(outcome.words);
    setCode("");
    setPending(false);
  }

  if (asksCode) {
    return (
      <>
        <h1 className="mb-1 text-lg font-semibold">{say("signIn.codeTitle")}</h1>
        <p className="mb-4 text-ink-soft">{say("signIn.codeHelp")}</p>
        <form method="post" onSubmit={submit} className="flex flex-col gap-3">
          <Field
            label={say("signIn.code")}
            name="code"
            autoComplete="one-time-code"
            autoFocus
            spellCheck={false}
            required
            maxLength={TEXT_MAX.signInCode}
            value={code}
            onChange={(event) => setCode(event.target.value)}
          />
          {failure && <Notice tone="problem">{failure}</Notice>}
          <Button type="submit" look="primary" disabled={isPending} aria-busy={isPending} size="form">
            {say(isPending ? "signIn.pending" : "signIn.title")}
          </Button>
        </form>
        <Button
          look="quiet"
          onClick={() => {
            setAsksCode(false);
            setFailure(null);
          }}
        >
          {say("signIn.otherAccount")}
        </Button>
      </>
    );
  }
  return (
    <>
      <h1 className="mb-4 text-lg font-semibold">{say("signIn.title")}</h1>
      {provider !== null && <ProviderLink provider={provider} returnPath={returnPath} say={say} />}
      {/* `post`, so that a form sent before the script is there cannot put the password into the address. */}
      <form method="post" onSubmit={submit} className="flex flex-col gap-3">
        <Field
          label={say("signIn.email")}
          name="email"
          type="email"
          autoComplete="username"
          required
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
        <Field
          label={say("signIn.password")}
          name="password"
          type="password"
          autoComplete="current-password"
          required
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        {failure && <Notice tone="problem">{failure}</Notice>}
        <Button type="submit" look="primary" disabled={isPending} aria-busy={isPending} size="form">
          {say(isPending ? "signIn.pending" : "signIn.title")}
        </Button>
      </form>
      <PasskeyButton host={passkeyHost} isPending={isPending} onPress={() => void byPasskey()} />
      <Link href="/forgotten" className="mt-4 self-start text-accent hover:underline">
        {say("forgotten.open")}
      </Link>
      {demoAccounts.length > 0 && (
        <section aria-label={say("signIn.demo")} className="mt-8 border-t pt-4">
          <h2 className="font-medium">{say("signIn.demo")}</h2>
          <p className="text-ink-faint">{say("signIn.demoHelp")}</p>
          <ul className="mt-2 flex flex-col gap-1.5">
            {demoAccounts.map((account) => (
              <li key={account.email}>
                <button
                  type="button"
                  onClick={() => {
                    setEmail(account.email);
                    setPassword(account.password);
                  }}
                  className="flex w-full flex-col rounded-md border bg-surface px-3 py-2 text-left hover:border-line-strong"
                >
                  <span className="flex w-full justify-between gap-2">
                    <span className="truncate font-medium">{account.email}</span>
                    <span className="text-accent">{say("signIn.fillIn")}</span>
                  </span>
                  <span className="text-xs text-ink-faint">
                    {say(`signIn.may.${account.may}`)} · <code className="font-mono">{account.password}</code>
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

interface SignInFormProps {
  /** Where to go afterwards: a path of this site. */
  returnPath: string;
  demoAccounts: readonly DemoAccount[];
  /** The host name that passkeys are bound to; null where there are none. */
  passkeyHost: string | null;
  /** Null where none is set. */
  provider: Provider | null;
}
