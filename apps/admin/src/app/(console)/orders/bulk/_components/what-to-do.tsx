"use client";

import { TEXT_MAX } from "@parley/limits";
import { useWords } from "@parley/words/react";
import { type ReactNode, useId } from "react";
import { type Resolution, resolutions } from "@/components/case/resolutions.ts";
import { inputClass } from "@/components/controls/field.tsx";
import type { BulkActName, BulkRequest } from "../use-bulk.ts";

const acts = { SEND: "send", ASSIGN: "assign", SNOOZE: "snooze", RESOLVE: "resolve" } as const;
const rests = { 1: "hour", 4: "fourHours", 24: "day" } as const;

type Hours = keyof typeof rests;

/** What a person has chosen to do. */
export interface Choice {
  act: BulkActName;
  assigneeId: string | null;
  hours: Hours;
  resolution: Resolution;
  note: string;
}

const HOUR_MS = 3_600_000;

export function requestOf({ act, assigneeId, hours, resolution, note }: Choice, now: Date): BulkRequest {
  return {
    act,
    assigneeId: act === "ASSIGN" ? assigneeId : null,
    until: act === "SNOOZE" ? new Date(now.getTime() + hours * HOUR_MS).toISOString() : null,
    resolution: act === "RESOLVE" ? resolution : null,
    note: act === "ASSIGN" || note.trim() === "" ? null : note.trim(),
  };
}

/** Whether something is missing: "as the note says" needs a note. */
export function choiceProblem({ act, resolution, note }: Choice): boolean {
  return act === "RESOLVE" && resolution === "OTHER" && note.trim() === "";
}

/** The act, and what it needs to know. */
export function WhatToDo({ choice, people, isBusy, onChange }: WhatToDoProps) {
  const say = useWords("bulk");
  const set = (change: Partial<Choice>) => onChange({ ...choice, ...change });
  return (
    <fieldset disabled={isBusy} className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
      <Select label={say("page.act")} value={choice.act} onChoose={(text) => set({ act: keyOf(acts, text) })}>
        {Object.entries(acts).map(([value, word]) => (
          <option key={value} value={value}>
            {say(`page.${word}`)}
          </option>
        ))}
      </Select>
      {choice.act === "ASSIGN" && (
        <Select
          label={say("page.to")}
          value={choice.assigneeId ?? ""}
          onChoose={(text) => set({ assigneeId: text === "" ? null : text })}
        >
          <option value="">{say("page.nobody")}</option>
          {people.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      )}
      {choice.act === "SNOOZE" && (
        <Select
          label={say("page.until")}
          value={String(choice.hours)}
          onChoose={(text) => set({ hours: text === "4" ? 4 : text === "24" ? 24 : 1 })}
        >
          {Object.entries(rests).map(([value, word]) => (
            <option key={value} value={value}>
              {say(`page.${word}`)}
            </option>
          ))}
        </Select>
      )}
      {choice.act === "RESOLVE" && (
        <Select
          label={say("page.why")}
          value={choice.resolution}
          onChoose={(text) => set({ resolution: resolutions.find((one) => one === text) ?? "OTHER" })}
        >
          {resolutions.map((value) => (
            <option key={value} value={value}>
              {say(`page.resolution.${value}`)}
            </option>
          ))}
        </Select>
      )}
      {choice.act !== "ASSIGN" && (
        <Labelled label={say("page.words")}>
          {(id) => (
            <input
              id={id}
              className={inputClass}
              value={choice.note}
              maxLength={TEXT_MAX.note}
              autoComplete="off"
              onChange={({ target }) => set({ note: target.value })}
            />
          )}
        </Labelled>
      )}
    </fieldset>
  );
}

interface WhatToDoProps {
  choice: Choice;
  people: readonly { id: string; name: string }[];
  isBusy: boolean;
  onChange: (choice: Choice) => void;
}

function keyOf(names: Readonly<Record<BulkActName, string>>, text: string): BulkActName {
  const found = (Object.keys(names) as BulkActName[]).find((name) => name === text);
  return found ?? "SEND";
}

function Select({ label, value, onChoose, children }: SelectProps) {
  return (
    <Labelled label={label}>
      {(id) => (
        <select
          id={id}
          className={inputClass}
          value={value}
          onChange={({ target }) => onChoose(target.value)}
        >
          {children}
        </select>
      )}
    </Labelled>
  );
}

interface SelectProps {
  label: string;
  value: string;
  onChoose: (value: string) => void;
  children: ReactNode;
}

function Labelled({ label, children }: { label: string; children: (id: string) => ReactNode }) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="mb-1 block font-medium">
        {label}
      </label>
      {children(id)}
    </div>
  );
}
