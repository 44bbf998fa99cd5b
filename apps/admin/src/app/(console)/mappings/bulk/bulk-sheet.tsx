"use client";

import { useWords } from "@parley/words/react";
import Link from "next/link";
import { type FormEvent, type KeyboardEvent, useRef, useState } from "react";
import { Button, buttonClass } from "@/components/controls/button.tsx";
import { Panel } from "@/components/display/panel.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import { keyOf, type Mapping, type MappingKind, type Target } from "../mapping.ts";
import { pastedInto, type Wanted } from "./file.ts";
import { SheetRow } from "./sheet-row.tsx";
import { useLook } from "./use-look.ts";

/**
 * The ticked rows as a sheet: one field for each, which takes the code of what the id is to mean. A column pasted from a
 * spreadsheet fills the rows downward; Enter goes down, Shift+Enter up.
 */
export function BulkSheet({ kind, mappings, targets, close }: BulkSheetProps) {
  const say = useWords("mappings");
  const { look, isPending, failure, setFailure, wrong } = useLook();
  const form = useRef<HTMLFormElement>(null);
  const [typed, setTyped] = useState<ReadonlyMap<string, string>>(new Map());
  /** How many values of the last paste had no row. */
  const [rest, setRest] = useState(0);
  const [sent, setSent] = useState<readonly Wanted[]>([]);
  const names = new Map(targets.map(({ code, name }) => [code, name]));
  const codeOf = (mapping: Mapping) => typed.get(keyOf(mapping)) ?? mapping.target.code;
  const codes = mappings.map(codeOf);

  function change(next: readonly string[]): void {
    setTyped(new Map(mappings.map((mapping, row) => [keyOf(mapping), next[row] ?? ""])));
  }

  function paste(row: number, text: string): void {
    const pasted = pastedInto(codes, row, text);
    change(pasted.codes);
    setRest(pasted.rest);
  }

  function move(event: KeyboardEvent, row: number): void {
    if (event.key !== "Enter") return;
    const fields = [...(form.current?.querySelectorAll<HTMLInputElement>("input[data-cell]") ?? [])];
    const next = fields[row + (event.shiftKey ? -1 : 1)];
    // Below the last one Enter asks what all of it would do.
    if (next === undefined && !event.shiftKey) return;
    event.preventDefault();
    next?.focus();
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    const rows = mappings
      .map((mapping) => ({ mapping, code: codeOf(mapping).trim() }))
      .filter(({ mapping, code }) => code !== mapping.target.code);
    if (rows.length === 0) {
      setFailure(say("bulk.nothing"));
      return;
    }
    setSent(rows);
    void look(kind, rows, say("bulk.changeFile"));
  }

  function problemOf(mapping: Mapping): string | null {
    // What was typed since was not judged yet.
    const place = sent.findIndex(
      (one) => one.code === codeOf(mapping).trim() && keyOf(one.mapping) === keyOf(mapping),
    );
    return wrong?.reasons.get(place) ?? null;
  }

  return (
    <Panel title={say("bulk.sheet")} aside={say("bulk.sheetKeys")}>
      <form ref={form} onSubmit={submit}>
        <datalist id="bulk-codes">
          {targets.map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </datalist>
        <div className="relative max-h-[60vh] overflow-auto">
          <table className="data-table" aria-label={say("bulk.sheet")}>
            <thead>
              <tr>
                <th scope="col">{say("table.parId")}</th>
                <th scope="col" className="max-md:hidden">
                  {say("table.connection")}
                </th>
                <th scope="col" className="max-md:hidden">
                  {say("bulk.now")}
                </th>
                <th scope="col">{say("bulk.code")}</th>
              </tr>
            </thead>
            <tbody>
              {mappings.map((mapping, row) => (
                <SheetRow
                  key={keyOf(mapping)}
                  mapping={mapping}
                  code={codes[row] ?? ""}
                  name={names.get(codes[row] ?? "") ?? null}
                  problem={problemOf(mapping)}
                  isFirst={row === 0}
                  change={(code) => change(codes.with(row, code))}
                  paste={(text) => paste(row, text)}
                  move={(event) => move(event, row)}
                />
              ))}
            </tbody>
          </table>
        </div>
        <div className="flex flex-col gap-2 p-3">
          {failure && <Notice tone="problem">{failure}</Notice>}
          {rest > 0 && <Notice tone="wait">{say("bulk.rest", { count: rest })}</Notice>}
          {wrong && (
            <Notice tone="problem">
              <div className="flex flex-wrap items-center justify-between gap-2">
                <span>{say("bulk.wrong", { count: wrong.reasons.size })}</span>
                <Link href={wrong.path} className={buttonClass("plain", "row")}>
                  {say("bulk.seeAll")}
                </Link>
              </div>
            </Notice>
          )}
          <p className="flex flex-wrap gap-2">
            <Button type="submit" look="primary" size="field" disabled={isPending} aria-busy={isPending}>
              {say(isPending ? "bulk.looking" : "bulk.look")}
            </Button>
            <Button look="quiet" size="field" onClick={close}>
              {say("acts.cancel")}
            </Button>
          </p>
        </div>
      </form>
    </Panel>
  );
}

interface BulkSheetProps {
  kind: MappingKind;
  /** In force, all of one kind. */
  mappings: readonly Mapping[];
  targets: readonly Target[];
  close: () => void;
}
