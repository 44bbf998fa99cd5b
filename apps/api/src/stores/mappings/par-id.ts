import { idProblem } from "@parley/par-contract";

/** Why a text cannot be a PAR id, as the end of the sentence "The PAR id …"; null where it can. */
export function checkParId(parId: string): string | null {
  if (parId.includes("\ufffd")) return "has lost a character: the file was saved in an encoding without it";
  return idProblem(parId);
}

/**
 * Why a PAR id of a file is not what PAR sends, as the end of the sentence "The PAR id …"; null where it may be.
 * A spreadsheet writes a long number with an exponent and as many digits as fit: the others cannot be known.
 */
export function lossOf(parId: string): string | null {
  const [, decimals = "", exponent] = /^[+-]?\d(?:[.,](\d+))?e\+(\d+)$/i.exec(parId) ?? [];
  if (exponent === undefined || Number(exponent) <= decimals.length) return null;
  return "has lost digits: a spreadsheet shortened the number. Format the column as text and fill it in anew";
}

/** What PAR could send and never does, because a spreadsheet made it of what somebody typed. */
const SPREADSHEET_MADE: readonly { looks: RegExp; warning: string }[] = [
  {
    looks: /^[+-]?\d+(?:[.,]\d+)?e[+-]?\d+$/i,
    warning: "This is a number as a spreadsheet shortens it; digits of the id may be lost.",
  },
  {
    looks: /^[1-9]\d{14}0+$/,
    warning: "A spreadsheet keeps fifteen digits of a number; the zeros at the end may have been others.",
  },
  { looks: /^=/, warning: "This is a formula, not what it shows." },
  {
    looks: /^#(?:REF!|NAME\?|VALUE!|DIV\/0!|NULL!|NUM!|SPILL!|#+)$/i,
    warning: "This is a spreadsheet's error value.",
  },
  {
    looks: /^(?:\d{1,2}-)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*-\d{2,4}$/i,
    warning: "This is a date that a spreadsheet may have made of an id.",
  },
  {
    looks: /^\d{1,2}-(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*$/i,
    warning: "This is a date that a spreadsheet may have made of an id.",
  },
  {
    looks: /^\d{4}-\d{2}-\d{2}(?:[ T]\d{2}:\d{2}(?::\d{2})?)?$/,
    warning: "This is a date that a spreadsheet may have made of an id.",
  },
  { looks: /^\d+[.,]0+$/, warning: "This is a number with decimals; PAR's id may have none." },
  { looks: /^\d{1,3}(?:,\d{3})+$/, warning: "This is a number with separators; PAR's id may have none." },
  { looks: /^(?:true|false|null|undefined|nan)$/i, warning: "This is a value of a program, not an id." },
  {
    looks: /[\u00c2\u00c3][\u0080-\u00bf]|\u00e2\u20ac/,
    warning: "This looks like UTF-8 that was read in another encoding before.",
  },
];

/** What makes a PAR id unlikely, though nothing forbids it, as a sentence; null where it looks like one. */
export function doubtAboutParId(parId: string): string | null {
  return SPREADSHEET_MADE.find(({ looks }) => looks.test(parId))?.warning ?? null;
}

/** Equal for ids that people would take for one. PAR's ids are compared by code unit, so they are two. */
export function lookOf(parId: string): string {
  return parId.normalize("NFKC").toLowerCase();
}
