"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, type ReactNode, useTransition } from "react";
import { withParams } from "@/navigation/search-params.ts";

/**
 * A GET form whose fields become the address: a select at once, a text on Enter. It works without the script too.
 * `keep` are parameters of the address that have no field here.
 */
export function FilterForm({ action, keep, children }: FilterFormProps) {
  const router = useRouter();
  const [isPending, start] = useTransition();

  function go(form: HTMLFormElement) {
    const fields = [...new FormData(form)].map(([name, value]) => [name, String(value).trim()]);
    start(() => router.push(withParams(action, { ...Object.fromEntries(fields), ...keep })));
  }

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    go(event.currentTarget);
  }

  return (
    <form
      action={action}
      method="get"
      onSubmit={submit}
      onChange={(event) => event.target instanceof HTMLSelectElement && go(event.currentTarget)}
      aria-busy={isPending}
      className={`flex flex-wrap items-center gap-2 max-sm:w-full ${isPending ? "opacity-60" : ""}`}
    >
      {Object.entries(keep).map(([name, value]) =>
        value === null ? null : <input key={name} type="hidden" name={name} value={value} />,
      )}
      {children}
    </form>
  );
}

interface FilterFormProps {
  /** Path of the page. */
  action: string;
  keep: Record<string, string | null>;
  children: ReactNode;
}
