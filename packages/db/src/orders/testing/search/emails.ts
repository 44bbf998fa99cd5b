import type { Case } from "./stored.ts";

/** E-mail addresses. */
export const EMAILS: readonly Case[] = [
  // in any case, with words around it, as it is spelled out
  ["anne@example.COM", ["anne"]],
  ["ANNE@EXAMPLE.COM", ["anne"]],
  ["anne@example.com;", ["anne"]],
  ["Anne <anne@example.com>", ["anne"]],
  ["email: anne@example.com", ["anne"]],
  ["anne at example.com", ["anne"]],
  ["anne at example dot com", ["anne"]],
  ["mailto:jl@example.com", ["jean"]],
  ["@example.com", []],
  ["anne@example.com or jl@example.com", []],
];
